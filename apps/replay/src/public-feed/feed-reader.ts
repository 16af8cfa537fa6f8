/**
 * What the log of one partition says, as records of the feed: valid batches only (ADR 0002), each fact in its place, from
 * the start of the log on. What a feed that is continued has already is read for the state of the sessions alone.
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { EventLog, LogRecord } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import type { FeedRecord } from '@macp/ports';
import { decodeSessionFact } from '@macp/records';
import { FeedMismatch, isWithin } from './feed-position.js';
import type { FeedPosition } from './feed-position.js';
import { feedRecord, feedValues } from './feed-record.js';
import { SessionLifecycles } from './session-lifecycle.js';

export interface FeedReaderOptions {
  readonly log: Pick<EventLog, 'logId' | 'partitions'>;
  readonly partition: number;
  /** Where the last record of the feed comes from. */
  readonly last: FeedPosition | undefined;
}

export class FeedReader {
  readonly #options: FeedReaderOptions;
  readonly #reader: ClaimedLogReader;
  readonly #lifecycles = new SessionLifecycles();

  constructor(options: FeedReaderOptions) {
    this.#options = options;
    const { log, partition } = options;
    this.#reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: log.logId });
  }

  /** Offset of the log record that `read` takes next. */
  get nextOffset(): number {
    return this.#reader.nextOffset;
  }

  /** Feed records that follow the last one. @throws LogCorruption, LogMismatch, UnknownFormat, FeedMismatch */
  read(stored: LogRecord): FeedRecord[] {
    const read = this.#reader.read(stored);
    const { offset, epoch, seq } = this.#reader.position;
    const { last, log, partition } = this.#options;
    if (offset === last?.offset && (read.kind !== 'batch' || epoch !== last.epoch || seq !== last.seq)) {
      const found = `batch ${seq} of epoch ${epoch}`;
      throw new FeedMismatch(partition, `its last record comes from batch ${last.seq} of ${last.epoch}, not ${found}`);
    }
    if (read.kind !== 'batch') return [];
    invariant(read.record.kind === 'batch', 'a valid batch is a batch');
    const records: FeedRecord[] = [];
    const isBehind = last !== undefined && offset < last.offset;
    let index = 0;
    for (const bytes of read.record.facts) {
      const fact = decodeSessionFact(bytes);
      const change = this.#lifecycles.apply(fact);
      if (isBehind) continue;
      for (const value of feedValues(fact, change)) {
        const position = { offset, epoch, seq, index };
        index += 1;
        if (!isWithin(position, last)) records.push(feedRecord(value, log.logId, position));
      }
    }
    return records;
  }
}
