/**
 * A world in which one partition is written, checkpointed, archived, trimmed and read by processes that overlap, stall and
 * die at any moment, from one seed. After every step each record that was ever appended must be in the log or in the archive
 * as it was, and an owner that starts from the checkpoint before the last must find its place in the log itself.
 */
import { ClaimedLogReader, MemoryEventLog, encodeBatch, encodeClaim } from '@macp/event-log';
import type { EventLog, LogRecord } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { ArchivedEventLog } from '../archived-event-log.js';
import type { LogArchive } from '../log-archive.js';
import { LogArchiver } from '../log-archiver.js';
import { Gate } from './gate.js';
import type { GatedProcess } from './gate.js';
import { LOG_ID, nextTurn } from './history.js';
import { MemoryLogArchive } from './memory-log-archive.js';

/** A bug that is planted to see that the world finds it. */
export type ArchiveMutant = 'trims-without-archive' | 'replaces-segments' | 'trims-without-margin';

const ARCHIVERS = 3;
const SEGMENT_BYTES_MAX = 1_500;

interface Archiver {
  readonly process: GatedProcess;
  readonly archiver: LogArchiver;
}

export class ArchiveWorld {
  readonly log = new MemoryEventLog({ logId: LOG_ID, partitions: 1 });
  readonly archive: MemoryLogArchive;
  /** Checkpoints that were durable, in order. */
  readonly checkpoints: number[] = [];
  readonly faults: unknown[] = [];
  crashes = 0;
  recoveries = 0;
  readonly #random: (below: number) => number;
  readonly #gate = new Gate();
  readonly #history: Uint8Array[] = [];
  readonly #archivers: Archiver[] = [];
  readonly #readers: Collector[] = [];
  readonly #mutant: ArchiveMutant | undefined;
  #epoch = 0;
  #seq = 0;

  constructor(random: (below: number) => number, mutant?: ArchiveMutant) {
    this.#random = random;
    this.#mutant = mutant;
    this.archive = new MemoryLogArchive({ logId: LOG_ID, partitions: 1, replaces: mutant === 'replaces-segments' });
    for (let index = 0; index < ARCHIVERS; index += 1) this.#archivers.push(this.#archiver());
  }

  /** Plays `steps` steps. Throws where something that is needed is gone. */
  async run(steps: number): Promise<void> {
    await this.#claim();
    for (let step = 0; step < steps; step += 1) {
      await this.#step(this.#random(100));
      await this.#verify(step);
    }
    await this.#readAll('at the end', 0);
    for (const reader of this.#readers) await this.#verifyReader(reader);
  }

  async #step(dice: number): Promise<void> {
    if (dice < 26) await this.#write();
    else if (dice < 32) this.checkpoints.push(this.#history.length - 1);
    else if (dice < 34) await this.#claim();
    else if (dice < 40) this.#pass();
    else if (dice < 42) this.#crash();
    else if (dice < 44) await this.#recover();
    else if (dice < 46) this.#readers.push(Collector.follow(this.#seen(), 0, this.#random(this.#history.length + 1)));
    else if (this.#gate.waiting > 0) await this.#gate.pass(this.#random(this.#gate.waiting));
  }

  #pass(): void {
    const { archiver, process } = this.#archivers[this.#random(ARCHIVERS)]!;
    void archiver.pass(0);
    const [before, newest] = [this.checkpoints.at(-2), this.checkpoints.at(-1)];
    if (before === undefined || newest === undefined) return;
    if (this.#mutant === 'trims-without-archive') void process.call(() => this.log.trim(0, before));
    if (this.#mutant === 'trims-without-margin') void process.call(() => this.#seen().trim(0, newest));
  }

  #crash(): void {
    const index = this.#random(ARCHIVERS);
    this.#gate.kill(this.#archivers[index]!.process, () => this.#random(2) === 0);
    this.#archivers[index] = this.#archiver();
    this.crashes += 1;
  }

  #archiver(): Archiver {
    const process = this.#gate.process();
    const archiver = new LogArchiver({
      log: gatedLog(this.log, process),
      archive: gatedArchive(this.archive, process),
      segmentBytes: 1 + this.#random(SEGMENT_BYTES_MAX),
      intervalMs: 1,
      trim: {
        checkpoint: () => process.call(async () => this.checkpoints.at(-1)),
        positions: () => [],
      },
      after: () => () => undefined,
      onFault: (_partition, cause) => this.faults.push(cause),
    });
    archiver.own([0]);
    return { process, archiver };
  }

  async #claim(): Promise<void> {
    this.#epoch += 1;
    this.#seq = 0;
    const claim = {
      owner: 'world',
      generation: 0,
      partitions: 1,
      logId: LOG_ID,
      commandLogId: 'commands',
      claimedAtMs: 1,
    };
    await this.#append(encodeClaim({ ...claim, epoch: `e${this.#epoch}` }));
  }

  async #write(): Promise<void> {
    this.#seq += 1;
    const decided = { decidedUpTo: this.#seq, parked: [], recordedAtMs: 1, outcomes: [] };
    const facts = [Buffer.alloc(this.#random(400), this.#history.length)];
    await this.#append(encodeBatch({ ...decided, epoch: `e${this.#epoch}`, seq: this.#seq, facts }));
  }

  async #append(record: Uint8Array): Promise<void> {
    const offset = await this.log.append(0, record);
    if (offset !== this.#history.length) throw new Error(`an append landed at ${offset}`);
    this.#history.push(record);
  }

  /** As the owner starts: from the newest checkpoint, or from 0 when the snapshot is damaged. */
  async #recover(): Promise<void> {
    const checkpoint = this.checkpoints.at(-1);
    this.recoveries += 1;
    await this.#readAll('a recovery', this.#random(2) === 0 || checkpoint === undefined ? 0 : checkpoint);
  }

  async #readAll(who: string, from: number): Promise<void> {
    const seen = this.#seen();
    const reader = new ClaimedLogReader({ partition: 0, partitions: 1, logId: LOG_ID });
    let next = from;
    while (next < this.#history.length) {
      for (const record of await seen.read(0, next, 1 + this.#random(40))) {
        this.#requireHistory(who, record, next);
        if (from === 0) reader.read(record);
        next += 1;
      }
    }
  }

  async #verifyReader(reader: Collector): Promise<void> {
    const [first] = reader.offsets;
    if (first !== undefined) await reader.reached(this.#history.length - 1);
    if (reader.faults.length > 0) throw reader.faults[0];
    reader.records.forEach((record, at) => this.#requireHistory('a follower', record, (first ?? 0) + at));
  }

  async #verify(step: number): Promise<void> {
    const start = await this.log.startOffset(0);
    const found: LogRecord[] = [];
    while (found.length < start) {
      const records = await this.archive.read(0, found.length, Infinity);
      if (records.length === 0) throw new Error(`step ${step}: record ${found.length} is nowhere`);
      found.push(...records);
    }
    found.forEach((record, at) => this.#requireHistory('the archive', record, at));
    for (const record of await this.log.read(0, start, Infinity))
      this.#requireHistory('the log', record, record.offset);
    const before = this.checkpoints.at(-2) ?? 0;
    if (start > before) throw new Error(`step ${step}: the log begins at ${start}, after ${before}`);
    if (this.faults.length > 0) throw this.faults[0];
  }

  #requireHistory(who: string, { offset, bytes }: LogRecord, expected: number): void {
    const isRight = offset === expected && Buffer.compare(bytes, this.#history[expected] ?? Buffer.alloc(0)) === 0;
    if (!isRight) throw new Error(`${who} has another record at ${expected}`);
  }

  /** The log as a process sees it that has just been started. */
  #seen(): ArchivedEventLog {
    return new ArchivedEventLog({ log: this.log, archive: this.archive, after: nextTurn });
  }
}

function gatedLog(log: EventLog, process: GatedProcess): EventLog {
  return {
    logId: log.logId,
    partitions: log.partitions,
    append: (partition, record) => process.call(() => log.append(partition, record)),
    read: (partition, from, limit) => process.call(() => log.read(partition, from, limit)),
    endOffset: (partition) => process.call(() => log.endOffset(partition)),
    startOffset: (partition) => process.call(() => log.startOffset(partition)),
    follow: (...follow) => log.follow(...follow),
    provesOwnershipWithoutAppend: () => false,
    trim: (partition, before) => process.call(() => log.trim(partition, before)),
    close: () => log.close(),
  };
}

function gatedArchive(archive: LogArchive, process: GatedProcess): LogArchive {
  return {
    logId: archive.logId,
    partitions: archive.partitions,
    endOffset: (partition) => process.call(() => archive.endOffset(partition)),
    settledEnd: (partition) => process.call(() => archive.settledEnd(partition)),
    append: (partition, records) => process.call(() => archive.append(partition, records)),
    read: (partition, from, limit) => process.call(() => archive.read(partition, from, limit)),
  };
}
