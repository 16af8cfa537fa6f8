/**
 * One follow on the server's side: sends what the reader gives as far as the requester has granted and the transport
 * takes it, and pauses the reader otherwise. A requester that does not grant is told when it lags: this way is never
 * blocked by what it has not read, because it always reads.
 */
import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { HistoryCompacted } from '@macp/ports';
import type { FollowListener, HistoryEnvelope, HistoryFollow, HistoryReader } from '@macp/ports';
import { encodeBytes, internal, toSafeNumber, wireEnvelope } from '@macp/proto';
import { compactedStatus } from './compacted-status.js';

export type FollowCall = ServerDuplexStream<
  internal.FollowHistoryRequest,
  internal.FollowHistoryResponseInit | Uint8Array
>;

/** Payload bytes after which a frame is full; a single envelope may exceed it. */
const FRAME_BYTES_MAX = 256 * 1024;
const CANNOT_READ = { code: status.UNAVAILABLE, details: 'the history cannot be read here' };

/** Live envelopes go to many follows one by one, as the very same object: each is encoded once. */
const encodedFrames = new WeakMap<HistoryEnvelope, Uint8Array>();

function frameOf(batch: readonly HistoryEnvelope[]): Uint8Array {
  const first = batch[0]!;
  const known = batch.length === 1 ? encodedFrames.get(first) : undefined;
  if (known !== undefined) return known;
  const envelopes = batch.map(({ envelope }) => wireEnvelope(envelope));
  const frame = encodeBytes(internal.FollowHistoryResponse, { envelopes: { firstOrdinal: first.ordinal, envelopes } });
  if (batch.length === 1) encodedFrames.set(first, frame);
  return frame;
}

export interface ServedFollowParts {
  readonly call: FollowCall;
  readonly reader: HistoryReader;
  /** The status to refuse a follow of the session with, if it is to be refused. */
  readonly refusal: (sessionId: string) => object | undefined;
  readonly onClosed: (follow: ServedFollow) => void;
  readonly onFault: (cause: unknown) => void;
}

export class ServedFollow implements FollowListener {
  private sessionId: string | undefined;
  private handle: HistoryFollow | undefined;
  private granted = 0;
  private isBlocked = false;
  private isClosed = false;
  /** Given before the handle was. */
  private early: HistoryEnvelope[] = [];

  constructor(private readonly parts: ServedFollowParts) {
    const { call } = parts;
    call.on('data', (request: internal.FollowHistoryRequest) => this.requested(request));
    call.on('drain', () => {
      this.isBlocked = false;
      this.goOn();
    });
    call.on('end', () => call.end());
    for (const event of ['end', 'cancelled', 'error', 'close']) call.on(event, () => this.close());
  }

  /** The session that is followed, once that is known. */
  get session(): string | undefined {
    return this.sessionId;
  }

  envelopes(batch: readonly HistoryEnvelope[]): boolean {
    if (this.isClosed) return false;
    if (this.handle === undefined) {
      this.early.push(...batch);
      return false;
    }
    this.granted -= batch.length;
    for (let at = 0; at < batch.length;) {
      let end = at;
      let bytes = 0;
      while (end < batch.length && bytes < FRAME_BYTES_MAX) bytes += batch[end++]!.envelope.payload.length;
      this.isBlocked = !this.parts.call.write(frameOf(end - at === batch.length ? batch : batch.slice(at, end)));
      at = end;
    }
    return this.mayGoOn;
  }

  lagged(count: number): void {
    if (this.isClosed) return;
    this.parts.call.write({ lagged: { count } });
    this.parts.call.end();
    this.close();
  }

  failed(cause: unknown): void {
    if (this.isClosed) return;
    this.parts.onFault(cause);
    this.fail(CANNOT_READ);
  }

  /** Ends the follow with a status, after which its requester looks for another server. */
  fail(answer: object = CANNOT_READ): void {
    if (this.isClosed) return;
    this.close();
    this.parts.call.emit('error', answer);
  }

  private get mayGoOn(): boolean {
    return this.granted > 0 && !this.isBlocked;
  }

  private goOn(): void {
    if (this.mayGoOn) this.handle?.resume();
  }

  private requested({ open, grant }: internal.FollowHistoryRequest): void {
    if (grant !== null) {
      this.granted += grant.envelopes;
      this.goOn();
    } else if (open !== null && this.sessionId === undefined) this.open(open);
  }

  private open({ sessionId, after, live, envelopes }: internal.OpenFollow): void {
    this.sessionId = sessionId;
    this.granted += envelopes;
    const refusal = this.parts.refusal(sessionId);
    if (refusal !== undefined) {
      this.fail(refusal);
      return;
    }
    this.parts.reader.follow(sessionId, live ? 'live' : toSafeNumber(after), this).then(
      (handle) => this.opened(handle),
      (cause: unknown) => {
        if (cause instanceof HistoryCompacted) this.fail(compactedStatus(cause));
        else this.failed(cause);
      },
    );
  }

  private opened(handle: HistoryFollow): void {
    if (this.isClosed) {
      handle.close();
      return;
    }
    this.handle = handle;
    this.parts.call.write({ opened: { tail: handle.tail } });
    const { early } = this;
    this.early = [];
    if (early.length > 0 && this.envelopes(early)) handle.resume();
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.handle?.close();
    this.parts.onClosed(this);
  }
}
