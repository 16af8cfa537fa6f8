/**
 * The log port: per partition a totally ordered, append-only sequence of opaque records, as Kafka and the embedded store
 * offer it. The port promises order and durability, nothing else; ownership and atomicity are built on top of it by the
 * claimed log (ADR 0002), which is why every adapter, the simulated one included, passes one contract suite.
 */

/** One stored record. */
export interface LogRecord {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Handle of a running `follow` or `consume`; after `close` returns, no callback runs any more. */
export interface Subscription {
  close(): void;
}

/** Receives records in offset order, without gaps; called synchronously, so it must be quick and must not throw. */
export type RecordListener = (records: readonly LogRecord[]) => void;

export interface EventLog {
  /** Identity of the log; another value means that it was re-created and nothing remembered about it holds. */
  readonly logId: string;
  /** Number of partitions, fixed for the life of the log. */
  readonly partitions: number;
  /**
   * Appends one record at the end and resolves with its offset once it is durable.
   *
   * @throws AppendRefused nothing was and nothing will be written (too large, not authorized, invalid).
   * @throws AppendUnknown the record may be in the log, may still land later, or may never.
   */
  append(partition: number, record: Uint8Array): Promise<number>;
  /** Up to `limit` records from `fromOffset` on, in order; empty at the end of the log. @throws OffsetOutOfRange */
  read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]>;
  /** Next offset to be written, as of a moment after the call; every record below it is readable and durable. */
  endOffset(partition: number): Promise<number>;
  /** First offset that is still stored. */
  startOffset(partition: number): Promise<number>;
  /**
   * Delivers every record from `fromOffset` on, then new ones as they become durable: once it has caught up, each before
   * the `append` that wrote it resolves in the same process, unless another process has appended in between. `onFault` is
   * called at most once, and ends the subscription.
   */
  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription;
  /**
   * Resolves once nobody else can have appended to the partition without this process seeing it; `false` when the
   * adapter cannot know that without an append (then the owner appends an empty batch).
   */
  provesOwnershipWithoutAppend(): boolean;
  /** Drops records below `beforeOffset`; they are never read again. */
  trim(partition: number, beforeOffset: number): Promise<void>;
  close(): Promise<void>;
}

/** Definite: the record is not in the log and will never be. */
export class AppendRefused extends Error {
  override readonly name = 'AppendRefused';
  constructor(
    readonly reason: 'record-too-large' | 'not-authorized' | 'invalid-record' | 'nobody-serves',
    options?: { cause?: unknown },
  ) {
    super(`the log refused the record: ${reason}`, options);
  }
}

/** Indefinite: nobody knows whether the record is, or will be, in the log. The owner claims again. */
export class AppendUnknown extends Error {
  override readonly name = 'AppendUnknown';
}

/** A reader asked for an offset that the log no longer has or never had: an alarm, never skipped over. */
export class OffsetOutOfRange extends Error {
  override readonly name = 'OffsetOutOfRange';
}
