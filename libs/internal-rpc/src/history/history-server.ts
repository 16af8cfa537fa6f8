/**
 * The replay service's side of history: any reader behind gRPC, for the partitions that the process follows. What it does
 * not follow it answers with NOT_OWNER, so that nobody takes its silence about a session for the session's absence.
 */
import { status } from '@grpc/grpc-js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { partitionFor } from '@macp/ports';
import type { HistoryReader } from '@macp/ports';
import type { internal } from '@macp/proto';
import { wireMetadata } from '@macp/wire';
import type { InternalService } from '../transport/internal-rpc-server.js';
import { HISTORY_SERVICE, historyRpcs } from '../transport/internal-services.js';
import { ServedFollow } from './served-follow.js';
import type { FollowCall } from './served-follow.js';

/** The partition is followed by another process. */
export const NOT_OWNER = 'NOT_OWNER';
const NOT_OWNER_STATUS = { code: status.FAILED_PRECONDITION, details: NOT_OWNER };
const CANNOT_READ = { code: status.UNAVAILABLE, details: 'the history cannot be read here' };

export interface HistoryServerOptions {
  readonly reader: HistoryReader;
  /** Partitions of the whole log. */
  readonly partitions: number;
  /** Whether this process follows the partition at the moment; everything where it is not given. */
  readonly owns?: (partition: number) => boolean;
  /** A read failed here. */
  readonly onFault?: (cause: unknown) => void;
}

type Unary<Request, Response> = (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>) => void;

export class HistoryServer implements InternalService {
  readonly name = HISTORY_SERVICE;
  readonly definition = historyRpcs;
  readonly handlers: InternalService['handlers'];
  private readonly follows = new Set<ServedFollow>();
  private isEnding = false;

  constructor(private readonly options: HistoryServerOptions) {
    this.handlers = {
      ReadSession: this.readSession,
      ReadSessionPage: this.readSessionPage,
      FollowHistory: (call: FollowCall) => this.follow(call),
    };
  }

  /** Open follows. */
  get following(): number {
    return this.follows.size;
  }

  /** Partitions have come or gone: follows of those that went end with NOT_OWNER and go on elsewhere. */
  ownershipChanged(): void {
    for (const follow of [...this.follows]) {
      if (follow.session !== undefined && !this.ownsSession(follow.session)) follow.fail(NOT_OWNER_STATUS);
    }
  }

  /** Ends every follow, so that each goes on elsewhere; later ones are refused. */
  end(): void {
    this.isEnding = true;
    for (const follow of [...this.follows]) follow.fail();
  }

  private readonly readSession: Unary<internal.ReadSessionRequest, internal.ReadSessionResponseInit> = (
    { request: { sessionId } },
    answer,
  ) => {
    if (!this.ownsSession(sessionId)) {
      answer(NOT_OWNER_STATUS);
      return;
    }
    this.options.reader.session(sessionId).then(
      (metadata) => {
        // It may have gone while the read waited, and with it what would have been found.
        if (metadata === undefined && !this.ownsSession(sessionId)) answer(NOT_OWNER_STATUS);
        else answer(null, metadata === undefined ? {} : { metadata: wireMetadata(metadata) });
      },
      (cause: unknown) => this.unreadable(cause, answer),
    );
  };

  private readonly readSessionPage: Unary<internal.ReadSessionPageRequest, internal.ReadSessionPageResponseInit> = (
    { request: { afterId, limit } },
    answer,
  ) => {
    const before = this.owned();
    this.options.reader.list(afterId, limit).then(
      ({ sessions, more }) => {
        const partitions = before.filter((partition) => this.owns(partition));
        answer(null, { sessions: sessions.map(wireMetadata), more, partitions });
      },
      (cause: unknown) => this.unreadable(cause, answer),
    );
  };

  private follow(call: FollowCall): void {
    const follow = new ServedFollow({
      call,
      reader: this.options.reader,
      refusal: (sessionId) => {
        if (this.isEnding) return CANNOT_READ;
        return this.ownsSession(sessionId) ? undefined : NOT_OWNER_STATUS;
      },
      onClosed: (closed) => this.follows.delete(closed),
      onFault: (cause) => this.options.onFault?.(cause),
    });
    this.follows.add(follow);
  }

  private unreadable<Response>(cause: unknown, answer: sendUnaryData<Response>): void {
    this.options.onFault?.(cause);
    answer(CANNOT_READ);
  }

  private owned(): number[] {
    return Array.from({ length: this.options.partitions }, (_, partition) => partition).filter((one) => this.owns(one));
  }

  private owns(partition: number): boolean {
    return this.options.owns?.(partition) ?? true;
  }

  private ownsSession(sessionId: string): boolean {
    return this.owns(partitionFor(sessionId, this.options.partitions));
  }
}
