/**
 * The history port over gRPC: each session is read from the process that follows its partition, lists from all of them.
 * A read that finds another owner, or none, is tried again until its deadline; a list is complete or is not given.
 */
import { compareText } from '@macp/kernel';
import type { SessionMetadata } from '@macp/kernel';
import type { Clock } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import type { FollowListener, HistoryFollow, HistoryReader, PartitionMembers, SessionPage } from '@macp/ports';
import type { InternalClients } from '../transport/internal-clients.js';
import { historyRpcs } from '../transport/internal-services.js';
import { unaryCall } from '../transport/unary-call.js';
import { HistorySource, HistoryUnavailable } from './history-source.js';
import { RemoteFollow } from './remote-follow.js';
import { kernelMetadata } from './session-metadata.js';

export interface RemoteHistoryReaderOptions {
  readonly members: PartitionMembers;
  /** Partitions of the whole log. */
  readonly partitions: number;
  /** Used by this reader alone: it closes the connections to members that left. */
  readonly clients: InternalClients;
  readonly clock: Clock;
  /** Time a read has, over all attempts. */
  readonly timeoutMs?: number;
  /** Time one attempt has. */
  readonly attemptMs?: number;
  /** How long a follow looks for another server before it fails. */
  readonly followRetryMs?: number;
  /** Envelopes a follow takes in before its listener has taken them. */
  readonly windowEnvelopes?: number;
  /** A follow lost its server and looks for another. */
  readonly onFollowBroken?: (sessionId: string, cause: unknown) => void;
}

export class RemoteHistoryReader implements HistoryReader {
  private readonly source: HistorySource;

  constructor(private readonly options: RemoteHistoryReaderOptions) {
    const { members, clients, clock, timeoutMs = 5_000, attemptMs = 2_000 } = options;
    this.source = new HistorySource({ members, clients, clock, timeoutMs, attemptMs });
  }

  session(sessionId: string): Promise<SessionMetadata | undefined> {
    const partition = this.partitionOf(sessionId);
    return this.source.read(async (deadlineMs) => {
      const to = { clients: this.options.clients, address: this.source.addressOf(partition), deadlineMs };
      const { metadata } = await unaryCall(to, historyRpcs.ReadSession, { sessionId });
      return metadata === null ? undefined : kernelMetadata(metadata);
    });
  }

  list(afterId: string, limit: number): Promise<SessionPage> {
    const { clients, members, partitions } = this.options;
    return this.source.read(async (deadlineMs) => {
      const pages = await Promise.all(
        members
          .addresses()
          .map((address) =>
            unaryCall({ clients, address, deadlineMs }, historyRpcs.ReadSessionPage, { afterId, limit }),
          ),
      );
      const covered = new Set(pages.flatMap((page) => page.partitions));
      if (covered.size < partitions) throw new HistoryUnavailable('some partitions are not followed at the moment');
      // While partitions move, two processes may know a session; each knows it whole.
      const bySessionId = new Map(pages.flatMap((page) => page.sessions).map((found) => [found.sessionId, found]));
      const ids = [...bySessionId.keys()].sort(compareText);
      const sessions = ids.slice(0, limit).map((id) => kernelMetadata(bySessionId.get(id)!));
      return { sessions, more: ids.length > limit || pages.some(({ more }) => more) };
    });
  }

  follow(sessionId: string, after: number | 'live', listener: FollowListener): Promise<HistoryFollow> {
    const { followRetryMs = 60_000, windowEnvelopes = 128, onFollowBroken } = this.options;
    return new RemoteFollow({
      source: this.source,
      sessionId,
      partition: this.partitionOf(sessionId),
      after,
      listener,
      retryMs: followRetryMs,
      windowEnvelopes,
      onBroken: (cause) => onFollowBroken?.(sessionId, cause),
    }).open();
  }

  private partitionOf(sessionId: string): number {
    return partitionFor(sessionId, this.options.partitions);
  }
}
