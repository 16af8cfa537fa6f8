/**
 * The read side of sessions: follows every partition of the log into a projection store and answers history, lists and
 * follows from it. Every read waits until the projection has reached the log's end as of the read, so what was
 * acknowledged before is in the answer (read-your-writes); live and replayed delivery are the same bytes.
 */
import type { EventLog, HistoryEntry, ProjectionChange, ProjectionStore } from '@macp/event-log';
import { isTerminal, lifecycleChange } from '@macp/kernel';
import type { Envelope, EvolveContext, ModeLookup, SessionMetadata } from '@macp/kernel';
import { coreCodec } from '@macp/modes';
import { partitionFor } from '@macp/ports';
import type {
  FollowListener,
  HistoryEnvelope,
  HistoryFollow,
  HistoryReader,
  LifecycleEvent,
  LifecycleFeed,
  LifecycleListener,
  LifecycleWatch,
  SessionPage,
} from '@macp/ports';
import { Envelope as EnvelopeCodec, encodeBytes, kernelEnvelope, wireEnvelope } from '@macp/proto';
import { decodeSessionFact } from '@macp/records';
import { EndedSessions } from './ended-sessions.js';
import { HistoryFollower } from './history-follower.js';
import { LifecycleWatcher } from './lifecycle-watcher.js';
import { ProjectedPartition } from './projected-partition.js';
import { SessionFollowers } from './session-followers.js';
import type { FactsBatch } from './projected-partition.js';
import { foldSummary, parseSummary, summaryText } from './session-summary.js';
import type { SessionSummaryState } from './session-summary.js';
import { SummaryCache } from './summary-cache.js';

export interface SessionProjectionOptions {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  readonly modes: ModeLookup;
  /**
   * Ended sessions are forgotten once the log's clock is this far past their end; without it nothing ever is. For
   * stores that live in memory only.
   */
  readonly removeEndedAfterMs?: number;
  /** A partition has stopped for good; told once per partition. */
  readonly onFault?: (partition: number, cause: unknown) => void;
}

/** The partition is followed by another process, or by none. */
export class PartitionNotFollowed extends Error {
  override readonly name = 'PartitionNotFollowed';
  constructor(readonly partition: number) {
    super(`partition ${partition} is not followed here`);
  }
}

/** The projection was stopped. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped';
  constructor() {
    super('the projection of sessions is stopped');
  }
}

export class SessionProjection implements HistoryReader, LifecycleFeed {
  readonly #options: SessionProjectionOptions;
  readonly #context: EvolveContext;
  /** Invariant: the partitions that are followed here. */
  readonly #partitions = new Map<number, ProjectedPartition>();
  readonly #cache = new SummaryCache();
  readonly #ended: EndedSessions;
  readonly #followers = new SessionFollowers();
  /** Invariant: only open watchers. */
  readonly #watchers = new Set<LifecycleWatcher>();
  /** Lifecycle changes in the change being applied, while anyone watches. */
  #changes: LifecycleEvent[] = [];
  #isStopped = false;

  constructor(options: SessionProjectionOptions) {
    this.#options = options;
    this.#context = { modes: options.modes, codec: coreCodec };
    this.#ended = new EndedSessions(options.removeEndedAfterMs, (sessionId) => this.#remove(sessionId));
  }

  /**
   * Follows every partition. Resolves once everything that was in the log as of the call is visible. Rejects when the log
   * cannot be followed.
   */
  start(): Promise<void> {
    return this.own(Array(this.#options.log.partitions).keys());
  }

  /** Follows these partitions, too. Resolves and rejects as `start`, for them. */
  async own(partitions: Iterable<number>): Promise<void> {
    const added = Array.from(partitions).filter((partition) => !this.#partitions.has(partition));
    if (added.length > 0) this.#failWatchers(new Error('other partitions are followed now'));
    for (const partition of added) this.#partitions.set(partition, this.#follow(partition));
    await Promise.all(added.map((partition) => this.#partition(partition).reachEnd()));
  }

  /** Follows these partitions no longer: their follows end, and what the store has of them is not shown any more. */
  disown(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const followed = this.#partitions.get(partition);
      this.#partitions.delete(partition);
      followed?.fail(new PartitionNotFollowed(partition));
    }
  }

  owns(partition: number): boolean {
    return this.#partitions.has(partition);
  }

  /** Ends every follow and rejects every read; the log and the store stay open. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const cause = new ProjectionStopped();
    for (const partition of this.#partitions.values()) partition.fail(cause);
  }

  /** Offset up to which (exclusive) the projection needs no record of the partition any more. */
  nextOffset(partition: number): number {
    return this.#partition(partition).nextOffset;
  }

  async session(sessionId: string): Promise<SessionMetadata | undefined> {
    await this.#partitionOf(sessionId).reachEnd();
    return this.#summary(sessionId)?.metadata;
  }

  async list(afterId: string, limit: number): Promise<SessionPage> {
    await this.#reachEnds();
    const found = this.#stored(afterId, limit + 1);
    return { sessions: found.slice(0, limit), more: found.length > limit };
  }

  async follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow> {
    const partition = this.#partitionOf(sessionId);
    await partition.reachEnd();
    // It may have stopped between its answer and now, and nobody would tell the new follower.
    partition.requireFollowing();
    const { store } = this.#options;
    const tail = store.lastOrdinal(sessionId);
    const follower = new HistoryFollower({
      listener,
      tail,
      after: after === 'live' ? tail : Math.min(after, tail),
      read: (afterOrdinal, limit) => store.history(sessionId, afterOrdinal, limit).map(decodeEntry),
      onClosed: (closed) => this.#followers.forget(sessionId, closed),
    });
    this.#followers.add(sessionId, follower);
    return follower;
  }

  async watch(listener: LifecycleListener): Promise<LifecycleWatch> {
    await this.#reachEnds();
    for (const partition of this.#partitions.values()) partition.requireFollowing();
    const watcher = new LifecycleWatcher({
      listener,
      read: (afterId, limit) => this.#stored(afterId, limit),
      onClosed: (closed) => void this.#watchers.delete(closed),
    });
    this.#watchers.add(watcher);
    return watcher;
  }

  #follow(partition: number): ProjectedPartition {
    const { log, store } = this.#options;
    const followed = new ProjectedPartition({
      log,
      store,
      partition,
      project: (batches) => this.#project(batches),
      onApplied: () => this.#applied(),
      onFault: (cause) => this.#faulted(partition, cause),
    });
    if (this.#isStopped) followed.fail(new ProjectionStopped());
    else followed.follow();
    return followed;
  }

  #project(batches: readonly FactsBatch[]): Pick<ProjectionChange, 'history' | 'summaries'> {
    const history: ProjectionChange['history'][number][] = [];
    const changed = new Map<string, SessionSummaryState>();
    for (const { facts, recordedAtMs } of batches) {
      for (const bytes of facts) {
        const fact = decodeSessionFact(bytes);
        const { sessionId } = fact;
        const before = changed.get(sessionId) ?? this.#summary(sessionId);
        const summary = foldSummary(before, fact, this.#context);
        changed.set(sessionId, summary);
        if (this.#watchers.size > 0) this.#noteChange(before, summary);
        if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') {
          history.push({ sessionId, ordinal: fact.ordinal, bytes: envelopeBytes(fact.envelope) });
          this.#followers.note(sessionId, fact);
        }
        if (isTerminal(summary.metadata.state)) this.#ended.add(sessionId, recordedAtMs);
      }
      this.#ended.now(recordedAtMs);
    }
    const summaries = [];
    for (const [sessionId, summary] of changed) {
      this.#cache.set(sessionId, summary);
      summaries.push({ sessionId, text: summaryText(summary) });
    }
    return { history, summaries };
  }

  /** Sessions of the partitions that are followed: of others, the store may hold what was true once. */
  #stored(afterId: string, limit: number): SessionMetadata[] {
    const { log, store } = this.#options;
    const found: SessionMetadata[] = [];
    for (let from = afterId; found.length < limit;) {
      const chunk = store.summaries(from === '' ? undefined : from, limit - found.length);
      const last = chunk.at(-1);
      if (last === undefined) break;
      from = last.sessionId;
      for (const { sessionId, text } of chunk) {
        if (this.#partitions.has(partitionFor(sessionId, log.partitions))) found.push(parseSummary(text).metadata);
      }
    }
    return found;
  }

  #noteChange(before: SessionSummaryState | undefined, { metadata }: SessionSummaryState): void {
    const change = lifecycleChange(before?.metadata, metadata);
    if (change !== undefined) this.#changes.push({ change, session: metadata, isSync: false });
  }

  #applied(): void {
    if (this.#changes.length > 0) {
      const changes = this.#changes;
      this.#changes = [];
      for (const watcher of [...this.#watchers]) watcher.push(changes);
    }
    this.#followers.deliver();
    this.#ended.removeDue();
  }

  #faulted(partition: number, cause: unknown): void {
    const { log } = this.#options;
    this.#followers.fail((sessionId) => partitionFor(sessionId, log.partitions) === partition, cause);
    this.#failWatchers(cause);
    if (!this.#isStopped && this.#partitions.has(partition)) this.#options.onFault?.(partition, cause);
  }

  #failWatchers(cause: unknown): void {
    for (const watcher of [...this.#watchers]) watcher.fail(cause);
  }

  #summary(sessionId: string): SessionSummaryState | undefined {
    const cached = this.#cache.get(sessionId);
    if (cached !== undefined) return cached;
    const text = this.#options.store.summary(sessionId);
    return text === undefined ? undefined : parseSummary(text);
  }

  #remove(sessionId: string): void {
    this.#cache.delete(sessionId);
    this.#followers.removed(sessionId);
    // Only stores in memory are asked to forget, and they have forgotten when the call returns.
    void this.#options.store.remove(sessionId);
  }

  async #reachEnds(): Promise<void> {
    await Promise.all(Array.from(this.#partitions.values(), (partition) => partition.reachEnd()));
  }

  #partitionOf(sessionId: string): ProjectedPartition {
    return this.#partition(partitionFor(sessionId, this.#options.log.partitions));
  }

  #partition(partition: number): ProjectedPartition {
    const found = this.#partitions.get(partition);
    if (found === undefined) throw new PartitionNotFollowed(partition);
    return found;
  }
}

function envelopeBytes(envelope: Envelope): Uint8Array {
  return encodeBytes(EnvelopeCodec, wireEnvelope(envelope));
}

function decodeEntry({ ordinal, bytes }: HistoryEntry): HistoryEnvelope {
  return { ordinal, envelope: kernelEnvelope(EnvelopeCodec.decode(bytes)) };
}
