/**
 * Envelope frames (runtime specification §5.2), in the order of its table: some refusals end the stream, the others are
 * frames on it; the stream binds to the session before the kernel is asked, whatever the kernel then says.
 */
import { MESSAGE_TYPE, isAmbient, isBlank, mayRead } from '@macp/kernel';
import type { Rejection, SessionMetadata, SessionOutcome } from '@macp/kernel';
import { SessionStartPayload, decodeOrUndefined } from '@macp/proto';
import type { macp } from '@macp/proto';
import type { EnvelopeOutcome } from '@macp/telemetry';
import { FORBIDDEN, RATE_LIMITED, UNAUTHENTICATED, isOwnName, maySend } from '../admission.js';
import { publishAmbient } from '../ambient/publish-ambient.js';
import { noteUnauthenticated } from '../edge.js';
import { auditedEnvelope } from '../audited-envelope.js';
import { checkShape } from '../envelope-shape.js';
import { observeSession } from '../read-session.js';
import { submitEnvelope } from '../submit-envelope.js';
import type { SessionReading } from '../read-session.js';
import type { SessionStream } from './session-stream.js';
import {
  MODE_MISMATCH,
  MODE_MISSING,
  NOT_OPEN,
  OTHER_SESSION,
  SESSION_ID_MISSING,
  endsStream,
} from './stream-refusals.js';

/** What the sender of a frame is to the session it is for; `unborn`: its owner knows of no such session. */
type Standing = 'member' | 'stranger' | 'unborn';

export class EnvelopeFrames {
  constructor(private readonly stream: SessionStream) {}

  async handle(envelope: macp.v1.Envelope): Promise<void> {
    const startedMs = performance.now();
    const outcome = await this.outcomeOf(envelope);
    const seconds = (performance.now() - startedMs) / 1000;
    this.stream.edge.metrics.envelopes.record(envelope, outcome, seconds);
  }

  private async outcomeOf(envelope: macp.v1.Envelope): Promise<EnvelopeOutcome> {
    const { stream } = this;
    if (!this.isAddressed(envelope)) return 'rejected';
    const standing = await this.standingOf(envelope);
    if (standing === undefined || !this.isAdmitted(envelope)) return 'rejected';
    await this.bind(envelope.sessionId, standing);
    if (stream.hasEnded) return 'unknown';
    if (isAmbient(envelope.messageType)) {
      const refusal = await publishAmbient(stream.edge, envelope, stream.identity.sender);
      if (refusal !== undefined) return this.refuse(refusal, envelope);
      stream.edge.audit.accepted(auditedEnvelope(envelope, stream.identity.sender));
      return 'accepted';
    }
    const outcome = await this.submit(envelope);
    if (outcome?.kind === 'accepted' && !outcome.duplicate && !stream.isFollowing)
      await stream.follow(envelope.sessionId, outcome.ordinal - 1);
    return this.tell(outcome, envelope);
  }

  /** Rows 1–5: everything that needs no look at the session. */
  private isAddressed(envelope: macp.v1.Envelope): boolean {
    const { edge, boundTo, identity } = this.stream;
    const { sessionId, mode, messageType } = envelope;
    const isModeWhiteSpace = mode !== '' && isBlank(mode) && !isAmbient(messageType);
    // A mode of white space ends the stream as a missing address does, an empty one is a misshapen envelope.
    const shape = checkShape(isModeWhiteSpace ? { ...envelope, mode: '?' } : envelope, edge.limits.payloadBytesMax);
    if (shape !== undefined) this.refuse(shape, envelope);
    else if (isBlank(sessionId)) this.end(SESSION_ID_MISSING, envelope);
    else if (isBlank(mode)) this.end(MODE_MISSING, envelope);
    else if (boundTo !== undefined && boundTo !== sessionId) this.end(OTHER_SESSION, envelope);
    else if (!isOwnName(envelope, identity)) {
      noteUnauthenticated(edge, 'StreamSession', identity.sender);
      this.stream.refuse(UNAUTHENTICATED);
    } else return true;
    return false;
  }

  /** Rows 6 and 7: a session that exists must have this mode and be OPEN, unless this is a start; `undefined` = refused. */
  private async standingOf(envelope: macp.v1.Envelope): Promise<Standing | undefined> {
    const { stream } = this;
    const isStart = envelope.messageType === MESSAGE_TYPE.sessionStart;
    // A start is judged by the kernel alone, and whoever follows already has been looked at.
    if (isStart && stream.isFollowing) return 'member';
    const { sender: caller, isObserver: observer } = stream.identity;
    const query = {
      sessionId: envelope.sessionId,
      reader: { caller, observer: true },
      deadlineMs: stream.deadlineMs(),
    };
    const reading = await new Promise<SessionReading | undefined>((done) => observeSession(stream.edge, query, done));
    if (stream.hasEnded) return undefined;
    if (reading === undefined) stream.refuseUnknown();
    else if (reading.kind === 'rejected') return 'unborn';
    else if (!isStart && reading.metadata.mode !== envelope.mode) this.end(MODE_MISMATCH, envelope);
    else if (!isStart && reading.metadata.state !== 'OPEN') this.end(NOT_OPEN, envelope);
    else return mayHear(reading.metadata, { caller, observer }) ? 'member' : 'stranger';
    return undefined;
  }

  /** Row 10. A stranger's frame binds, too, but what is said in the session is not for strangers. */
  private async bind(sessionId: string, standing: Standing): Promise<void> {
    const { stream } = this;
    if (stream.isFollowing) return;
    const { sender: caller, isObserver: observer } = stream.identity;
    if (standing === 'stranger') stream.bindTo(sessionId);
    else if (standing === 'member') await stream.follow(sessionId, 'live');
    else
      await stream.follow(sessionId, 'live', ({ sender: initiator, payload }) => {
        const participants = decodeOrUndefined(SessionStartPayload, payload)?.participants;
        return participants !== undefined && mayHear({ initiator, participants }, { caller, observer });
      });
  }

  /** Rows 8 and 9. */
  private isAdmitted(envelope: macp.v1.Envelope): boolean {
    const { edge, identity } = this.stream;
    if (!maySend(envelope, identity)) {
      this.refuse(FORBIDDEN, envelope);
      return false;
    }
    if (edge.rates.take(identity.sender, envelope.messageType)) return true;
    edge.metrics.edge.rateLimited++;
    this.refuse(RATE_LIMITED, envelope);
    return false;
  }

  private submit(envelope: macp.v1.Envelope): Promise<SessionOutcome | undefined> {
    const { edge, identity } = this.stream;
    return new Promise((done) =>
      submitEnvelope(edge, { envelope, identity, deadlineMs: this.stream.deadlineMs() }, done),
    );
  }

  private tell(outcome: SessionOutcome | undefined, envelope: macp.v1.Envelope): EnvelopeOutcome {
    if (outcome === undefined || outcome.kind === 'observed') {
      this.stream.refuseUnknown();
      return 'unknown';
    }
    if (outcome.kind === 'rejected') return this.refuse(outcome.rejection, envelope);
    if (outcome.duplicate) return 'duplicate';
    this.stream.expectEcho(outcome.ordinal);
    return 'accepted';
  }

  private refuse(rejection: Rejection, envelope: macp.v1.Envelope): 'rejected' {
    if (endsStream(rejection)) return this.end(rejection, envelope);
    this.note(rejection, envelope);
    this.stream.writeError(rejection, envelope.messageId);
    return 'rejected';
  }

  /** Refuses with the end of the stream. */
  private end(rejection: Rejection, envelope: macp.v1.Envelope): 'rejected' {
    this.note(rejection, envelope);
    this.stream.refuse(rejection);
    return 'rejected';
  }

  private note({ code }: Rejection, envelope: macp.v1.Envelope): void {
    const { edge, identity } = this.stream;
    edge.audit.refused(auditedEnvelope(envelope, identity.sender), code);
  }
}

/** Whether a sender is shown what is said: everyone who may read, and everyone where nobody is named. */
function mayHear(
  session: Pick<SessionMetadata, 'initiator' | 'participants'>,
  reader: { readonly caller: string; readonly observer: boolean },
): boolean {
  return session.participants.length === 0 || mayRead(session, reader);
}
