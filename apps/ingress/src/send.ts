/**
 * `Send` (runtime specification §2.1, §2.3): the order of checks is part of the contract, every refusal but the missing
 * envelope is an Ack, and an outcome that is not known in time is a status without a MACP code. This is the hot path: no
 * promise, no observable, one command object per message.
 */
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Identity } from '@macp/auth';
import { isAmbient, reject } from '@macp/kernel';
import type { Rejection } from '@macp/kernel';
import type { macp } from '@macp/proto';
import type { EnvelopeOutcome } from '@macp/telemetry';
import { ackOf, ambientAck, rejectedAck, statusError } from '@macp/wire';
import { FORBIDDEN, RATE_LIMITED, UNAUTHENTICATED, authenticatedEnvelope, isOwnName, maySend } from './admission.js';
import { checkAmbientPayload } from './ambient.js';
import { UNKNOWN_OUTCOME, callDeadlineMs } from './call-deadline.js';
import { identify } from './edge.js';
import type { Edge } from './edge.js';
import { checkShape } from './envelope-shape.js';

type SendCall = ServerUnaryCall<macp.v1.SendRequest, macp.v1.SendResponseInit>;
type Answer = sendUnaryData<macp.v1.SendResponseInit>;

const NO_ENVELOPE = reject('INVALID_ENVELOPE', 'SendRequest must contain an envelope');

export class SendHandler {
  constructor(private readonly edge: Edge) {}

  handle(call: SendCall, answer: Answer): void {
    const { envelope } = call.request;
    if (envelope === null) {
      answer(statusError(NO_ENVELOPE));
      return;
    }
    const startedMs = performance.now();
    const shape = checkShape(envelope, this.edge.limits.payloadBytesMax);
    if (shape !== undefined) {
      this.refuse(envelope, shape, startedMs, answer);
      return;
    }
    const identity = identify(this.edge.authenticator, call.metadata);
    if (identity instanceof Promise) {
      identity.then(
        (known) => this.admit(call, envelope, known, startedMs, answer),
        () => this.refuse(envelope, UNAUTHENTICATED, startedMs, answer),
      );
      return;
    }
    this.admit(call, envelope, identity, startedMs, answer);
  }

  // oxlint-disable-next-line max-params -- the hot path makes no object per call to carry them
  private admit(
    call: SendCall,
    envelope: macp.v1.Envelope,
    identity: Identity | undefined,
    startedMs: number,
    answer: Answer,
  ): void {
    const refusal = this.admissionRefusal(envelope, identity);
    if (refusal !== undefined || identity === undefined) {
      this.refuse(envelope, refusal ?? UNAUTHENTICATED, startedMs, answer);
      return;
    }
    if (isAmbient(envelope.messageType)) {
      this.acceptAmbient(envelope, startedMs, answer);
      return;
    }
    const { clock, limits, sessions } = this.edge;
    const deadlineMs = callDeadlineMs(clock.nowMs(), limits.requestTimeoutMs, call.getDeadline());
    const command = { kind: 'SubmitEnvelope', envelope: authenticatedEnvelope(envelope, identity.sender) } as const;
    sessions.submit(envelope.sessionId, command, deadlineMs, (outcome) => {
      if (outcome === undefined || outcome.kind === 'observed') {
        this.edge.metrics.edge.unknownOutcomes++;
        this.record(envelope, 'unknown', startedMs);
        answer(UNKNOWN_OUTCOME);
        return;
      }
      const told = outcome.kind === 'rejected' ? 'rejected' : outcome.duplicate ? 'duplicate' : 'accepted';
      this.record(envelope, told, startedMs);
      answer(null, { ack: ackOf(outcome, envelope, clock.nowMs()) });
    });
  }

  private admissionRefusal(envelope: macp.v1.Envelope, identity: Identity | undefined): Rejection | undefined {
    const { metrics, rates } = this.edge;
    if (identity === undefined || !isOwnName(envelope, identity)) {
      metrics.edge.unauthenticated++;
      return UNAUTHENTICATED;
    }
    if (!maySend(envelope, identity)) return FORBIDDEN;
    if (rates.take(identity.sender, envelope.messageType)) return undefined;
    metrics.edge.rateLimited++;
    return RATE_LIMITED;
  }

  private acceptAmbient(envelope: macp.v1.Envelope, startedMs: number, answer: Answer): void {
    const invalid = checkAmbientPayload(envelope);
    if (invalid !== undefined) {
      this.refuse(envelope, invalid, startedMs, answer);
      return;
    }
    this.record(envelope, 'accepted', startedMs);
    answer(null, { ack: ambientAck(envelope, this.edge.clock.nowMs()) });
  }

  private refuse(envelope: macp.v1.Envelope, rejection: Rejection, startedMs: number, answer: Answer): void {
    this.record(envelope, 'rejected', startedMs);
    answer(null, { ack: rejectedAck(rejection, envelope, this.edge.clock.nowMs()) });
  }

  private record({ mode, messageType }: macp.v1.Envelope, outcome: EnvelopeOutcome, startedMs: number): void {
    this.edge.metrics.envelopes.record(mode, messageType, outcome, (performance.now() - startedMs) / 1000);
  }
}
