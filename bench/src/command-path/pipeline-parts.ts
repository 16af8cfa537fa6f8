/** What both processes of a pipeline are made of, and what they tell the one that measures. */
import { randomUUID } from 'node:crypto';
import { KafkaClient } from '@macp/event-log-kafka';
import { sessionAggregate } from '@macp/records';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { Clock, Ids } from '@macp/partition-worker';
import { builtInPolicy } from '@macp/policy-rules';
import type { CallersResult } from './callers.js';
import type { Pace } from './paced-callers.js';
import type { EngineStamps, IngressStamps, Stamps } from './stage-trace.js';

/** `topic`: commands through `macp.commands`, outcomes pushed. `owner`: both on one stream to the owner. */
export type Variant = 'topic' | 'owner';

/**
 * How a batch is appended to `macp.events`. `plain`: the product's log. `transaction each`: in a transaction of the
 * partition's own producer. `transaction shared`: in one with what waits for all other partitions.
 */
export type Append = 'plain' | 'transaction each' | 'transaction shared';

/** How to start one of the two processes; travels as JSON in its arguments. */
export interface PipelineSettings {
  readonly variant: Variant;
  readonly brokers: readonly string[];
  /** Precedes the names of its topics. */
  readonly prefix: string;
  readonly partitions: number;
  /** Between the two processes. */
  readonly credential: string;
  /** Where the engine listens; for the ingress of `owner`. */
  readonly ownerAddress?: string;
  readonly append: Append;
  /** Engines of this group divide the partitions; without one the engine owns all of them. */
  readonly groupId?: string;
}

/** Requests to the broker by name. */
export type RequestCounts = Record<string, number>;

/** What the engine did between `begin` and `end`. */
export interface EngineReport {
  readonly requests: RequestCounts;
  /** Confirmed appends and the commands in them. */
  readonly batches: number;
  readonly commands: number;
  /** Served at the end. */
  readonly partitions: number;
  readonly stamps: Stamps<EngineStamps>;
}

/** What the ingress did for one load. */
export interface IngressReport extends CallersResult {
  readonly requests: RequestCounts;
  readonly resent: number;
  readonly stamps: Stamps<IngressStamps>;
}

export interface MeasureOptions {
  /** Keep stamps of every command. */
  readonly isTraced: boolean;
  /** Write a profile of the processor's time here. */
  readonly profile?: string;
}

export interface LoadRequest extends MeasureOptions {
  /** Who wait for an answer before they submit again; of a pace, as many as it has sessions. */
  readonly callers: number;
  readonly seconds: number;
  /** Callers take turns at a fixed rate, instead of each as soon as it can. */
  readonly pace?: Pace;
}

export const clock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  soon: (task) => void setImmediate(task),
};

export const ids: Ids = { next: () => randomUUID() };

/** The aggregate as every session engine runs it. */
export const sessions = sessionAggregate({
  modes: modeLookup(builtInModes),
  codec: coreCodec,
  policies: builtInPolicy,
});

/** A client that counts its requests. */
export class CountedClient {
  requests: RequestCounts = {};
  readonly client: KafkaClient;

  constructor(brokers: readonly string[], clientId: string) {
    const warn = (message: string, fields?: object): void => console.error(message, JSON.stringify(fields ?? {}));
    this.client = new KafkaClient(
      { brokers, clientId },
      {
        logger: { info: () => undefined, warn },
        metrics: {
          request: (name) => this.count(name),
        },
      },
    );
  }

  count(name: string): void {
    this.requests[name] = (this.requests[name] ?? 0) + 1;
  }

  reset(): void {
    this.requests = {};
  }
}
