/**
 * One subscription of a stream to a session's accepted envelopes: writes them with the transport's own back-pressure and
 * knows when everything owed has been written. Live and replayed envelopes are the same bytes; each is encoded once,
 * however many streams it goes to.
 */
import type { Envelope } from '@macp/kernel';
import type { FollowListener, HistoryEnvelope, HistoryFollow } from '@macp/ports';
import { StreamSessionResponse, encodeBytes, wireEnvelope } from '@macp/proto';

/** What a follower needs of its stream. */
export interface FollowerStream {
  /**
   * Given for a session that there is not yet: whether its SessionStart lets the stream hear of it. Without it, or with
   * anything else first, nothing is written.
   */
  readonly mayHear?: ((start: Envelope) => boolean) | undefined;
  /** False when the transport wants a pause; the frame is taken all the same. */
  write(frame: Uint8Array): boolean;
  /** Something was written. */
  delivered(): void;
  /** The session has started, and is not for this stream. */
  shutOut(): void;
  lagged(count: number): void;
  failed(cause: unknown): void;
}

const encodedFrames = new WeakMap<HistoryEnvelope, Uint8Array>();

function frameOf(accepted: HistoryEnvelope): Uint8Array {
  let frame = encodedFrames.get(accepted);
  if (frame === undefined) {
    frame = encodeBytes(StreamSessionResponse, { envelope: wireEnvelope(accepted.envelope) });
    encodedFrames.set(accepted, frame);
  }
  return frame;
}

export class Follower implements FollowListener {
  /** Invariant: every envelope of the subscription up to this ordinal has been written. */
  private deliveredUpTo = 0;
  private handle: HistoryFollow | undefined;
  private isClosed = false;
  /** Nothing is written before the session's start has let the stream hear of it. */
  private isShut: boolean;

  constructor(private readonly stream: FollowerStream) {
    this.isShut = stream.mayHear !== undefined;
  }

  /** Ordinal up to which everything was written; a next subscription on the stream starts no later than here. */
  get position(): number {
    return this.deliveredUpTo;
  }

  /** Takes the handle that `HistoryReader.follow` resolved with; envelopes may have come before it. */
  attached(handle: HistoryFollow, after: number | 'live'): void {
    if (this.isClosed) {
      handle.close();
      return;
    }
    this.handle = handle;
    const start = after === 'live' ? handle.tail : Math.min(after, handle.tail);
    this.deliveredUpTo = Math.max(this.deliveredUpTo, start);
  }

  /** True when the replay and everything up to `ordinal` has been written. */
  isCaughtUp(ordinal: number): boolean {
    return this.handle !== undefined && this.deliveredUpTo >= Math.max(this.handle.tail, ordinal);
  }

  envelopes(batch: readonly HistoryEnvelope[]): boolean {
    if (this.isClosed) return false;
    if (this.isShut && !this.opensWith(batch[0])) {
      this.stream.shutOut();
      return false;
    }
    let wantsMore = true;
    for (const accepted of batch) {
      wantsMore = this.stream.write(frameOf(accepted));
      this.deliveredUpTo = accepted.ordinal;
    }
    this.stream.delivered();
    return wantsMore;
  }

  lagged(count: number): void {
    if (!this.isClosed) this.stream.lagged(count);
  }

  failed(cause: unknown): void {
    if (!this.isClosed) this.stream.failed(cause);
  }

  /** The transport has room again. */
  resume(): void {
    this.handle?.resume();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.handle?.close();
  }

  private opensWith(first: HistoryEnvelope | undefined): boolean {
    this.isShut = first?.ordinal !== 1 || this.stream.mayHear?.(first.envelope) !== true;
    return !this.isShut;
  }
}
