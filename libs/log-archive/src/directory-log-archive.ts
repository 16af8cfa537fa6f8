/**
 * The archive in a directory, such as a mounted volume: a folder per partition, a file per segment, named by its first
 * offset (ADR 0008). A file that is there is never written again; every record that is read comes from a segment whose
 * whole checksum was right.
 */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, syncDirectory } from '@macp/durable-files';
import { partitionAt } from '@macp/event-log';
import type { LogRecord } from '@macp/event-log';
import { invariant } from '@macp/kernel';
import { createArchive, fileNames, isArchiveOf, publish, removeOldDrafts } from './archive-directory.js';
import { ArchiveConflict, ArchiveDamaged } from './log-archive.js';
import type { LogArchive } from './log-archive.js';
import { DIGEST_BYTES, HEADER_BYTES_MAX, SegmentFault, decodeSegment, encodeSegment, readHeader } from './segment.js';
import type { Segment, SegmentPlace } from './segment.js';

/** Segments that are kept: a reader that makes a pause reads on within the same one. */
const CACHED_SEGMENTS_MAX = 4;
const SUFFIX = '.segment';
const NAME = /^(\d{16})\.segment$/;

export interface DirectoryLogArchiveOptions {
  readonly path: string;
  readonly logId: string;
  readonly partitions: number;
  /** Makes the archive if it is not there; without, a missing one is an empty one. */
  readonly create: boolean;
}

/** One segment as its file's start and end tell of it. */
interface KnownSegment {
  readonly firstOffset: number;
  readonly endOffset: number;
  readonly digest: string;
}

/** Segments of one partition in order. Invariant: each begins where the one before ends, and names its digest. */
type Chain = readonly KnownSegment[];

export class DirectoryLogArchive implements LogArchive {
  readonly logId: string;
  readonly partitions: number;
  readonly path: string;
  /** By partition. Segments never change, so what is known of one stays true. */
  readonly #chains: Chain[];
  /** Read last, oldest first. */
  readonly #cached = new Map<string, Segment>();

  private constructor({ path, logId, partitions }: DirectoryLogArchiveOptions) {
    this.path = path;
    this.logId = logId;
    this.partitions = partitions;
    this.#chains = Array.from({ length: partitions }, () => []);
  }

  /** @throws ArchiveRefused the directory is of another log, or cannot be used */
  static async open(options: DirectoryLogArchiveOptions): Promise<DirectoryLogArchive> {
    if (options.create) {
      await createArchive(options.path, options);
      for (let partition = 0; partition < options.partitions; partition += 1) {
        await removeOldDrafts(join(options.path, String(partition)));
      }
    } else await isArchiveOf(options.path, options);
    return new DirectoryLogArchive(options);
  }

  /** Whether the directory is marked as this archive. @throws ArchiveRefused */
  exists(): Promise<boolean> {
    return isArchiveOf(this.path, this);
  }

  async endOffset(partition: number): Promise<number> {
    return endOf(await this.#survey(partition));
  }

  async settledEnd(partition: number): Promise<number> {
    this.#cached.clear();
    const chain = await this.#survey(partition);
    if (chain.length === 0) return 0;
    await syncDirectory(this.#folder(partition));
    // Whoever made the folder may have died before he did this.
    await syncDirectory(this.path);
    return endOf(chain);
  }

  async append(partition: number, records: readonly LogRecord[]): Promise<number> {
    const firstOffset = records[0]?.offset;
    invariant(firstOffset !== undefined, 'a segment has records');
    const chain = await this.#survey(partition);
    const before = chain.filter((known) => known.firstOffset < firstOffset);
    invariant(endOf(before) === firstOffset, `the archive of partition ${partition} cannot go on at ${firstOffset}`);
    const bytes = await encodeSegment(this.#place(partition, firstOffset), before.at(-1)?.digest ?? '', records);
    await publish(this.#folder(partition), nameOf(firstOffset), bytes);
    const stored = await this.#readBack(partition, firstOffset);
    requireSame(partition, stored.records, records);
    return this.settledEnd(partition);
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const isKnown = endOf(partitionAt(this.#chains, partition)) > fromOffset;
    const chain = isKnown ? partitionAt(this.#chains, partition) : await this.#survey(partition);
    const known = segmentWith(chain, fromOffset);
    if (known === undefined) return [];
    const key = `${partition}/${known.firstOffset}`;
    const segment = this.#cached.get(key) ?? (await this.#readBack(partition, known.firstOffset));
    const from = fromOffset - known.firstOffset;
    const records = segment.records.slice(from, from + limit);
    this.#cache(key, segment);
    return records;
  }

  #cache(key: string, segment: Segment): void {
    // Deleted first, so that it becomes the newest.
    this.#cached.delete(key);
    this.#cached.set(key, segment);
    for (const oldest of this.#cached.keys()) {
      if (this.#cached.size <= CACHED_SEGMENTS_MAX) return;
      this.#cached.delete(oldest);
    }
  }

  /** The partition's segments as the directory has them now. @throws ArchiveDamaged */
  async #survey(partition: number): Promise<Chain> {
    // As it was before the look: meanwhile another look may see more.
    const seen = partitionAt(this.#chains, partition);
    const known = new Map(seen.map((each) => [each.firstOffset, each]));
    const names = (await fileNames(this.#folder(partition))).sort();
    const chain: KnownSegment[] = [];
    for (const name of names) {
      const firstOffset = this.#offsetOf(partition, name);
      const end = endOf(chain);
      if (firstOffset !== end) {
        const what = firstOffset > end ? `records up to ${firstOffset} are missing` : `${name} lies within another`;
        throw new ArchiveDamaged(partition, Math.min(end, firstOffset), what);
      }
      chain.push(known.get(firstOffset) ?? (await this.#lookAt(partition, firstOffset, chain.at(-1))));
    }
    if (endOf(chain) < endOf(seen)) {
      throw new ArchiveDamaged(partition, endOf(chain), `records up to ${endOf(seen)} were there and are missing`);
    }
    if (endOf(chain) > endOf(partitionAt(this.#chains, partition))) this.#chains[partition] = chain;
    return chain;
  }

  async #lookAt(partition: number, firstOffset: number, before: KnownSegment | undefined): Promise<KnownSegment> {
    const file = await open(this.#file(partition, firstOffset), 'r');
    try {
      const { size } = await file.stat();
      const start = Buffer.alloc(Math.min(HEADER_BYTES_MAX, size));
      const end = Buffer.alloc(Math.min(DIGEST_BYTES, size));
      await file.read(start, 0, start.length, 0);
      await file.read(end, 0, end.length, size - end.length);
      const { header } = await this.#checked(partition, firstOffset, (place) => readHeader(start, size, place));
      if (header.previous !== (before?.digest ?? '')) {
        // It may be the end of the one before that is damaged.
        if (before !== undefined) await this.#readBack(partition, before.firstOffset);
        throw new ArchiveDamaged(partition, firstOffset, 'the segment does not continue the one before');
      }
      return { firstOffset, endOffset: header.endOffset, digest: end.toString('hex') };
    } finally {
      await file.close();
    }
  }

  /** The segment as storage gives it back, its checksum right. @throws ArchiveDamaged */
  async #readBack(partition: number, firstOffset: number): Promise<Segment> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#file(partition, firstOffset));
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      throw new ArchiveDamaged(partition, firstOffset, `${nameOf(firstOffset)} is missing`, { cause });
    }
    return this.#checked(partition, firstOffset, (place) => decodeSegment(bytes, place));
  }

  async #checked<Result>(
    partition: number,
    firstOffset: number,
    read: (place: SegmentPlace) => Result | Promise<Result>,
  ): Promise<Result> {
    try {
      return await read(this.#place(partition, firstOffset));
    } catch (cause) {
      if (!(cause instanceof SegmentFault)) throw cause;
      throw new ArchiveDamaged(partition, firstOffset, `of ${nameOf(firstOffset)}, ${cause.message}`, { cause });
    }
  }

  #offsetOf(partition: number, name: string): number {
    const [, digits] = NAME.exec(name) ?? [];
    if (digits !== undefined) return Number(digits);
    throw new ArchiveDamaged(partition, 0, `${name} is no segment`);
  }

  #place(partition: number, firstOffset: number): SegmentPlace {
    return { logId: this.logId, partitions: this.partitions, partition, firstOffset };
  }

  #folder(partition: number): string {
    return join(this.path, String(partition));
  }

  #file(partition: number, firstOffset: number): string {
    return join(this.#folder(partition), nameOf(firstOffset));
  }
}

function nameOf(firstOffset: number): string {
  return `${String(firstOffset).padStart(16, '0')}${SUFFIX}`;
}

function endOf(chain: Chain): number {
  return chain.at(-1)?.endOffset ?? 0;
}

/** Found by halving: a long history has many segments. */
function segmentWith(chain: Chain, offset: number): KnownSegment | undefined {
  let low = 0;
  let high = chain.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chain[middle]!.endOffset > offset) high = middle;
    else low = middle + 1;
  }
  return chain[low];
}

/** @throws ArchiveConflict */
function requireSame(partition: number, stored: readonly LogRecord[], own: readonly LogRecord[]): void {
  for (const [at, { offset, bytes }] of own.entries()) {
    const found = stored[at];
    if (found === undefined) return;
    if (Buffer.compare(found.bytes, bytes) === 0) continue;
    throw new ArchiveConflict(partition, offset, 'somebody else has archived another record there');
  }
}
