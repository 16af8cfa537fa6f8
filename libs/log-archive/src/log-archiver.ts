/**
 * Archives the partitions of one process, a segment at a time and one partition after the other, and trims them where it
 * was asked to (ADR 0008). What goes wrong with a partition ends its pass and nothing else: the log stays longer, and the
 * next pass tries again. Any number of archivers may work on the same partition.
 */
import type { EventLog } from '@macp/event-log';
import { copyToArchive, trimArchived } from './archive-partition.js';
import type { ArchivedPartition } from './archive-partition.js';
import { CheckpointMargin } from './checkpoint-margin.js';
import type { LogArchive } from './log-archive.js';

/** Who would have to go to the archive for what is trimmed. Trimming is safe without them, and kind with them. */
export interface TrimBounds {
  /** Offset of the newest durable checkpoint of the partition's engine; `undefined` while there is none. */
  checkpoint(partition: number): Promise<number | undefined>;
  /** Offsets below which each reader in this process is done; `undefined` while one of them does not know. */
  positions(partition: number): readonly (number | undefined)[];
}

export interface LogArchiverOptions {
  /** The log itself, not the log seen through its archive. */
  readonly log: EventLog;
  readonly archive: LogArchive;
  /** Records in a segment, in bytes: at least so many, and less than one record more. */
  readonly segmentBytes: number;
  /** Between the end of a pass and the beginning of the next, for each partition. */
  readonly intervalMs: number;
  /** Trims below all of these; without, nothing is ever trimmed. */
  readonly trim?: TrimBounds;
  /** Runs `task` once after `delayMs`, unless it is cancelled. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** A pass over the partition has brought these: the archive's end and the log's start. */
  readonly onPass?: (partition: number, pass: PartitionPass) => void;
  /** A pass has failed; told of each cause once in a row. */
  readonly onFault?: (partition: number, cause: unknown) => void;
}

/** How far a partition has come. */
export interface PartitionPass {
  readonly archivedTo: number;
  readonly logStart: number;
}

export class LogArchiver {
  readonly #options: LogArchiverOptions;
  /** The partitions that are archived here, in the order of their next pass. */
  readonly #owned = new Set<number>();
  readonly #margins = new Map<number, CheckpointMargin>();
  readonly #passed = new Map<number, PartitionPass>();
  /** By partition: message of the last failure that was told. */
  readonly #told = new Map<number, string>();
  /** Invariant: passes take turns, so that one segment is in memory at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  #cancelNext: (() => void) | undefined;
  #isStopped = false;
  #failures = 0;

  constructor(options: LogArchiverOptions) {
    this.#options = options;
  }

  /** Passes that failed since the start. */
  get failures(): number {
    return this.#failures;
  }

  /** How far each partition that is archived here had come when it was looked at last. */
  get passed(): ReadonlyMap<number, PartitionPass> {
    return this.#passed;
  }

  /** Archives these partitions, too, from the next round on, which begins now if none is waited for. */
  own(partitions: Iterable<number>): void {
    for (const partition of partitions) this.#owned.add(partition);
    if (!this.#isStopped && this.#cancelNext === undefined && this.#owned.size > 0) this.#roundAfter(0);
  }

  /** Archives these partitions no longer; a pass that is under way ends with its portion of work. */
  disown(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      this.#owned.delete(partition);
      this.#margins.delete(partition);
      this.#passed.delete(partition);
      this.#told.delete(partition);
    }
  }

  /** Resolves once nothing is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    await this.#turn;
  }

  /** Archives and trims the partition now, as far as it goes. Never rejects: `onFault` hears of what goes wrong. */
  pass(partition: number): Promise<void> {
    const run = this.#turn.then(() => this.#pass(partition));
    this.#turn = run;
    return run;
  }

  #roundAfter(delayMs: number): void {
    this.#cancelNext = this.#options.after(delayMs, () => void this.#round());
  }

  async #round(): Promise<void> {
    for (const partition of [...this.#owned]) if (this.#isOpen(partition)) await this.pass(partition);
    if (this.#isStopped) return;
    if (this.#owned.size > 0) this.#roundAfter(this.#options.intervalMs);
    else this.#cancelNext = undefined;
  }

  async #pass(partition: number): Promise<void> {
    const { log, archive, segmentBytes, onPass, onFault } = this.#options;
    if (!this.#isOpen(partition)) return;
    const parts = { log, archive, partition, isStopped: () => !this.#isOpen(partition) };
    try {
      const archivedTo = await copyToArchive(parts, segmentBytes);
      // Told also when it cannot be trimmed.
      if (this.#isOpen(partition)) {
        this.#passed.set(partition, { archivedTo, logStart: await log.startOffset(partition) });
      }
      const logStart = await this.#trim(parts);
      if (!this.#isOpen(partition)) return;
      const pass = { archivedTo, logStart };
      this.#passed.set(partition, pass);
      this.#told.delete(partition);
      onPass?.(partition, pass);
    } catch (cause) {
      this.#failures += 1;
      if (!this.#isOpen(partition)) return;
      const message = String(cause);
      if (this.#told.get(partition) === message) return;
      this.#told.set(partition, message);
      onFault?.(partition, cause);
    }
  }

  /** Resolves with the log's start. */
  async #trim(parts: ArchivedPartition): Promise<number> {
    const { log, trim } = this.#options;
    const { partition } = parts;
    if (trim === undefined) return log.startOffset(partition);
    const checkpoint = await trim.checkpoint(partition);
    const margin = this.#margins.get(partition) ?? new CheckpointMargin();
    this.#margins.set(partition, margin);
    const bounds = [margin.note(checkpoint), ...trim.positions(partition)];
    const isKnown = bounds.every((bound) => bound !== undefined);
    return isKnown ? trimArchived(parts, Math.min(...bounds)) : log.startOffset(partition);
  }

  #isOpen(partition: number): boolean {
    return !this.#isStopped && this.#owned.has(partition);
  }
}
