/** One pipeline under measurement: its two processes, its topics, and the processor time of each of those that work for it. */
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaClient, ensureTopics, topicPlans } from '@macp/event-log-kafka';
import { usageOf } from '../contender.js';
import { Measured } from './child-commands.js';
import type { HotLoad, HotResult } from './hot-session.js';
import type {
  Append,
  EngineReport,
  IngressReport,
  LoadRequest,
  PipelineSettings,
  RequestCounts,
  Variant,
} from './pipeline-parts.js';
import { brokerTimes, nodeTimes, timesBetween } from './thread-times.js';
import type { BrokerTimes, NodeTimes } from './thread-times.js';

const ENGINE = new URL('./engine-main.js', import.meta.url);
const INGRESS = new URL('./ingress-main.js', import.meta.url);

export interface PipelineOptions {
  readonly variant: Variant;
  readonly partitions: number;
  readonly brokers: readonly string[];
  /** Process id of the broker. */
  readonly brokerPid: number;
  /** 1 unless given; more than one divide the partitions as a group. */
  readonly engines?: number;
  readonly append?: Append;
  /** Told apart by it from others that are otherwise the same, with topics of its own. */
  readonly label?: string;
  /** Of the engines, instead of what the product is started with. */
  readonly semiSpaceMb?: number;
}

/** What one of the engines did. */
export interface EngineShare {
  readonly partitions: number;
  /** Commands that it decided. */
  readonly commands: number;
  readonly cpuMs: number;
}

/** One load and what it took. Processor time in µs for each ack, from the kernel's 10 ms ticks. */
export interface Measurement {
  readonly variant: Variant;
  readonly partitions: number;
  readonly callers: number;
  readonly ingress: IngressReport;
  readonly append: Append;
  /** All engines together; stamps of the first one. */
  readonly engine: EngineReport;
  readonly shares: readonly EngineShare[];
  readonly cpuUs: { readonly ingress: number; readonly engine: number; readonly broker: number };
  /** The same by kinds of threads, ms in all; of the first engine. */
  readonly threads: Threads;
}

/** Processor time by kinds of threads, ms. */
export interface Threads {
  readonly ingress: NodeTimes;
  readonly engine: NodeTimes;
  readonly broker: BrokerTimes;
}

/** Half of what new objects have, MiB, as the start scripts of the product say. */
const SEMI_SPACE_MB = { ingress: 32, engine: 128 };

/** A group settles within; a member that is slow to start is waited for. */
const SETTLED_WITHIN_MS = 60_000;
const ASK_AGAIN_MS = 200;

export class Pipeline {
  private constructor(
    readonly options: PipelineOptions,
    private readonly ingress: Measured,
    private readonly engines: readonly Measured[],
  ) {}

  static async start(options: PipelineOptions): Promise<Pipeline> {
    const { variant, partitions, brokers, engines: count = 1, append = 'plain' } = options;
    const { semiSpaceMb = SEMI_SPACE_MB.engine, label = '' } = options;
    const name = `${variant}-${partitions}-${count}-${append.replace(' ', '-')}${label}`;
    const prefix = `${name}.`;
    await makeTopics(brokers, prefix, partitions);
    const credential = 'for-this-benchmark-only';
    const group = count === 1 ? {} : { groupId: name };
    const settings: PipelineSettings = { variant, partitions, brokers, prefix, credential, append, ...group };
    const engines = await Promise.all(
      Array.from({ length: count }, () => Measured.start(ENGINE, settings, semiSpaceMb)),
    );
    const { address } = engines[0]!.started as { address?: string };
    const known = address === undefined ? settings : { ...settings, ownerAddress: address };
    const ingress = await Measured.start(INGRESS, known, SEMI_SPACE_MB.ingress);
    const processes = engines.map(({ process }) => process);
    const pipeline = new Pipeline(options, ingress.process, processes);
    await pipeline.settled();
    return pipeline;
  }

  /** `profiles`: where both processes write a profile each. @throws when a command is refused or lost */
  async measure(load: LoadRequest, profiles?: { ingress: string; engine: string }): Promise<Measurement> {
    const { isTraced } = load;
    const begin = { isTraced, ...(profiles && { profile: profiles.engine }) };
    await Promise.all(this.engines.map((engine) => engine.ask('begin', begin)));
    const [before, threadsBefore] = [this.cpuMs(), this.threads()];
    const ingress = (await this.ingress.ask('load', {
      ...load,
      ...(profiles && { profile: profiles.ingress }),
    })) as IngressReport;
    const [after, threadsAfter] = [this.cpuMs(), this.threads()];
    const reports = (await Promise.all(this.engines.map((engine) => engine.ask('end')))) as EngineReport[];
    const perAck = (ms: number): number => (ms * 1000) / ingress.acks;
    const shares = reports.map(({ partitions, commands }, index) => ({
      partitions,
      commands,
      cpuMs: after.engines[index]! - before.engines[index]!,
    }));
    const cpuUs = {
      ingress: perAck(after.ingress - before.ingress),
      engine: perAck(shares.reduce((sum, { cpuMs }) => sum + cpuMs, 0)),
      broker: perAck(after.broker - before.broker),
    };
    const { variant, partitions, append = 'plain' } = this.options;
    const threads = {
      ingress: timesBetween(threadsBefore.ingress, threadsAfter.ingress),
      engine: timesBetween(threadsBefore.engine, threadsAfter.engine),
      broker: timesBetween(threadsBefore.broker, threadsAfter.broker),
    };
    const { callers } = load;
    return { variant, partitions, append, callers, ingress, engine: together(reports), shares, cpuUs, threads };
  }

  /** A load with one session that is asked for more than others. @throws when a command is refused or lost */
  async measureHot(load: HotLoad): Promise<HotResult> {
    return (await this.ingress.ask('hotLoad', load)) as HotResult;
  }

  async stop(): Promise<void> {
    await this.ingress.stop();
    await Promise.all(this.engines.map((engine) => engine.stop()));
  }

  /** Every partition is served, and every engine serves some. */
  private async settled(): Promise<void> {
    const deadline = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const owned = (await Promise.all(this.engines.map((engine) => engine.ask('owned')))) as number[];
      const all = owned.reduce((sum, each) => sum + each, 0);
      if (all === this.options.partitions && Math.min(...owned) > 0) return;
      if (Date.now() > deadline) throw new Error(`the engines serve ${owned.join(' and ')} partitions and no more`);
      await pause(ASK_AGAIN_MS);
    }
  }

  private threads(): Threads {
    const [engine] = this.engines as [Measured];
    return {
      ingress: nodeTimes(this.ingress.pid),
      engine: nodeTimes(engine.pid),
      broker: brokerTimes(this.options.brokerPid),
    };
  }

  private cpuMs(): { readonly ingress: number; readonly engines: readonly number[]; readonly broker: number } {
    return {
      ingress: usageOf(this.ingress.pid).cpuMs,
      engines: this.engines.map(({ pid }) => usageOf(pid).cpuMs),
      broker: usageOf(this.options.brokerPid).cpuMs,
    };
  }
}

function together(reports: readonly EngineReport[]): EngineReport {
  const requests: RequestCounts = {};
  for (const report of reports) {
    for (const [name, count] of Object.entries(report.requests)) requests[name] = (requests[name] ?? 0) + count;
  }
  const sum = (field: 'batches' | 'commands' | 'partitions'): number =>
    reports.reduce((total, report) => total + report[field], 0);
  const [{ stamps }] = reports as [EngineReport];
  return { requests, batches: sum('batches'), commands: sum('commands'), partitions: sum('partitions'), stamps };
}

async function makeTopics(brokers: readonly string[], prefix: string, partitions: number): Promise<void> {
  const silent = { info: () => undefined, warn: () => undefined };
  const client = new KafkaClient({ brokers, clientId: 'topics' }, { logger: silent });
  try {
    await client.start();
    await ensureTopics(client, { plans: topicPlans({ prefix, partitions }) });
  } finally {
    await client.close();
  }
}
