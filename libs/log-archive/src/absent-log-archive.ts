/**
 * The archive of a process that was told of none: it has nothing, and whoever asks for records that were trimmed hears what
 * to do about it. A log that was never trimmed needs no more.
 */
import { OffsetOutOfRange } from '@macp/event-log';
import type { LogRecord } from '@macp/event-log';
import type { LogArchive } from './log-archive.js';

export class AbsentLogArchive implements LogArchive {
  readonly logId: string;
  readonly partitions: number;
  readonly #advice: string;

  /** `advice` ends the sentence that whoever misses a record is told. */
  constructor({ logId, partitions }: Pick<LogArchive, 'logId' | 'partitions'>, advice: string) {
    this.logId = logId;
    this.partitions = partitions;
    this.#advice = advice;
  }

  endOffset(): Promise<number> {
    return Promise.resolve(0);
  }

  settledEnd(): Promise<number> {
    return Promise.resolve(0);
  }

  append(partition: number): Promise<never> {
    return Promise.reject(new Error(`records of partition ${partition} cannot be archived: ${this.#advice}`));
  }

  /** @throws OffsetOutOfRange always */
  read(partition: number, fromOffset: number): Promise<readonly LogRecord[]> {
    const what = `partition ${partition}: offset ${fromOffset} was trimmed from the log`;
    return Promise.reject(new OffsetOutOfRange(`${what}, and ${this.#advice}`));
  }
}
