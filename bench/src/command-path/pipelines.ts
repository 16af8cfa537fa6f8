/** The pipelines of one run, over one local broker that is started for it. Ends what it has started, whatever happens. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { LocalKafka } from '@macp/testkit';
import { Pipeline } from './pipeline.js';
import type { PipelineOptions } from './pipeline.js';
import type { LoadRequest, MeasureOptions } from './pipeline-parts.js';

/** The first load of a pipeline. */
export type WarmUp = Omit<LoadRequest, keyof MeasureOptions>;

const WARM_UP: WarmUp = { callers: 64, seconds: 3 };
const BROKER_HEAP_MB = 768;

/** What the machine is, and what it has to do besides. */
export function machine(): string {
  const [{ model } = { model: 'unknown' }] = cpus();
  return `${availableParallelism()} cores (${model}), Node ${process.versions.node}, ${load()}`;
}

/** Load average of the last minute. */
export function load(): string {
  return `load ${loadavg()[0]!.toFixed(1)}`;
}

export class Pipelines {
  private readonly running: Pipeline[] = [];

  private constructor(private readonly kafka: LocalKafka) {}

  static async run(work: (pipelines: Pipelines) => Promise<void>): Promise<void> {
    const pipelines = new Pipelines(await LocalKafka.start({ heapMb: BROKER_HEAP_MB }));
    try {
      await work(pipelines);
    } finally {
      await pipelines.stopAll();
      await pipelines.kafka.stop();
    }
  }

  /** Starts all of them and gives each a first load. */
  async start(
    all: readonly Omit<PipelineOptions, 'brokers' | 'brokerPid'>[],
    warmUp: Partial<WarmUp> = {},
  ): Promise<Pipeline[]> {
    const { addresses: brokers, brokers: processes } = this.kafka;
    const started: Pipeline[] = [];
    for (const options of all) {
      const pipeline = await Pipeline.start({ ...options, brokers, brokerPid: processes[0]!.pid! });
      this.running.push(pipeline);
      started.push(pipeline);
    }
    for (const pipeline of started) await pipeline.measure({ ...WARM_UP, ...warmUp, isTraced: false });
    return started;
  }

  async stopAll(): Promise<void> {
    for (const pipeline of this.running.splice(0)) await pipeline.stop();
  }
}
