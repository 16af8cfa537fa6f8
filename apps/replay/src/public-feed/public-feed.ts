/**
 * The public feed of the partitions that a replay process follows (`docs/public-feed.md`): one record per accepted envelope
 * and per lifecycle change, in the feed's partition of the same number. Without a sink there is no feed.
 */
import { invariant } from '@macp/kernel';
import type { EventLog } from '@macp/event-log';
import type { FeedSink } from '@macp/ports';
import { FeedWriter } from './feed-writer.js';

export interface PublicFeedOptions {
  readonly log: EventLog;
  /** With as many partitions as the log. */
  readonly sink: FeedSink;
  /** Runs `task` once after `delayMs`, unless it is cancelled. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** The sink did not answer about a partition; it is asked again for as long as it takes. */
  readonly onRetry?: (partition: number, cause: unknown) => void;
  /** A partition of the feed is not written any more; told once per partition and ownership. */
  readonly onFault?: (partition: number, cause: unknown) => void;
}

export class PublicFeed {
  readonly #options: PublicFeedOptions;
  readonly #writers = new Map<number, FeedWriter>();
  #writtenBefore = 0;

  constructor(options: PublicFeedOptions) {
    const { log, sink } = options;
    invariant(log.partitions === sink.partitions, `a feed of ${sink.partitions} partitions for ${log.partitions}`);
    this.#options = options;
  }

  /** Records that were written here since the start, repeats included. */
  get written(): number {
    return [...this.#writers.values()].reduce((sum, writer) => sum + writer.written, this.#writtenBefore);
  }

  /** Log offset below which all of the partition is known to be in the feed; `undefined` while that is not known. */
  position(partition: number): number | undefined {
    return this.#writers.get(partition)?.position;
  }

  /** Log offset below which nothing of the partition is read here any more; `undefined` while that is not known. */
  nextOffset(partition: number): number | undefined {
    return this.#writers.get(partition)?.nextOffset;
  }

  /** Writes these partitions, too. */
  own(partitions: Iterable<number>): void {
    const { log, sink, after, onRetry, onFault } = this.#options;
    for (const partition of partitions) {
      if (this.#writers.has(partition)) continue;
      const writer = new FeedWriter({
        log,
        sink,
        partition,
        after,
        onRetry: (cause) => onRetry?.(partition, cause),
        onFault: (cause) => onFault?.(partition, cause),
      });
      this.#writers.set(partition, writer);
      writer.start();
    }
  }

  /** Writes these partitions no longer. */
  disown(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const writer = this.#writers.get(partition);
      if (writer === undefined) continue;
      writer.close();
      this.#writtenBefore += writer.written;
      this.#writers.delete(partition);
    }
  }

  stop(): void {
    this.disown([...this.#writers.keys()]);
  }
}
