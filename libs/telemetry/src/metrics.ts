/**
 * The process' metrics (receipts-and-telemetry specification C.6). Everything that is written per message is a plain
 * field or one of the tallies; the registry reads them when it is scraped.
 */
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { EnvelopeTally } from './envelope-tally.js';
import { SessionTally } from './session-tally.js';

/** What the edge counts; plain fields, incremented in place. */
export interface EdgeCounts {
  /** Streams open now. */
  streamsOpen: number;
  rateLimited: number;
  /** Answered as unknown: the outcome was not there by the deadline. */
  unknownOutcomes: number;
  unauthenticated: number;
  /** Streams ended because their reader fell behind. */
  streamsLagged: number;
}

/** A value for each of some partitions. */
export type PartitionValues = Iterable<readonly [partition: number, value: number]>;

export interface MacpMetricsOptions {
  /** Modes that may appear as label values. */
  readonly modes: readonly string[];
  /** Message types that may appear as label values. */
  readonly messageTypes: readonly string[];
  /** Node.js process metrics too. */
  readonly processMetrics?: boolean;
}

const EDGE: Readonly<Record<keyof EdgeCounts, { name: string; help: string; gauge?: boolean }>> = {
  streamsOpen: { name: 'macp_streams_open', help: 'Session streams and watches open now.', gauge: true },
  rateLimited: { name: 'macp_rate_limited_total', help: 'Messages refused by the rate limit.' },
  unknownOutcomes: { name: 'macp_unknown_outcomes_total', help: 'Calls answered as unknown at their deadline.' },
  unauthenticated: { name: 'macp_unauthenticated_total', help: 'Calls without a valid credential.' },
  streamsLagged: {
    name: 'macp_streams_lagged_total',
    help: 'Session streams and watches ended because the reader fell behind.',
  },
};

export class MacpMetrics {
  readonly registry = new Registry();
  readonly envelopes: EnvelopeTally;
  readonly sessions = new SessionTally();
  readonly edge: EdgeCounts = {
    streamsOpen: 0,
    rateLimited: 0,
    unknownOutcomes: 0,
    unauthenticated: 0,
    streamsLagged: 0,
  };

  constructor({ modes, messageTypes, processMetrics = true }: MacpMetricsOptions) {
    this.envelopes = new EnvelopeTally(new Set(modes), new Set(messageTypes));
    if (processMetrics) collectDefaultMetrics({ register: this.registry });
    for (const key of Object.keys(EDGE) as (keyof EdgeCounts)[]) {
      const { name, help, gauge } = EDGE[key];
      if (gauge === true) this.observe(name, help, () => this.edge[key]);
      else this.observeTotal(name, help, () => this.edge[key]);
    }
  }

  /** A gauge whose value is read at each scrape. */
  observe(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(read()) });
  }

  /** A counter kept elsewhere; `read` never decreases. */
  observeTotal(name: string, help: string, read: () => number): void {
    const counter: Counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(read());
      },
    });
  }

  /**
   * A gauge with a value for each of some partitions, read at each scrape; those that are not named any more are gone. The
   * number of partitions is fixed for the life of an installation, so the number of series is bounded.
   */
  observePartitions(name: string, help: string, read: () => PartitionValues | Promise<PartitionValues>): void {
    const gauge: Gauge<'partition'> = new Gauge({
      name,
      help,
      labelNames: ['partition'],
      registers: [this.registry],
      collect: async () => {
        const values = await read();
        gauge.reset();
        for (const [partition, value] of values) gauge.set({ partition }, value);
      },
    });
  }

  /** Everything in Prometheus' text format. */
  async exposition(): Promise<string> {
    const { registry, envelopes, sessions } = this;
    return `${sessions.counts()}${await registry.metrics()}\n${envelopes.exposition()}${sessions.transitions()}`;
  }
}
