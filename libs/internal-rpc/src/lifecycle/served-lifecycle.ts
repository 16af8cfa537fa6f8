/**
 * One watch on the server's side: sends what the feed gives as far as the requester has granted and the transport takes
 * it, and pauses the feed otherwise. What the feed then holds back is bounded by the feed, which says when it is too much.
 */
import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { LifecycleEvent, LifecycleFeed, LifecycleListener, LifecycleWatch } from '@macp/ports';
import type { internal } from '@macp/proto';
import { lifecycleFrame } from './lifecycle-rpcs.js';

export type LifecycleCall = ServerDuplexStream<
  internal.WatchLifecycleRequest,
  internal.WatchLifecycleResponseInit | Uint8Array
>;

const CANNOT_WATCH = { code: status.UNAVAILABLE, details: 'the lifecycle cannot be watched here' };

export interface ServedLifecycleParts {
  readonly call: LifecycleCall;
  readonly feed: LifecycleFeed;
  /** Partitions that are followed at the moment. */
  readonly owned: () => readonly number[];
  readonly onClosed: (watch: ServedLifecycle) => void;
  readonly onFault: (cause: unknown) => void;
}

export class ServedLifecycle implements LifecycleListener {
  /** What the watch is about; empty before it was asked for. */
  partitions: readonly number[] = [];
  private handle: LifecycleWatch | undefined;
  private granted = 0;
  private isOpening = false;
  private isBlocked = false;
  private isClosed = false;
  /** Told before the handle was given. */
  private early: (readonly LifecycleEvent[])[] = [];
  private isSyncedEarly = false;

  constructor(private readonly parts: ServedLifecycleParts) {
    const { call } = parts;
    call.on('data', ({ events }: internal.WatchLifecycleRequest) => this.requested(events));
    call.on('drain', () => {
      this.isBlocked = false;
      this.goOn();
    });
    call.on('end', () => call.end());
    for (const event of ['end', 'cancelled', 'error', 'close']) call.on(event, () => this.close());
  }

  events(batch: readonly LifecycleEvent[]): boolean {
    if (this.isClosed) return false;
    if (this.handle === undefined) {
      this.early.push(batch);
      return false;
    }
    this.granted -= batch.length;
    this.isBlocked = !this.parts.call.write(lifecycleFrame(batch));
    return this.mayGoOn;
  }

  synced(): void {
    if (this.isClosed) return;
    if (this.handle === undefined) this.isSyncedEarly = true;
    else this.parts.call.write({ synced: {} });
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
    this.fail();
  }

  /** Ends the watch with a status, after which its requester looks for another server. */
  fail(answer: object = CANNOT_WATCH): void {
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

  private requested(events: number): void {
    if (this.isClosed) return;
    this.granted += events;
    if (this.isOpening) {
      this.goOn();
      return;
    }
    this.isOpening = true;
    this.partitions = this.parts.owned();
    this.parts.feed.watch(this).then(
      (handle) => this.opened(handle),
      (cause: unknown) => this.failed(cause),
    );
  }

  private opened(handle: LifecycleWatch): void {
    if (this.isClosed) {
      handle.close();
      return;
    }
    this.handle = handle;
    const { partitions } = this;
    // What came meanwhile may not have been waited for, and what went is not told of.
    if (partitions.join() !== this.parts.owned().join()) {
      this.fail();
      return;
    }
    this.parts.call.write({ opened: { partitions: [...partitions] } });
    const { early } = this;
    this.early = [];
    for (const batch of early) this.events(batch);
    if (this.isSyncedEarly) this.synced();
    this.goOn();
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.handle?.close();
    this.parts.onClosed(this);
  }
}
