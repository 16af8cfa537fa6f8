/**
 * One StreamSession call (runtime specification §5): frames are handled strictly one after another, the stream belongs
 * to the first session it names, accepted envelopes come back through the subscription and never as acks. Memory is
 * bounded: input is paused while a frame is handled or the client does not read, output follows HTTP/2 flow control.
 */
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Identity } from '@macp/auth';
import type { Envelope, Rejection } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { macpError, statusError } from '@macp/wire';
import { UNKNOWN_OUTCOME, callDeadlineMs } from '../call-deadline.js';
import type { Edge } from '../edge.js';
import { inTime } from '../in-time.js';
import { EnvelopeFrames } from './envelope-frames.js';
import { Follower } from './follower.js';
import { FRAME_AMBIGUOUS, streamLagged } from './stream-refusals.js';
import { subscribe } from './subscribe-frame.js';

export type StreamCall = ServerDuplexStream<
  macp.v1.StreamSessionRequest,
  macp.v1.StreamSessionResponseInit | Uint8Array
>;

export class SessionStream {
  /** The session this stream belongs to. Invariant: never changes once set. */
  boundTo: string | undefined;
  private follower: Follower | undefined;
  /** Highest ordinal of an envelope that was accepted from this stream. */
  private ownOrdinal = 0;
  private isHandling = false;
  private isInputOver = false;
  private isEnded = false;
  private readonly envelopes: EnvelopeFrames;

  constructor(
    readonly edge: Edge,
    private readonly call: StreamCall,
    readonly identity: Identity,
  ) {
    this.envelopes = new EnvelopeFrames(this);
  }

  /** Takes the call over. */
  open(): void {
    const { call } = this;
    this.edge.metrics.edge.streamsOpen++;
    call.on('data', (frame: macp.v1.StreamSessionRequest) => this.take(frame));
    call.on('end', () => {
      this.isInputOver = true;
      this.endIfDone();
    });
    call.on('drain', () => {
      this.follower?.resume();
      if (!this.isHandling) call.resume();
    });
    call.on('cancelled', () => this.release());
  }

  get hasEnded(): boolean {
    return this.isEnded;
  }

  /** Unix ms until which a command of this stream waits for its outcome. */
  deadlineMs(): number {
    const { clock, limits } = this.edge;
    return callDeadlineMs(clock.nowMs(), limits.requestTimeoutMs, this.call.getDeadline());
  }

  /**
   * Follows a session from `after` on; a subscription there was before ends. Resolves when live delivery has begun, with
   * the newest ordinal of the history as of the call. With `mayHear` the session is followed only if there is none yet,
   * and when its SessionStart says so.
   */
  async follow(sessionId: string, after: number | 'live', mayHear?: (start: Envelope) => boolean): Promise<number> {
    const { follower: previous } = this;
    previous?.close();
    // What the subscription before had not written yet must not be lost, even where the client asks for later ordinals.
    const from = previous === undefined || after === 'live' ? after : Math.min(after, previous.position);
    const follower = new Follower({
      mayHear,
      shutOut: () => this.unfollow(),
      write: (frame) => this.call.write(frame),
      delivered: () => this.endIfDone(),
      lagged: (count) => {
        this.edge.metrics.edge.streamsLagged++;
        this.refuse(streamLagged(count));
      },
      failed: (cause) => this.fail(cause, 'the subscription of a stream failed'),
    });
    this.follower = follower;
    this.boundTo = sessionId;
    const following = this.edge.history.follow(sessionId, from, follower).then((handle) => {
      // The stream may have ended meanwhile: then it is closed at once.
      follower.attached(handle, from);
      return handle;
    });
    const handle = await inTime(this.edge.clock, this.deadlineMs(), following);
    if (this.isEnded) follower.close();
    else if (mayHear !== undefined && handle.tail > 0) this.unfollow();
    return handle.tail;
  }

  /** From now on the stream is about this session, without delivering what is accepted in it. */
  bindTo(sessionId: string): void {
    this.boundTo = sessionId;
  }

  get isFollowing(): boolean {
    return this.follower !== undefined;
  }

  private unfollow(): void {
    this.follower?.close();
    this.follower = undefined;
    this.endIfDone();
  }

  /** An envelope of this stream was accepted: the stream does not end before it was echoed. */
  expectEcho(ordinal: number): void {
    this.ownOrdinal = Math.max(this.ownOrdinal, ordinal);
  }

  /** Writes an error frame; the stream goes on. */
  writeError(rejection: Rejection, messageId: string): void {
    if (this.isEnded) return;
    this.call.write({ error: macpError(rejection, { sessionId: this.boundTo ?? '', messageId }) });
  }

  /** Ends the stream with the status of a refusal; `sessionId` is the one that a SESSION_NOT_FOUND is about. */
  refuse(rejection: Rejection, sessionId?: string): void {
    this.endWith(statusError(rejection, sessionId));
  }

  /** Ends the stream without a MACP code: an outcome is not known. */
  refuseUnknown(): void {
    this.edge.metrics.edge.unknownOutcomes++;
    this.endWith(UNKNOWN_OUTCOME);
  }

  private take(frame: macp.v1.StreamSessionRequest): void {
    if (this.isEnded) return;
    this.isHandling = true;
    this.call.pause();
    this.handle(frame).then(
      () => this.handled(),
      (cause: unknown) => {
        this.fail(cause, 'a frame of a stream could not be handled');
        this.handled();
      },
    );
  }

  private handle(frame: macp.v1.StreamSessionRequest): Promise<void> {
    const { envelope, subscribeSessionId } = frame;
    if ((envelope === null) === (subscribeSessionId === '')) {
      this.refuse(FRAME_AMBIGUOUS);
      return Promise.resolve();
    }
    return envelope === null ? subscribe(this, frame) : this.envelopes.handle(envelope);
  }

  private handled(): void {
    this.isHandling = false;
    // A client that does not read gets no further frame handled, so that refusals cannot pile up.
    if (!this.call.writableNeedDrain) this.call.resume();
    this.endIfDone();
  }

  private endIfDone(): void {
    if (!this.isInputOver || this.isHandling || this.isEnded) return;
    if (this.follower !== undefined && !this.follower.isCaughtUp(this.ownOrdinal)) return;
    this.release();
    this.call.end();
  }

  private fail(cause: unknown, message: string): void {
    this.edge.log.error({ err: cause, session_id: this.boundTo }, message);
    this.endWith(UNKNOWN_OUTCOME);
  }

  private endWith(error: object): void {
    if (this.isEnded) return;
    this.release();
    this.call.emit('error', error);
    // What the client still sends is read and dropped.
    this.call.resume();
  }

  private release(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.edge.metrics.edge.streamsOpen--;
    this.follower?.close();
  }
}
