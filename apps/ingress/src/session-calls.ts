/**
 * GetSession and the control calls (runtime specification §4.4, §4.7). A control call's refusal is a status when the
 * caller may not know or touch the session, and an Ack when the session itself says no.
 */
import { reject } from '@macp/kernel';
import type { ControlSession, RejectionCode } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { ackOf, statusError, wireMetadata } from '@macp/wire';
import type { Edge } from './edge.js';
import { readSession } from './read-session.js';
import { answerUnknown, authenticated, deadlineOf } from './unary.js';
import type { Answer, UnaryCall } from './unary.js';

/** Refusals of control calls that are statuses. */
const STATUS_CODES: ReadonlySet<RejectionCode> = new Set(['SESSION_NOT_FOUND', 'FORBIDDEN']);

/** Names of the control calls in audit lines. */
const OPERATION: Readonly<Record<ControlSession['kind'], string>> = {
  CancelSession: 'cancel',
  SuspendSession: 'suspend',
  ResumeSession: 'resume',
};

const ACCESS_DENIED = reject('FORBIDDEN', 'FORBIDDEN: session access denied');

type ControlRequest = Pick<macp.v1.CancelSessionRequest, 'sessionId' | 'reason'>;
type ControlResponse = macp.v1.CancelSessionResponseInit;

export class SessionCalls {
  constructor(private readonly edge: Edge) {}

  getSession(
    call: UnaryCall<macp.v1.GetSessionRequest, macp.v1.GetSessionResponseInit>,
    answer: Answer<macp.v1.GetSessionResponseInit>,
  ): void {
    const { edge } = this;
    authenticated(edge, { call, answer }, (identity) => {
      const { sessionId } = call.request;
      const reader = { caller: identity.sender, observer: identity.isObserver };
      readSession(edge, { sessionId, reader, deadlineMs: deadlineOf(edge, call) }, (reading) => {
        if (reading === undefined) {
          answerUnknown(edge, answer);
        } else if (reading.kind === 'observed') answer(null, { metadata: wireMetadata(reading.metadata) });
        else if (reading.rejection.code === 'FORBIDDEN') answer(statusError(ACCESS_DENIED));
        else answer(statusError(reading.rejection, sessionId));
      });
    });
  }

  control(
    kind: ControlSession['kind'],
    call: UnaryCall<ControlRequest, ControlResponse>,
    answer: Answer<ControlResponse>,
  ): void {
    const { edge } = this;
    authenticated(edge, { call, answer }, (identity) => {
      const { sessionId, reason } = call.request;
      const command = { kind, sessionId, caller: identity.sender, reason };
      edge.sessions.submit(sessionId, command, deadlineOf(edge, call), (outcome) => {
        if (outcome === undefined || outcome.kind === 'observed') {
          answerUnknown(edge, answer);
          return;
        }
        if (outcome.kind === 'rejected') {
          const transition = { operation: OPERATION[kind], sessionId, sender: identity.sender };
          edge.audit.transitionRefused(transition, outcome.rejection.code);
        }
        if (outcome.kind === 'rejected' && STATUS_CODES.has(outcome.rejection.code)) {
          answer(statusError(outcome.rejection, sessionId));
        } else answer(null, { ack: ackOf(outcome, { sessionId, messageId: '' }, edge.clock.nowMs()) });
      });
    });
  }
}
