/**
 * The archive in memory, for simulated worlds: as quick as the log in memory, and shared by any number of processes. It can
 * be made to replace segments as a plain renaming of files would, so that worlds can show why that will not do.
 */
import { partitionAt } from '@macp/event-log';
import type { LogRecord } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import { ArchiveConflict, ArchiveDamaged } from '../log-archive.js';
import type { LogArchive } from '../log-archive.js';

export class MemoryLogArchive implements LogArchive {
  readonly logId: string;
  readonly partitions: number;
  /** By partition, segments by their first offset. */
  readonly #segments: readonly Map<number, readonly LogRecord[]>[];
  readonly #replaces: boolean;

  constructor(options: { readonly logId: string; readonly partitions: number; readonly replaces?: boolean }) {
    this.logId = options.logId;
    this.partitions = options.partitions;
    this.#replaces = options.replaces ?? false;
    this.#segments = Array.from({ length: options.partitions }, () => new Map<number, readonly LogRecord[]>());
  }

  async endOffset(partition: number): Promise<number> {
    const segments = partitionAt(this.#segments, partition);
    let end = 0;
    let count = 0;
    for (let next = segments.get(0); next !== undefined; next = segments.get(end)) {
      end += next.length;
      count += 1;
    }
    if (count < segments.size) throw new ArchiveDamaged(partition, end, 'segments do not follow each other');
    return end;
  }

  settledEnd(partition: number): Promise<number> {
    return this.endOffset(partition);
  }

  async append(partition: number, records: readonly LogRecord[]): Promise<number> {
    const segments = partitionAt(this.#segments, partition);
    const first = records[0]?.offset;
    invariant(first !== undefined, 'a segment has records');
    records.forEach(({ offset }, at) => invariant(offset === first + at, 'a segment has no gap'));
    const isNext = first === (await this.endOffset(partition)) || segments.has(first);
    invariant(isNext, `the archive of partition ${partition} cannot go on at ${first}`);
    const stored = segments.get(first);
    if (stored === undefined || this.#replaces) segments.set(first, records);
    else {
      for (const [at, { offset, bytes }] of records.entries()) {
        if (at >= stored.length || Buffer.compare(stored[at]!.bytes, bytes) === 0) continue;
        throw new ArchiveConflict(partition, offset, 'somebody else has archived another record there');
      }
    }
    return this.endOffset(partition);
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    for (const [first, records] of partitionAt(this.#segments, partition)) {
      if (first > fromOffset || first + records.length <= fromOffset) continue;
      return records.slice(fromOffset - first, fromOffset - first + limit);
    }
    return [];
  }
}
