/**
 * `Send` (runtime specification §2.1, §2.3): the order of checks is part of the contract, every refusal but the missing
 * envelope is an Ack, and an outcome that is not known in time is a status without a MACP code. This is the hot path: no
 * promise, no observable, a handful of small objects per message.
 */
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Identity } from '@macp/auth';
import { MESSAGE_TYPE, isAmbient, reject } from '@macp/kernel';
import type { Rejection, SessionOutcome } from '@macp/kernel';
import type { macp } from '@macp/proto';
import type { EnvelopeOutcome } from '@macp/telemetry';
import { ackOf, ambientAck, rejectedAck, statusError } from '@macp/wire';
import { FORBIDDEN, RATE_LIMITED, UNAUTHENTICATED, isOwnName, maySend } from './admission.js';
import { publishAmbient } from './ambient/publish-ambient.js';
import { UNKNOWN_OUTCOME, callDeadlineMs } from './call-deadline.js';
import { auditedEnvelope } from './audited-envelope.js';
import { identify, noteUnauthenticated } from './edge.js';
import type { Edge } from './edge.js';
import { checkShape } from './envelope-shape.js';
import { submitEnvelope } from './submit-envelope.js';

type SendCall = ServerUnaryCall<macp.v1.SendRequest, macp.v1.SendResponseInit>;
type Answer = sendUnaryData<macp.v1.SendResponseInit>;

const NO_ENVELOPE = reject('INVALID_ENVELOPE', 'SendRequest must contain an envelope');

/** One call on its way through the checks. */
interface Attempt {
  readonly call: SendCall;
  readonly envelope: macp.v1.Envelope;
  /** `performance.now()` at arrival. */
  readonly startedMs: number;
  readonly answer: Answer;
}

export class SendHandler {
  constructor(private readonly edge: Edge) {}

  handle(call: SendCall, answer: Answer): void {
    const { envelope } = call.request;
    if (envelope === null) {
      answer(statusError(NO_ENVELOPE));
      return;
    }
    const attempt = { call, envelope, startedMs: performance.now(), answer };
    const shape = checkShape(envelope, this.edge.limits.payloadBytesMax);
    if (shape !== undefined) {
      this.refuse(attempt, shape);
      return;
    }
    const identity = identify(this.edge.authenticator, call.metadata);
    if (identity instanceof Promise) {
      identity.then(
        (known) => this.admit(attempt, known),
        () => this.admit(attempt, undefined),
      );
      return;
    }
    this.admit(attempt, identity);
  }

  private admit(attempt: Attempt, identity: Identity | undefined): void {
    const { edge } = this;
    const { envelope } = attempt;
    if (identity === undefined || !isOwnName(envelope, identity)) {
      noteUnauthenticated(edge, 'Send', identity?.sender);
      this.tellRefusal(attempt, UNAUTHENTICATED);
    } else if (!maySend(envelope, identity)) this.refuse(attempt, FORBIDDEN, identity);
    else if (!edge.rates.take(identity.sender, envelope.messageType)) {
      edge.metrics.edge.rateLimited++;
      this.refuse(attempt, RATE_LIMITED, identity);
    } else if (isAmbient(envelope.messageType)) this.acceptAmbient(attempt, identity);
    else this.submit(attempt, identity);
  }

  private submit(attempt: Attempt, identity: Identity): void {
    const { clock, limits } = this.edge;
    const { call, envelope } = attempt;
    const deadlineMs = callDeadlineMs(clock.nowMs(), limits.requestTimeoutMs, call.getDeadline());
    submitEnvelope(this.edge, { envelope, identity, deadlineMs }, (outcome) => this.tell(attempt, outcome, identity));
  }

  private tell(attempt: Attempt, outcome: SessionOutcome | undefined, identity: Identity): void {
    if (outcome === undefined || outcome.kind === 'observed') {
      this.unknown(attempt);
      return;
    }
    const told = outcome.kind === 'rejected' ? 'rejected' : outcome.duplicate ? 'duplicate' : 'accepted';
    if (outcome.kind === 'rejected') this.note(attempt, outcome.rejection, identity);
    this.record(attempt, told);
    attempt.answer(null, { ack: ackOf(outcome, attempt.envelope, this.edge.clock.nowMs()) });
  }

  private acceptAmbient(attempt: Attempt, identity: Identity): void {
    const { sender } = identity;
    const published = publishAmbient(this.edge, attempt.envelope, sender);
    if (published instanceof Promise) {
      published.then(
        () => this.tellAmbient(attempt, sender),
        (cause: unknown) => this.ambientFailed(attempt, cause),
      );
    } else if (published === undefined) this.tellAmbient(attempt, sender);
    else this.refuse(attempt, published, identity);
  }

  private tellAmbient(attempt: Attempt, sender: string): void {
    this.edge.audit.accepted(auditedEnvelope(attempt.envelope, sender));
    this.record(attempt, 'accepted');
    attempt.answer(null, { ack: ambientAck(attempt.envelope, this.edge.clock.nowMs()) });
  }

  private ambientFailed(attempt: Attempt, cause: unknown): void {
    this.edge.log.error({ err: cause }, 'an ambient envelope could not be handed on');
    this.unknown(attempt);
  }

  private unknown(attempt: Attempt): void {
    this.edge.metrics.edge.unknownOutcomes++;
    this.record(attempt, 'unknown');
    attempt.answer(UNKNOWN_OUTCOME);
  }

  private refuse(attempt: Attempt, rejection: Rejection, identity?: Identity): void {
    this.note(attempt, rejection, identity);
    this.tellRefusal(attempt, rejection);
  }

  private note({ envelope }: Attempt, { code }: Rejection, identity: Identity | undefined): void {
    this.edge.audit.refused(auditedEnvelope(envelope, identity?.sender), code);
  }

  private tellRefusal(attempt: Attempt, rejection: Rejection): void {
    this.record(attempt, 'rejected');
    attempt.answer(null, { ack: rejectedAck(rejection, attempt.envelope, this.edge.clock.nowMs()) });
  }

  private record({ envelope, startedMs }: Attempt, outcome: EnvelopeOutcome): void {
    const { envelopes, sessions } = this.edge.metrics;
    envelopes.record(envelope, outcome, (performance.now() - startedMs) / 1000);
    if (outcome !== 'rejected' || envelope.sessionId === '') return;
    sessions.rejected(envelope.mode, envelope.messageType === MESSAGE_TYPE.commitment);
  }
}
