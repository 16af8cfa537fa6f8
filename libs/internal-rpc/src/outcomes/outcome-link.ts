/**
 * The way to one ingress: at most one stream, one frame under way on it at a time, and everything that comes up
 * meanwhile in the next frame. What a broken connection lost is not sent again: every new stream begins with the
 * progress of all partitions, which makes the ingress ask for what it has not got.
 */
import type { ClientWritableStream, ServiceError } from '@grpc/grpc-js';
import type { Clock, OutcomeProgress } from '@macp/partition-worker';
import type { internal } from '@macp/proto';
import type { InternalClients } from '../transport/internal-clients.js';
import { outcomeRpcs } from '../transport/internal-services.js';
import { BackOff } from '../transport/back-off.js';
import type { BackOffOptions } from '../transport/back-off.js';
import { OutcomeBacklog } from './outcome-backlog.js';

const { path, requestSerialize, responseDeserialize } = outcomeRpcs.PushOutcomes;

/** Bounds of the way to one ingress. */
export interface OutcomeLinkLimits {
  /** Bytes of outcomes that wait for one ingress; beyond, outcomes are dropped. */
  readonly backlogBytesMax: number;
  /** A link that had no outcome for so long is closed. */
  readonly idleMs: number;
  /** An ingress that could not be reached for so long is given up. */
  readonly giveUpMs: number;
  readonly backOff: BackOffOptions;
}

export interface OutcomeLinkParts {
  readonly address: string;
  readonly aggregate: internal.Aggregate;
  readonly clients: InternalClients;
  readonly clock: Clock;
  readonly limits: OutcomeLinkLimits;
  /** Newest progress by partition; kept up to date by the owner of the link. */
  readonly progress: ReadonlyMap<number, OutcomeProgress>;
  /** So many outcomes will not arrive by this link. */
  readonly onDropped: (outcomes: number) => void;
  /** The stream broke; another attempt follows. */
  readonly onBroken: (address: string, cause: unknown) => void;
  /** The link is of no use any more. */
  readonly onClosed: (link: OutcomeLink) => void;
}

/** `ending`: the stream is half closed and its answer awaited. */
type Phase = 'silent' | 'opening' | 'open' | 'ending' | 'pausing' | 'closed';
type Stream = ClientWritableStream<internal.PushOutcomesRequestInit>;

export class OutcomeLink {
  readonly address: string;
  private readonly backlog: OutcomeBacklog;
  private readonly backOff: BackOff;
  private phase: Phase = 'silent';
  private stream: Stream | undefined;
  /** Invariant: true while a frame has been written and not been taken by the transport. */
  private isWriting = false;
  /** To be closed once everything has been sent. */
  private isLeaving = false;
  private cancelPause: (() => void) | undefined;
  private lastOutcomeMs: number;
  /** When the first of the attempts failed that have been failing since. */
  private failingSinceMs: number | undefined;

  constructor(private readonly parts: OutcomeLinkParts) {
    this.address = parts.address;
    this.backlog = new OutcomeBacklog(parts.limits.backlogBytesMax);
    this.backOff = new BackOff(parts.limits.backOff);
    this.lastOutcomeMs = parts.clock.nowMs();
  }

  add(partition: number, outcome: internal.PushedOutcomeInit): void {
    this.lastOutcomeMs = this.parts.clock.nowMs();
    if (!this.backlog.add(partition, outcome)) this.parts.onDropped(1);
  }

  touch(partition: number): void {
    this.backlog.touch(partition);
  }

  /** Sends what has come up, unless a frame is under way or the connection is down: then it goes with the next. */
  readonly flush = (): void => {
    if (this.backlog.isEmpty || this.isWriting) return;
    if (this.phase === 'silent') this.open();
    const { stream } = this;
    if (this.phase !== 'open' || stream === undefined) return;
    const { aggregate, progress } = this.parts;
    this.isWriting = true;
    stream.write({ aggregate, partitions: this.backlog.take(progress) }, () => {
      if (stream === this.stream) this.written();
    });
  };

  /** Ends the stream in order when nothing was to be told for long. */
  endIfIdle(): void {
    const isIdle = this.parts.clock.nowMs() - this.lastOutcomeMs >= this.parts.limits.idleMs;
    if (isIdle && !this.isWriting && !this.backlog.hasOutcomes) this.halfClose();
  }

  /** Closes once what is left has been sent; `onClosed` tells when. */
  leave(): void {
    this.isLeaving = true;
    this.flush();
    this.leaveWhenSent();
  }

  /** Drops everything at once. */
  close(): void {
    if (this.phase === 'closed') return;
    this.phase = 'closed';
    this.cancelPause?.();
    const { stream } = this;
    this.stream = undefined;
    stream?.cancel();
    const dropped = this.backlog.clear();
    if (dropped > 0) this.parts.onDropped(dropped);
    this.parts.clients.release(this.address);
    this.parts.onClosed(this);
  }

  private leaveWhenSent(): void {
    if (!this.isWriting && !this.backlog.hasOutcomes) this.halfClose();
  }

  private halfClose(): void {
    if (this.phase === 'open') {
      this.phase = 'ending';
      this.stream?.end();
    } else if (this.phase !== 'ending') this.close();
  }

  private open(): void {
    const { clients } = this.parts;
    this.phase = 'opening';
    try {
      const stream: Stream = clients
        .client(this.address)
        .makeClientStreamRequest(
          path,
          requestSerialize as (message: internal.PushOutcomesRequestInit) => Buffer,
          responseDeserialize,
          clients.callMetadata(),
          {},
          (error) => {
            if (stream === this.stream) this.ended(error);
          },
        );
      this.stream = stream;
      // The ingress says so when it listens; until then everything waits here, where it is bounded and not lost.
      stream.on('metadata', () => {
        if (stream === this.stream) this.opened();
      });
    } catch (cause) {
      this.broken(cause);
    }
  }

  private opened(): void {
    this.phase = 'open';
    this.failingSinceMs = undefined;
    this.backOff.reset();
    // Something may have been lost before, and whoever waits for it is told by the progress that opens the stream.
    for (const partition of this.parts.progress.keys()) this.backlog.touch(partition);
    this.written();
  }

  private written(): void {
    this.isWriting = false;
    this.flush();
    if (this.isLeaving) this.leaveWhenSent();
  }

  private ended(error: ServiceError | null): void {
    if (this.phase !== 'ending') this.broken(error ?? new Error('the ingress ended the stream'));
    else if (error !== null) this.broken(error);
    else {
      this.stream = undefined;
      this.phase = 'silent';
      if (this.backlog.hasOutcomes) this.flush();
      else this.close();
    }
  }

  private broken(cause: unknown): void {
    const { clock, limits, onBroken } = this.parts;
    this.stream = undefined;
    this.isWriting = false;
    this.failingSinceMs ??= clock.nowMs();
    onBroken(this.address, cause);
    if (clock.nowMs() - this.failingSinceMs >= limits.giveUpMs) {
      this.close();
      return;
    }
    this.phase = 'pausing';
    this.cancelPause = clock.after(this.backOff.nextMs(), () => {
      this.cancelPause = undefined;
      this.phase = 'silent';
      for (const partition of this.parts.progress.keys()) this.backlog.touch(partition);
      this.flush();
    });
  }
}
