/**
 * Fans one source out to any number of watches: it is subscribed to only while somebody watches, and each frame is
 * encoded once, however many it goes to.
 */
import type { Subscription } from '@macp/event-log';
import type { WatchStream } from './watch-stream.js';

export class WatchHub {
  private readonly streams = new Set<WatchStream>();
  private subscription: Subscription | undefined;

  /** `subscribe` is called for the first watch, and again for the first one after all had left. */
  constructor(private readonly subscribe: () => Subscription) {}

  add(stream: WatchStream): void {
    if (stream.hasEnded) return;
    this.streams.add(stream);
    stream.onRelease(() => this.remove(stream));
    this.subscription ??= this.subscribe();
    // The source may have failed inside the call, and with it every watch.
    this.closeIfUnwatched();
  }

  send(frame: Uint8Array): void {
    for (const stream of [...this.streams]) stream.send(frame);
  }

  fail(cause: unknown): void {
    for (const stream of [...this.streams]) stream.fail(cause);
  }

  private remove(stream: WatchStream): void {
    this.streams.delete(stream);
    this.closeIfUnwatched();
  }

  private closeIfUnwatched(): void {
    if (this.streams.size > 0) return;
    this.subscription?.close();
    this.subscription = undefined;
  }
}
