/**
 * Port of the public feed: an append-only, partitioned sequence of keyed records for consumers outside of the installation.
 * It is the only place where its writers keep how far they have come, so a record is found again as it was put.
 */

/** One record of the feed. */
export interface FeedRecord {
  /** What consumers partition and order by. */
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface FeedSink {
  readonly partitions: number;
  /**
   * Appends the records in order; resolves once all of them are durable. After a rejection some of them may be there, or
   * come later: always from the first one on, none without all before it. One call per partition and caller at a time.
   */
  put(partition: number, records: readonly FeedRecord[]): Promise<void>;
  /** The record that was appended last by anyone, durable as of the call; `undefined` when there is none. */
  last(partition: number): Promise<FeedRecord | undefined>;
}
