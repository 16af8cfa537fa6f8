/**
 * The lifecycle port over gRPC, merged over all members that together follow all partitions. A watch outlives any of
 * them: what it keeps of every session there is, to know what a listener was not told, is a digest of about 50 bytes
 * (`ToldSessions`), and of events no more than it has granted and 1024 that wait for the end of the initial sync.
 */
import type { Clock } from '@macp/partition-worker';
import type { LifecycleFeed, LifecycleListener, LifecycleWatch, PartitionMembers } from '@macp/ports';
import { HistorySource } from '../history/history-source.js';
import type { InternalClients } from '../transport/internal-clients.js';
import { MergedLifecycle } from './merged-lifecycle.js';

export interface RemoteLifecycleFeedOptions {
  readonly members: PartitionMembers;
  /** Partitions of the whole log. */
  readonly partitions: number;
  /** Used by this feed alone: it closes the connections to members that left. */
  readonly clients: InternalClients;
  readonly clock: Clock;
  /** Time the opening of a watch has, over all attempts. */
  readonly timeoutMs?: number;
  /** Time one attempt has. */
  readonly attemptMs?: number;
  /** How long a watch looks for members before it fails. */
  readonly retryMs?: number;
  /** Events that a watch takes in from each member before its listener has taken them. */
  readonly windowEvents?: number;
  /** A watch lost a member and looks for others. */
  readonly onBroken?: (cause: unknown) => void;
}

export class RemoteLifecycleFeed implements LifecycleFeed {
  private readonly source: HistorySource;
  private readonly watches = new Set<MergedLifecycle>();

  constructor(private readonly options: RemoteLifecycleFeedOptions) {
    const { members, clients, clock, timeoutMs = 5_000, attemptMs = 2_000 } = options;
    this.source = new HistorySource({ members, clients, clock, timeoutMs, attemptMs });
  }

  /** @throws HistoryUnavailable */
  watch(listener: LifecycleListener): Promise<LifecycleWatch> {
    const { partitions, retryMs = 60_000, windowEvents = 128, onBroken } = this.options;
    const watch = new MergedLifecycle({
      source: this.source,
      partitions,
      listener,
      retryMs,
      windowEvents,
      onBroken: (cause) => onBroken?.(cause),
      onClosed: (closed) => this.watches.delete(closed),
    });
    this.watches.add(watch);
    return watch.open();
  }

  /** Fails every watch. */
  close(): void {
    for (const watch of [...this.watches]) watch.fail(new Error('the process shuts down'));
  }
}
