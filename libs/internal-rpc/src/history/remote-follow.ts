/**
 * One follow on the client's side. It outlives the process it reads from: when that goes, it goes on with the next behind
 * the last ordinal it has, so that its listener sees neither gap nor repeat nor that anything happened.
 */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { FollowListener, HistoryEnvelope, HistoryFollow } from '@macp/ports';
import { kernelEnvelope, toSafeNumber } from '@macp/proto';
import type { internal } from '@macp/proto';
import type { BackOff } from '../transport/back-off.js';
import { duplexCall } from '../transport/duplex-call.js';
import { historyRpcs } from '../transport/internal-services.js';
import { isCallerFault } from '../transport/unary-call.js';
import { compactedOf } from './compacted-status.js';
import { HistoryUnavailable } from './history-source.js';
import type { HistorySource } from './history-source.js';

export interface RemoteFollowParts {
  readonly source: HistorySource;
  readonly sessionId: string;
  readonly partition: number;
  readonly after: number | 'live';
  readonly listener: FollowListener;
  /** How long another server is looked for. */
  readonly retryMs: number;
  readonly windowEnvelopes: number;
  readonly onBroken: (cause: unknown) => void;
}

type Call = ClientDuplexStream<internal.FollowHistoryRequestInit, internal.FollowHistoryResponse>;

export class RemoteFollow implements HistoryFollow {
  /** Invariant: as of the first time it was opened. */
  tail = 0;
  private call: Call | undefined;
  /** Newest ordinal taken in; `undefined` before it was opened for the first time. Invariant: none above it was given. */
  private position: number | undefined;
  private taken: HistoryEnvelope[] = [];
  /** Given to the listener since the last grant. */
  private ungranted = 0;
  private isPaused = true;
  private isClosed = false;
  private readonly backOff: BackOff;
  /** Since when it has had no server; `undefined` while it has one. */
  private lostMs: number | undefined;
  private cancelWait: (() => void) | undefined;
  private onOpened: { resolve: (handle: HistoryFollow) => void; reject: (cause: unknown) => void } | undefined;

  constructor(private readonly parts: RemoteFollowParts) {
    this.backOff = parts.source.backOff();
  }

  /** Resolves once a server has it; rejects with HistoryUnavailable when none does in the time that a read has. */
  open(): Promise<HistoryFollow> {
    return new Promise((resolve, reject) => {
      this.onOpened = { resolve, reject };
      this.connect();
    });
  }

  resume(): void {
    if (!this.isPaused || this.isClosed || this.onOpened !== undefined) return;
    this.isPaused = false;
    // Not inside the call, which may itself come from inside a delivery.
    setImmediate(() => this.deliver());
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.taken = [];
    this.cancelWait?.();
    const { call } = this;
    this.call = undefined;
    call?.cancel();
  }

  private connect(): void {
    const { source, partition, sessionId, after, windowEnvelopes } = this.parts;
    const { clients, clock, attemptMs } = source.parts;
    let call: Call;
    try {
      call = duplexCall(clients, source.addressOf(partition), historyRpcs.FollowHistory);
    } catch (cause) {
      this.broken(cause);
      return;
    }
    this.call = call;
    call.on('data', (response: internal.FollowHistoryResponse) => {
      if (call === this.call) this.received(response);
    });
    for (const event of ['error', 'end'] as const) {
      call.on(event, (cause?: unknown) => {
        if (call === this.call) this.broken(cause ?? new Error('the server ended the follow'));
      });
    }
    const start = this.position ?? after;
    const envelopes = Math.max(1, windowEnvelopes - this.taken.length);
    this.ungranted = 0;
    call.write({ open: { sessionId, live: start === 'live', after: start === 'live' ? 0 : start, envelopes } });
    // A server that hangs does not answer; only the first answer is waited for.
    this.cancelWait = clock.after(attemptMs, () => {
      call.cancel();
      if (call === this.call) this.broken(new Error('the server did not open the follow in time'));
    });
  }

  private received({ opened, envelopes, lagged }: internal.FollowHistoryResponse): void {
    if (opened !== null) this.opened(toSafeNumber(opened.tail));
    else if (envelopes !== null) this.take(envelopes);
    else if (lagged !== null) {
      this.close();
      this.parts.listener.lagged(toSafeNumber(lagged.count));
    }
  }

  private opened(tail: number): void {
    this.cancelWait?.();
    this.backOff.reset();
    this.lostMs = undefined;
    const { onOpened } = this;
    if (onOpened === undefined) return;
    const { after } = this.parts;
    this.tail = tail;
    this.position = after === 'live' ? tail : Math.min(after, tail);
    this.onOpened = undefined;
    onOpened.resolve(this);
    // Whoever asked has the handle before the first envelope.
    this.resume();
  }

  private take({ firstOrdinal, envelopes }: internal.HistoryEnvelopes): void {
    let ordinal = toSafeNumber(firstOrdinal);
    for (const envelope of envelopes) {
      const expected = this.position! + 1;
      if (ordinal > expected) {
        this.call?.cancel();
        this.broken(new Error(`ordinal ${ordinal} came where ${expected} was due`));
        return;
      }
      if (ordinal === expected) {
        this.taken.push({ ordinal, envelope: kernelEnvelope(envelope) });
        this.position = ordinal;
      } else this.ungranted += 1;
      ordinal += 1;
    }
    this.deliver();
  }

  private deliver(): void {
    if (this.isPaused || this.isClosed) return;
    const batch = this.taken;
    if (batch.length > 0) {
      this.taken = [];
      this.ungranted += batch.length;
      let wantsMore = false;
      try {
        wantsMore = this.parts.listener.envelopes(batch);
      } catch (cause) {
        this.fail(cause);
        return;
      }
      if (!wantsMore) this.isPaused = true;
    }
    if (this.ungranted * 2 < this.parts.windowEnvelopes || this.call === undefined) return;
    this.call.write({ grant: { envelopes: this.ungranted } });
    this.ungranted = 0;
  }

  private broken(cause: unknown): void {
    const { source, retryMs, onBroken } = this.parts;
    const { clock, timeoutMs } = source.parts;
    this.call = undefined;
    this.lostMs ??= clock.nowMs();
    this.cancelWait?.();
    const compacted = compactedOf(cause);
    if (compacted !== undefined) {
      this.fail(compacted);
      return;
    }
    onBroken(cause);
    const waitMs = this.backOff.nextMs();
    const untilMs = this.lostMs + (this.onOpened === undefined ? retryMs : timeoutMs);
    if (isCallerFault(cause) || clock.nowMs() + waitMs >= untilMs) {
      this.fail(new HistoryUnavailable('the session could not be followed', { cause }));
      return;
    }
    this.cancelWait = clock.after(waitMs, () => {
      void source.refresh().then(() => {
        if (!this.isClosed) this.connect();
      });
    });
  }

  private fail(cause: unknown): void {
    if (this.isClosed) return;
    this.close();
    const { onOpened } = this;
    this.onOpened = undefined;
    if (onOpened === undefined) this.parts.listener.failed(cause);
    else onOpened.reject(cause);
  }
}
