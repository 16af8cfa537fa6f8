/**
 * One call of a watch (runtime specification §4.7, §6, §7): frames go out under the transport's own back-pressure, and a
 * client that does not read loses its watch, not the server's memory. The call stays open until the client leaves, lags,
 * or the server shuts down.
 */
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Rejection } from '@macp/kernel';
import { statusError } from '@macp/wire';
import { UNKNOWN_OUTCOME } from '../call-deadline.js';
import type { Edge } from '../edge.js';

/** A server-streaming call as grpc-js hands it over; frames are written encoded. */
export type WatchCall<Request, ResponseInit> = ServerWritableStream<Request, ResponseInit | Uint8Array>;

/** Any watch, whatever it carries. */
export type AnyWatchCall = ServerWritableStream<unknown, unknown>;

export interface WatchStreamOptions {
  /** Frames that wait for the client; one more ends the watch. */
  readonly framesMax: number;
  /** The status of a watch that fell behind by so many frames; without it the call ends as if all were well. */
  readonly laggedBy?: (frames: number) => Rejection;
}

export class WatchStream {
  /** Invariant: at most `framesMax`, and empty unless the transport wants a pause. */
  private waiting: Uint8Array[] = [];
  private isPaused = false;
  private isReleased = false;
  private readonly releases: (() => void)[] = [];
  private onResumed: (() => void) | undefined;

  constructor(
    private readonly edge: Pick<Edge, 'log' | 'metrics'>,
    private readonly call: AnyWatchCall,
    private readonly options: WatchStreamOptions,
  ) {
    edge.metrics.edge.streamsOpen++;
    call.on('drain', () => this.drain());
    call.on('cancelled', () => this.release());
  }

  /** The watch is over, whoever ended it. */
  get hasEnded(): boolean {
    return this.isReleased;
  }

  /** Runs `task` once, when the watch is over; at once when it is already. */
  onRelease(task: () => void): void {
    if (this.isReleased) task();
    else this.releases.push(task);
  }

  /** Runs `task` whenever the client has read up after a pause. */
  onResume(task: () => void): void {
    this.onResumed = task;
  }

  /** Writes a frame or keeps it for a slow client; a client that is too slow loses its watch. */
  send(frame: Uint8Array): void {
    if (this.isReleased) return;
    if (!this.isPaused) this.isPaused = !this.call.write(frame);
    else if (this.waiting.length < this.options.framesMax) this.waiting.push(frame);
    else this.lag();
  }

  /** Writes a frame in any case; false when the transport wants a pause. For senders that keep their own backlog. */
  write(frame: Uint8Array): boolean {
    if (this.isReleased) return false;
    this.isPaused = !this.call.write(frame);
    return !this.isPaused;
  }

  /** Ends the watch with the status of a refusal. */
  refuse(rejection: Rejection): void {
    if (rejection.code === 'STREAM_LAGGED') this.edge.metrics.edge.streamsLagged++;
    this.endWith(statusError(rejection));
  }

  /** Ends the watch without a MACP code: what it showed cannot be followed any more. */
  fail(cause: unknown): void {
    if (this.isReleased) return;
    this.edge.log.error({ err: cause }, 'a watch failed');
    this.endWith(UNKNOWN_OUTCOME);
  }

  private lag(): void {
    const rejection = this.options.laggedBy?.(1);
    if (rejection !== undefined) {
      this.refuse(rejection);
      return;
    }
    this.edge.metrics.edge.streamsLagged++;
    this.release();
    this.call.end();
  }

  private drain(): void {
    this.isPaused = false;
    while (!this.isPaused) {
      const frame = this.waiting.shift();
      if (frame === undefined) break;
      this.isPaused = !this.call.write(frame);
    }
    if (!this.isPaused && !this.isReleased) this.onResumed?.();
  }

  private endWith(status: object): void {
    if (this.isReleased) return;
    this.release();
    this.call.emit('error', status);
  }

  private release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.edge.metrics.edge.streamsOpen--;
    this.waiting = [];
    for (const task of this.releases.splice(0)) task();
  }
}
