/** One pipeline under measurement: its two processes, its topics, and the processor time of each of those that work for it. */
import { KafkaClient, ensureTopics, topicPlans } from '@macp/event-log-kafka';
import { usageOf } from '../contender.js';
import { Measured } from './child-commands.js';
import type { EngineReport, IngressReport, LoadRequest, PipelineSettings, Variant } from './pipeline-parts.js';

const ENGINE = new URL('./engine-main.js', import.meta.url);
const INGRESS = new URL('./ingress-main.js', import.meta.url);

export interface PipelineOptions {
  readonly variant: Variant;
  readonly partitions: number;
  readonly brokers: readonly string[];
  /** Process id of the broker. */
  readonly brokerPid: number;
}

/** One load and what it took. Processor time in µs for each ack, from the kernel's 10 ms ticks. */
export interface Measurement {
  readonly variant: Variant;
  readonly partitions: number;
  readonly callers: number;
  readonly ingress: IngressReport;
  readonly engine: EngineReport;
  readonly cpuUs: { readonly ingress: number; readonly engine: number; readonly broker: number };
}

export class Pipeline {
  private constructor(
    readonly options: PipelineOptions,
    private readonly ingress: Measured,
    private readonly engine: Measured,
  ) {}

  static async start(options: PipelineOptions): Promise<Pipeline> {
    const { variant, partitions, brokers } = options;
    const prefix = `${variant}-${partitions}.`;
    await makeTopics(brokers, prefix, partitions);
    const credential = 'for-this-benchmark-only';
    const settings: PipelineSettings = { variant, partitions, brokers, prefix, credential };
    const engine = await Measured.start(ENGINE, settings);
    const { address } = engine.started as { address?: string };
    const known = address === undefined ? settings : { ...settings, ownerAddress: address };
    const ingress = await Measured.start(INGRESS, known);
    return new Pipeline(options, ingress.process, engine.process);
  }

  /** `profiles`: where both processes write a profile each. @throws when a command is refused or lost */
  async measure(load: LoadRequest, profiles?: { ingress: string; engine: string }): Promise<Measurement> {
    const { isTraced } = load;
    await this.engine.ask('begin', { isTraced, ...(profiles && { profile: profiles.engine }) });
    const before = this.cpuMs();
    const ingress = (await this.ingress.ask('load', {
      ...load,
      ...(profiles && { profile: profiles.ingress }),
    })) as IngressReport;
    const after = this.cpuMs();
    const engine = (await this.engine.ask('end')) as EngineReport;
    const perAck = (from: number, to: number): number => ((to - from) * 1000) / ingress.acks;
    const cpuUs = {
      ingress: perAck(before.ingress, after.ingress),
      engine: perAck(before.engine, after.engine),
      broker: perAck(before.broker, after.broker),
    };
    const { variant, partitions } = this.options;
    return { variant, partitions, callers: load.callers, ingress, engine, cpuUs };
  }

  async stop(): Promise<void> {
    await this.ingress.stop();
    await this.engine.stop();
  }

  private cpuMs(): { readonly ingress: number; readonly engine: number; readonly broker: number } {
    const [ingress, engine, broker] = [this.ingress.pid, this.engine.pid, this.options.brokerPid].map(
      (pid) => usageOf(pid).cpuMs,
    );
    return { ingress: ingress!, engine: engine!, broker: broker! };
  }
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
