/** What the unary handlers other than Send share: the credential first, then one answer, always exactly one. */
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Identity } from '@macp/auth';
import { statusError } from '@macp/wire';
import { UNAUTHENTICATED } from './admission.js';
import { UNKNOWN_OUTCOME, callDeadlineMs } from './call-deadline.js';
import { identify, noteUnauthenticated } from './edge.js';
import type { Edge } from './edge.js';

/** One call of a unary RPC, as grpc-js hands it over. */
export type UnaryCall<Request, ResponseInit> = ServerUnaryCall<Request, ResponseInit>;

/** Its answer. */
export type Answer<ResponseInit> = sendUnaryData<ResponseInit>;

/** Calls `then` with the caller's identity, or answers UNAUTHENTICATED. */
export function authenticated<ResponseInit>(
  edge: Edge,
  { call, answer }: { readonly call: UnaryCall<unknown, ResponseInit>; readonly answer: Answer<ResponseInit> },
  then: (identity: Identity) => void,
): void {
  const identity = identify(edge.authenticator, call.metadata);
  const go = (known: Identity | undefined): void => {
    if (known !== undefined) {
      then(known);
      return;
    }
    noteUnauthenticated(edge, call.getPath());
    answer(statusError(UNAUTHENTICATED));
  };
  if (identity instanceof Promise) identity.then(go, () => go(undefined));
  else go(identity);
}

/** The deadline of a call, Unix ms. */
export function deadlineOf(edge: Edge, call: Pick<ServerUnaryCall<unknown, unknown>, 'getDeadline'>): number {
  return callDeadlineMs(edge.clock.nowMs(), edge.limits.requestTimeoutMs, call.getDeadline());
}

/** Answers that the outcome of a call is not known, and counts it. */
export function answerUnknown<ResponseInit>(edge: Pick<Edge, 'metrics'>, answer: Answer<ResponseInit>): void {
  edge.metrics.edge.unknownOutcomes++;
  answer(UNKNOWN_OUTCOME);
}
