/**
 * A log whose appends fail as the network and the disk make them fail, by script. It decorates any adapter, so that the
 * same faults can be played against all of them.
 */
import { AppendRefused, AppendUnknown } from '../event-log.js';
import type { EventLog, LogRecord, RecordListener, Subscription } from '../event-log.js';

/**
 * What becomes of one append: `none` as the adapter does it; `landed` the record is in the log, but nobody says so;
 * `lost` it never gets there, and nobody says so; `late` it gets there on `releaseLate`, long after the result was
 * unknown; `refused` a definite no.
 */
export type AppendFault = 'none' | 'landed' | 'lost' | 'late' | 'refused';

export class FaultyEventLog implements EventLog {
  readonly #inner: EventLog;
  readonly #script: AppendFault[] = [];
  #late: (() => Promise<number>)[] = [];

  constructor(inner: EventLog) {
    this.#inner = inner;
  }

  get logId(): string {
    return this.#inner.logId;
  }

  get partitions(): number {
    return this.#inner.partitions;
  }

  /** The fate of the next appends, one each; after the last of them appends succeed again. */
  plan(...faults: readonly AppendFault[]): void {
    this.#script.push(...faults);
  }

  /** Lets the records that were held back land now, in their order; resolves with their offsets. */
  async releaseLate(): Promise<readonly number[]> {
    const late = this.#late;
    this.#late = [];
    const offsets: number[] = [];
    for (const land of late) offsets.push(await land());
    return offsets;
  }

  async append(partition: number, record: Uint8Array): Promise<number> {
    const fault = this.#script.shift() ?? 'none';
    if (fault === 'none') return this.#inner.append(partition, record);
    if (fault === 'refused') throw new AppendRefused('invalid-record');
    if (fault === 'late') this.#late.push(() => this.#inner.append(partition, record));
    if (fault === 'landed') await this.#inner.append(partition, record);
    throw new AppendUnknown('the script says so');
  }

  read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    return this.#inner.read(partition, fromOffset, limit);
  }

  endOffset(partition: number): Promise<number> {
    return this.#inner.endOffset(partition);
  }

  startOffset(partition: number): Promise<number> {
    return this.#inner.startOffset(partition);
  }

  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    return this.#inner.follow(partition, fromOffset, onRecords, onFault);
  }

  provesOwnershipWithoutAppend(): boolean {
    return this.#inner.provesOwnershipWithoutAppend();
  }

  trim(partition: number, beforeOffset: number): Promise<void> {
    return this.#inner.trim(partition, beforeOffset);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
