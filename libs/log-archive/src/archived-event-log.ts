/**
 * A log together with its archive, as one log that begins at offset 0 (ADR 0008): whoever has to start there still can,
 * however much was trimmed. Appends and reads of what the log has go straight to it and never wait for the archive.
 */
import { OffsetOutOfRange } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import { readArchived } from './archived-reads.js';
import type { LogArchive } from './log-archive.js';
import { SplicedFollower } from './spliced-follower.js';

export interface ArchivedEventLogOptions {
  readonly log: EventLog;
  /** Of the same log. */
  readonly archive: LogArchive;
  /** Runs `task` once after `delayMs`, unless it is cancelled. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** A follower could not reach the archive, and tries again. */
  readonly onRetry?: (partition: number, cause: unknown) => void;
}

export class ArchivedEventLog implements EventLog {
  readonly logId: string;
  readonly partitions: number;
  readonly #options: ArchivedEventLogOptions;
  /** By partition: below it the log has nothing any more. Starts never go back. */
  readonly #starts: number[];
  /** By partition: below it the archive has everything, as far as is known. */
  readonly #archivedTo: number[];
  readonly #followers = new Set<SplicedFollower>();

  constructor(options: ArchivedEventLogOptions) {
    const { log, archive } = options;
    invariant(log.logId === archive.logId, `an archive of log ${archive.logId} for log ${log.logId}`);
    invariant(log.partitions === archive.partitions, `an archive of ${archive.partitions} for ${log.partitions}`);
    this.#options = options;
    this.logId = log.logId;
    this.partitions = log.partitions;
    this.#starts = Array.from({ length: log.partitions }, () => 0);
    this.#archivedTo = Array.from({ length: log.partitions }, () => 0);
  }

  append(partition: number, record: Uint8Array): Promise<number> {
    return this.#options.log.append(partition, record);
  }

  /** @throws OffsetOutOfRange, and LogCorruption where a record is neither in the log nor in the archive */
  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const { log } = this.#options;
    if (fromOffset < 0 || fromOffset >= (this.#starts[partition] ?? 0)) {
      try {
        return await log.read(partition, fromOffset, limit);
      } catch (cause) {
        if (!(cause instanceof OffsetOutOfRange) || fromOffset < 0) throw cause;
        if (fromOffset >= (await this.#logStart(partition))) throw cause;
      }
    }
    return readArchived(this.#options.archive, { partition, fromOffset, limit });
  }

  endOffset(partition: number): Promise<number> {
    return this.#options.log.endOffset(partition);
  }

  /** The log's start where the archive does not have all before it, or cannot be asked. */
  async startOffset(partition: number): Promise<number> {
    const start = await this.#logStart(partition);
    if (start <= (this.#archivedTo[partition] ?? 0)) return 0;
    try {
      this.#archivedTo[partition] = await this.#options.archive.endOffset(partition);
    } catch {
      // Who reads below hears what is wrong; what the log has is to be had all the same.
      return start;
    }
    return start <= this.#archivedTo[partition] ? 0 : start;
  }

  follow(
    partition: number,
    fromOffset: number,
    onRecords: RecordListener,
    onFault: (cause: unknown) => void,
  ): Subscription {
    const { log, archive, after, onRetry } = this.#options;
    const follower = new SplicedFollower({
      log,
      archive,
      partition,
      fromOffset,
      onRecords,
      onFault,
      onClosed: (closed) => this.#followers.delete(closed),
      after,
      onRetry: (cause) => onRetry?.(partition, cause),
    });
    this.#followers.add(follower);
    return follower;
  }

  provesOwnershipWithoutAppend(): boolean {
    return this.#options.log.provesOwnershipWithoutAppend();
  }

  /** Drops from the log what is below and in the archive; it can be read all the same. @throws ArchiveDamaged */
  async trim(partition: number, beforeOffset: number): Promise<void> {
    const archivedTo = await this.#options.archive.settledEnd(partition);
    await this.#options.log.trim(partition, Math.min(beforeOffset, archivedTo));
  }

  /** Closes the log, too. */
  async close(): Promise<void> {
    for (const follower of [...this.#followers]) follower.close();
    await this.#options.log.close();
  }

  async #logStart(partition: number): Promise<number> {
    const start = await this.#options.log.startOffset(partition);
    this.#starts[partition] = Math.max(start, this.#starts[partition] ?? 0);
    return start;
  }
}
