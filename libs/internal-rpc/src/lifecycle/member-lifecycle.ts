/** One stream of lifecycle from one member: opened with a window, granted more as its events are disposed of. */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { LifecycleEvent } from '@macp/ports';
import { toSafeNumber } from '@macp/proto';
import type { internal } from '@macp/proto';
import type { HistorySource } from '../history/history-source.js';
import { duplexCall } from '../transport/duplex-call.js';
import { kernelLifecycleEvent, lifecycleRpcs } from './lifecycle-rpcs.js';

type Call = ClientDuplexStream<internal.WatchLifecycleRequestInit, internal.WatchLifecycleResponse>;

/** Hears of one member. Nothing is called after `lagged` or `broken`, nor after `close`. */
export interface MemberLifecycleListener {
  opened(member: MemberLifecycle): void;
  events(member: MemberLifecycle, batch: readonly LifecycleEvent[]): void;
  synced(member: MemberLifecycle): void;
  /** It holds no more back: `count` events were too many. */
  lagged(member: MemberLifecycle, count: number): void;
  broken(member: MemberLifecycle, cause: unknown): void;
}

export interface MemberLifecycleParts {
  readonly source: HistorySource;
  readonly address: string;
  readonly windowEvents: number;
  readonly listener: MemberLifecycleListener;
}

export class MemberLifecycle {
  /** What the member follows; empty before it has said so. */
  partitions: readonly number[] = [];
  isSynced = false;
  /** Sessions whose events of the overlap of sync and live have come past what the sync told. Invariant: empty later. */
  readonly past = new Set<string>();
  private call: Call | undefined;
  private ungranted = 0;
  private cancelWait: (() => void) | undefined;

  constructor(private readonly parts: MemberLifecycleParts) {}

  get address(): string {
    return this.parts.address;
  }

  connect(): void {
    const { source, address, windowEvents } = this.parts;
    const { clients, clock, attemptMs } = source.parts;
    let call: Call;
    try {
      call = duplexCall(clients, address, lifecycleRpcs.WatchLifecycle);
    } catch (cause) {
      this.broken(cause);
      return;
    }
    this.call = call;
    call.on('data', (response: internal.WatchLifecycleResponse) => {
      if (call === this.call) this.received(response);
    });
    for (const event of ['error', 'end'] as const) {
      call.on(event, (cause?: unknown) => {
        if (call === this.call) this.broken(cause ?? new Error('the server ended the watch'));
      });
    }
    call.write({ events: windowEvents });
    // A server that hangs does not answer; only the first answer is waited for.
    this.cancelWait = clock.after(attemptMs, () => this.broken(new Error('the server did not open the watch in time')));
  }

  /** So many events more were disposed of. */
  took(events: number): void {
    this.ungranted += events;
  }

  /** Lets the member send as many events as were disposed of. */
  grant(): void {
    if (this.ungranted * 2 < this.parts.windowEvents || this.call === undefined) return;
    this.call.write({ events: this.ungranted });
    this.ungranted = 0;
  }

  close(): void {
    this.cancelWait?.();
    const { call } = this;
    this.call = undefined;
    call?.cancel();
  }

  private received({ opened, events, synced, lagged }: internal.WatchLifecycleResponse): void {
    const { listener } = this.parts;
    if (events !== null) this.tell(events.events);
    else if (opened !== null) {
      this.cancelWait?.();
      this.partitions = opened.partitions;
      listener.opened(this);
    } else if (synced !== null) {
      this.isSynced = true;
      this.past.clear();
      listener.synced(this);
    } else if (lagged !== null) {
      this.close();
      listener.lagged(this, toSafeNumber(lagged.count));
    }
  }

  private tell(events: readonly internal.LifecycleEvent[]): void {
    let batch: LifecycleEvent[];
    try {
      batch = events.map(kernelLifecycleEvent);
    } catch (cause) {
      this.broken(cause);
      return;
    }
    this.parts.listener.events(this, batch);
  }

  private broken(cause: unknown): void {
    this.close();
    this.parts.listener.broken(this, cause);
  }
}
