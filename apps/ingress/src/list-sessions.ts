/** `ListSessions` (runtime specification §4.7): a keyset scan in byte order of ids, open to any authenticated identity. */
import { reject } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { statusError, wireMetadata } from '@macp/wire';
import type { Edge, EdgeLimits } from './edge.js';
import { inTime } from './in-time.js';
import { decodePageToken, encodePageToken } from './page-token.js';
import { answerUnknown, authenticated, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

const NEGATIVE_SIZE = reject('INVALID_REQUEST', 'INVALID_ARGUMENT: page_size must not be negative');
const BAD_TOKEN = reject('INVALID_REQUEST', 'INVALID_ARGUMENT: page_token is not a valid continuation token');

type Limits = Pick<EdgeLimits, 'listDefaultPageSize' | 'listMaxPageSize'>;

/** How many sessions a page has at most; 0 takes the default, more than the maximum is clamped. */
export function effectivePageSize(requested: number, { listDefaultPageSize, listMaxPageSize }: Limits): number {
  return Math.max(1, Math.min(requested === 0 ? listDefaultPageSize : requested, listMaxPageSize));
}

export class ListSessionsHandler {
  constructor(private readonly edge: Edge) {}

  handle(
    call: UnaryCall<macp.v1.ListSessionsRequest, macp.v1.ListSessionsResponseInit>,
    answer: Answer<macp.v1.ListSessionsResponseInit>,
  ): void {
    const { edge } = this;
    authenticated(edge, { call, answer }, () => {
      const { pageSize, pageToken } = call.request;
      if (pageSize < 0) {
        answer(statusError(NEGATIVE_SIZE));
        return;
      }
      const afterId = pageToken === '' ? '' : decodePageToken(pageToken);
      if (afterId === undefined) {
        answer(statusError(BAD_TOKEN));
        return;
      }
      const page = edge.history.list(afterId, effectivePageSize(pageSize, edge.limits));
      inTime(edge.clock, deadlineOf(edge, call), page).then(
        ({ sessions, more }) => {
          const last = sessions.at(-1);
          const nextPageToken = more && last !== undefined ? encodePageToken(last.sessionId) : '';
          answer(null, { sessions: sessions.map(wireMetadata), nextPageToken });
        },
        (cause: unknown) => {
          edge.log.error({ err: cause }, 'the sessions could not be listed');
          answerUnknown(edge, answer);
        },
      );
    });
  }
}
