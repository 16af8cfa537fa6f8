/**
 * The read side of sessions: follows every partition of the log into a projection store and answers history, lists and
 * follows from it. Every read waits until the projection has reached the log's end as of the read, so what was
 * acknowledged before is in the answer (read-your-writes); live and replayed delivery are the same bytes.
 */
import type { EventLog, ProjectionChange, ProjectionStore } from '@macp/event-log';
import { isTerminal, lifecycleChange } from '@macp/kernel';
import type { EvolveContext, ModeLookup, SessionMetadata } from '@macp/kernel';
import { coreCodec } from '@macp/modes';
import { HistoryCompacted, partitionFor } from '@macp/ports';
import type {
  FollowListener,
  HistoryFollow,
  HistoryReader,
  LifecycleEvent,
  LifecycleFeed,
  LifecycleListener,
  LifecycleWatch,
  SessionPage,
} from '@macp/ports';
import { decodeEntry, foldBatches } from './fold-batches.js';
import type { FoldedFact } from './fold-batches.js';
import { HistoryFollower } from './history-follower.js';
import { LifecycleWatcher } from './lifecycle-watcher.js';
import { ProjectedPartition } from './projected-partition.js';
import { PartitionNotFollowed, ProjectionStopped } from './projection-errors.js';
import { SessionFollowers } from './session-followers.js';
import type { FactsBatch } from './projected-partition.js';
import { SessionRetention } from './session-retention.js';
import type { RetentionTimes } from './session-retention.js';
import { parseSummary, summaryText } from './session-summary.js';
import type { SessionSummaryState } from './session-summary.js';
import { storedSessions } from './stored-sessions.js';
import { SummaryCache } from './summary-cache.js';
import { thoseThatCan } from './those-that-can.js';

export interface SessionProjectionOptions extends RetentionTimes {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  readonly modes: ModeLookup;
  /** Told of every fact that comes after its partition has been caught up, when it is visible or about to be. */
  readonly onFact?: (folded: FoldedFact) => void;
  /** A partition has stopped for good; told once per partition. */
  readonly onFault?: (partition: number, cause: unknown) => void;
}

export class SessionProjection implements HistoryReader, LifecycleFeed {
  readonly #options: SessionProjectionOptions;
  readonly #context: EvolveContext;
  /** Invariant: the partitions that are followed here. */
  readonly #partitions = new Map<number, ProjectedPartition>();
  readonly #cache = new SummaryCache();
  readonly #retention: SessionRetention;
  /** Invariant: partitions that have been caught up since they are followed. */
  readonly #live = new Set<number>();
  readonly #followers = new SessionFollowers();
  /** Invariant: only open watchers. */
  readonly #watchers = new Set<LifecycleWatcher>();
  /** Lifecycle changes in the change being applied, while anyone watches. */
  #changes: LifecycleEvent[] = [];
  #isStopped = false;

  constructor(options: SessionProjectionOptions) {
    this.#options = options;
    this.#context = { modes: options.modes, codec: coreCodec };
    this.#retention = new SessionRetention(options);
  }

  /**
   * Follows every partition. Resolves once everything that was in the log as of the call is visible. A partition that
   * cannot be followed has stopped with an alarm and leaves the others alone; rejects when none can be followed.
   */
  start(): Promise<void> {
    return this.own(Array(this.#options.log.partitions).keys());
  }

  /** Follows these partitions, too. Resolves and rejects as `start`, for them. */
  async own(partitions: Iterable<number>): Promise<void> {
    const added = Array.from(partitions).filter((partition) => !this.#partitions.has(partition));
    if (added.length > 0) this.#failWatchers(new Error('other partitions are followed now'));
    for (const partition of added) this.#partitions.set(partition, this.#follow(partition));
    const live = await thoseThatCan(added, (partition) => this.#partition(partition).reachEnd());
    for (const partition of live) if (this.#partitions.has(partition)) this.#live.add(partition);
    const isAdded = new Set(added);
    const { log, store } = this.#options;
    await this.#retention.recall(store, (sessionId) => isAdded.has(partitionFor(sessionId, log.partitions)));
  }

  /** Follows these partitions no longer: their follows end, and what the store has of them is not shown any more. */
  disown(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const followed = this.#partitions.get(partition);
      this.#partitions.delete(partition);
      this.#live.delete(partition);
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

  /**
   * Deals with ended sessions whose time has come by `nowMs` (Unix ms), however quiet the log is. Resolves when all of
   * them are dealt with.
   */
  async passTime(nowMs: number): Promise<void> {
    this.#retention.now(nowMs);
    const { log, store } = this.#options;
    for (let isDue = true; isDue && !this.#isStopped;) {
      const compacted = new Map<string, SessionSummaryState>();
      isDue = this.#compact(compacted);
      for (const summary of this.#summaries(compacted)) {
        const partition = partitionFor(summary.sessionId, log.partitions);
        await store.apply(partition, { position: store.position(partition)!, history: [], summaries: [summary] });
      }
      const toRemove = this.#retention.takeToRemove();
      await toRemove.map((sessionId) => this.#remove(sessionId)).at(-1);
      isDue ||= toRemove.length > 0;
      await new Promise(setImmediate);
    }
  }

  async list(afterId: string, limit: number): Promise<SessionPage> {
    const asked = await this.#reachEnds();
    const found = this.#stored(afterId, limit + 1, asked);
    return { sessions: found.slice(0, limit), more: found.length > limit };
  }

  async follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow> {
    const partition = this.#partitionOf(sessionId);
    await partition.reachEnd();
    // It may have stopped between its answer and now, and nobody would tell the new follower.
    partition.requireFollowing();
    const { store } = this.#options;
    const base = this.#summary(sessionId)?.compactedUpTo ?? 0;
    if (after !== 'live' && after < base) throw new HistoryCompacted(base);
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
      project: (batches) => this.#project(partition, batches),
      onApplied: () => this.#applied(),
      onFault: (cause) => this.#faulted(partition, cause),
    });
    if (this.#isStopped) followed.fail(new ProjectionStopped());
    else followed.follow();
    return followed;
  }

  #project(partition: number, batches: readonly FactsBatch[]): Pick<ProjectionChange, 'history' | 'summaries'> {
    const { history, changed } = foldBatches(batches, {
      context: this.#context,
      summaryOf: (sessionId) => this.#summary(sessionId),
      forgets: this.#retention.removes,
      onFolded: (folded) => this.#folded(partition, folded),
    });
    for (const { recordedAtMs } of batches) this.#retention.now(recordedAtMs);
    this.#compact(changed);
    return { history, summaries: this.#summaries(changed) };
  }

  #folded(partition: number, folded: FoldedFact): void {
    const { fact, before, after, recordedAtMs } = folded;
    if (this.#watchers.size > 0) this.#noteChange(before, after);
    if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') this.#followers.note(fact.sessionId, fact);
    if (isTerminal(after.metadata.state)) this.#retention.ended({ sessionId: fact.sessionId, endedAtMs: recordedAtMs });
    if (this.#live.has(partition)) this.#options.onFact?.(folded);
  }

  /** Records in `changed` the base that histories have from now on. True when any were due. */
  #compact(changed: Map<string, SessionSummaryState>): boolean {
    const due = this.#retention.takeToCompact();
    for (const sessionId of due) {
      if (this.#followed(sessionId) === undefined) continue;
      const summary = changed.get(sessionId) ?? this.#summary(sessionId);
      if (summary === undefined || summary.compactedUpTo !== undefined) continue;
      changed.set(sessionId, { ...summary, compactedUpTo: summary.lastOrdinal });
    }
    return due.length > 0;
  }

  #summaries(changed: ReadonlyMap<string, SessionSummaryState>): ProjectionChange['summaries'] {
    return Array.from(changed, ([sessionId, summary]) => {
      this.#cache.set(sessionId, summary);
      return { sessionId, text: summaryText(summary) };
    });
  }

  /** Of partitions that are not followed, or have just come again, the store may hold what was true once. */
  #stored(afterId: string, limit: number, among = new Set<ProjectedPartition | undefined>(this.#partitions.values())) {
    const isWanted = (sessionId: string): boolean => among.has(this.#followed(sessionId));
    return storedSessions(this.#options.store, { afterId, limit, isWanted });
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
    for (const sessionId of this.#retention.takeToRemove()) void this.#remove(sessionId);
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

  /** The session is gone when the call returns; what it promises is room for more changes. */
  #remove(sessionId: string): Promise<void> | void {
    this.#cache.delete(sessionId);
    this.#followers.removed(sessionId);
    return this.#options.store.remove(sessionId);
  }

  /** Resolves with the partitions that were followed as of the call. */
  async #reachEnds(): Promise<Set<ProjectedPartition | undefined>> {
    const followed = [...this.#partitions.values()];
    await Promise.all(followed.map((partition) => partition.reachEnd()));
    return new Set(followed);
  }

  #followed(sessionId: string): ProjectedPartition | undefined {
    return this.#partitions.get(partitionFor(sessionId, this.#options.log.partitions));
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
