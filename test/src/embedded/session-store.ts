/**
 * A session engine without its edge: a log with its snapshots, the real session aggregate, and a partition worker for
 * every partition of the log. What is sent is answered only by what the log has.
 */
import { randomUUID } from 'node:crypto';
import { MemoryCommandQueue } from '@macp/event-log';
import type { EventLog, SnapshotStore } from '@macp/event-log';
import { openLmdbData } from '@macp/event-log-lmdb';
import type { LmdbData } from '@macp/event-log-lmdb';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { OwnedPartitions } from '@macp/partition-worker';
import type { Clock, WorkerEvents, WorkerLimits } from '@macp/partition-worker';
import { builtInPolicy, evaluateCommitment } from '@macp/policy-rules';
import { partitionFor } from '@macp/ports';
import { sessionAggregate, sessionOfCommand } from '@macp/records';
import type { SessionTypes } from '@macp/records';

const PATIENCE_MS = 60_000;

/** The real one, except that it may be told to be behind. */
class BehindClock implements Clock {
  behindMs = 0;

  nowMs(): number {
    return Date.now() - this.behindMs;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  }

  soon(task: () => void): void {
    setImmediate(task);
  }
}

/** The aggregate of sessions in built-in modes under built-in policies. */
export const sessions = sessionAggregate({
  modes: modeLookup(builtInModes),
  codec: coreCodec,
  policies: builtInPolicy,
});

/** What sessions are kept in. */
export interface SessionData {
  readonly eventLog: EventLog;
  readonly snapshotStore: SnapshotStore;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly limits?: Partial<WorkerLimits>;
  readonly eventsOf?: (partition: number) => Partial<WorkerEvents>;
  /** How far its clock is behind at first. */
  readonly behindMs?: number;
}

export interface SessionStoreOptions extends EngineOptions {
  readonly path: string;
  /** Of a directory that is created. */
  readonly partitions?: number;
}

export class SessionStore<Data extends SessionData = LmdbData> {
  private readonly waiting = new Map<string, (outcome: SessionOutcome) => void>();
  /** Outcomes of an earlier process are not taken for those of this one. */
  private readonly id = randomUUID();
  private sent = 0;

  private constructor(
    readonly data: Data,
    readonly partitions: OwnedPartitions<SessionTypes>,
    private readonly queue: MemoryCommandQueue<SessionCommand>,
    private readonly clock: BehindClock,
  ) {}

  /** The embedded profile: opened, not yet recovered. */
  static async open(options: SessionStoreOptions): Promise<SessionStore> {
    const { path, partitions = 4 } = options;
    return SessionStore.over(await openLmdbData({ path, partitions: { ofNew: partitions } }), options);
  }

  /** Over data that it closes in the end. */
  static over<Data extends SessionData>(data: Data, options: EngineOptions): SessionStore<Data> {
    const { limits, eventsOf } = options;
    const queue = new MemoryCommandQueue<SessionCommand>({
      queueId: randomUUID(),
      partitions: data.eventLog.partitions,
    });
    const clock = new BehindClock();
    clock.behindMs = options.behindMs ?? 0;
    let store: SessionStore<Data> | undefined;
    const partitions = new OwnedPartitions<SessionTypes>({
      owner: 'the store',
      aggregate: sessions,
      log: data.eventLog,
      snapshots: data.snapshotStore,
      commands: queue,
      outcomes: { push: (_partition, deliveries) => deliveries.forEach((one) => store?.answer(one)) },
      answerer: evaluateCommitment,
      clock,
      ids: { next: () => randomUUID() },
      ...(limits === undefined ? {} : { limits }),
      ...(eventsOf === undefined ? {} : { eventsOf }),
    });
    store = new SessionStore<Data>(data, partitions, queue, clock);
    return store;
  }

  /** Recovers every partition; rejects with the first cause when one cannot be served. */
  recover(): Promise<void> {
    return this.partitions.own(Array(this.data.eventLog.partitions).keys(), 0);
  }

  partitionOf(body: SessionCommand): number {
    return partitionFor(sessionOfCommand(body), this.data.eventLog.partitions);
  }

  /** The outcome of a command, however long it takes. */
  send(body: SessionCommand): Promise<SessionOutcome> {
    return new Promise((resolve) => {
      const correlationId = `${this.id}-${(this.sent += 1)}`;
      this.waiting.set(correlationId, resolve);
      const envelope = { correlationId, replyTo: 'here', expiresAtMs: this.clock.nowMs() + PATIENCE_MS, body };
      void this.queue.enqueue(this.partitionOf(body), envelope);
    });
  }

  /** Its clock is right from now on. */
  setClock(): void {
    this.clock.behindMs = 0;
  }

  /** With a last checkpoint of every partition. */
  async close(): Promise<void> {
    await this.partitions.stop();
    await this.data.close();
  }

  private answer({ correlationId, outcome }: { correlationId: string; outcome: SessionOutcome }): void {
    this.waiting.get(correlationId)?.(outcome);
    this.waiting.delete(correlationId);
  }
}
