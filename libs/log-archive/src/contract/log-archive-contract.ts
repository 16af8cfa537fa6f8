/**
 * What every `LogArchive` must do, as tests (ADR 0008). An adapter's spec calls `logArchiveContract` with a factory; trimming
 * a log may rely on nothing that is not tested here.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ArchiveConflict } from '../log-archive.js';
import type { LogArchive } from '../log-archive.js';
import { rawRecords, textsOf } from '../testing/history.js';

/** An empty archive of three partitions. */
export interface LogArchiveHarness {
  readonly archive: LogArchive;
  /** The same archive, as another process sees it. */
  readonly second: () => Promise<LogArchive>;
  readonly close: () => Promise<void>;
}

/** Declares the suite. */
export function logArchiveContract(name: string, open: () => Promise<LogArchiveHarness>): void {
  describe(`${name} keeps the log archive contract`, () => {
    let harness: LogArchiveHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    const given = (): LogArchiveHarness => harness;
    declareOrder(given);
    declareArchivers(given);
  });
}

type Given = () => LogArchiveHarness;

function declareOrder(given: Given): void {
  it('starts empty', async () => {
    const { archive } = given();
    expect([await archive.endOffset(0), await archive.settledEnd(0)]).toEqual([0, 0]);
    expect(await archive.read(0, 0, 10)).toEqual([]);
    expect(archive.partitions).toBe(3);
  });

  it('goes on where it ends, and reads the same bytes back in that order', async () => {
    const { archive } = given();
    expect(await archive.append(1, rawRecords(0, 3))).toBe(3);
    expect(await archive.append(1, rawRecords(3, 5))).toBe(5);
    expect([await archive.endOffset(1), await archive.settledEnd(1)]).toEqual([5, 5]);
    expect(await archive.read(1, 0, 10)).toEqual(rawRecords(0, 3));
    expect(await archive.read(1, 3, 10)).toEqual(rawRecords(3, 5));
    expect(await archive.read(1, 1, 1)).toEqual(rawRecords(1, 2));
    expect(await archive.read(1, 4, Infinity)).toEqual(rawRecords(4, 5));
    expect(await archive.read(1, 5, 10)).toEqual([]);
    expect(await archive.read(1, 9, 10)).toEqual([]);
  });

  it('keeps records of any size and content, empty ones included', async () => {
    const { archive } = given();
    const contents = [Buffer.alloc(0), Buffer.from('\n{}\n'), Buffer.alloc(3_000_000, 7), Buffer.of(0)];
    await archive.append(
      0,
      contents.map((bytes, offset) => ({ offset, bytes })),
    );
    const stored = await archive.read(0, 0, 10);
    expect(stored.map(({ bytes }, at) => Buffer.compare(bytes, contents[at]!))).toEqual([0, 0, 0, 0]);
  });

  it('keeps partitions apart', async () => {
    const { archive } = given();
    await archive.append(0, rawRecords(0, 1, 'zero'));
    await archive.append(2, rawRecords(0, 2, 'two'));
    expect([await archive.endOffset(0), await archive.endOffset(1), await archive.endOffset(2)]).toEqual([1, 0, 2]);
    expect(textsOf(await archive.read(2, 0, 10))).toEqual(['two 0', 'two 1']);
  });

  it('takes no segment with a gap before it or in it', async () => {
    const { archive } = given();
    await archive.append(0, rawRecords(0, 2));
    await expect(archive.append(0, rawRecords(3, 4))).rejects.toThrow('cannot go on at 3');
    await expect(archive.append(0, rawRecords(1, 4))).rejects.toThrow('cannot go on at 1');
    await expect(archive.append(0, [...rawRecords(2, 3), ...rawRecords(4, 5)])).rejects.toThrow('no gap');
    await expect(archive.append(0, [])).rejects.toThrow('has records');
    expect(await archive.endOffset(0)).toBe(2);
  });
}

function declareArchivers(given: Given): void {
  it('shows others what was added, at once', async () => {
    const { archive, second } = given();
    const other = await second();
    await archive.append(0, rawRecords(0, 2));
    expect(await other.endOffset(0)).toBe(2);
    expect(await other.append(0, rawRecords(2, 4))).toBe(4);
    expect(await archive.read(0, 2, 10)).toEqual(rawRecords(2, 4));
  });

  it('lets the first of two archivers stand, however the second has cut the same history', async () => {
    const { archive, second } = given();
    const other = await second();
    expect(await archive.append(0, rawRecords(0, 3))).toBe(3);
    expect(await other.append(0, rawRecords(0, 3))).toBe(3);
    expect(await other.append(0, rawRecords(0, 2))).toBe(3);
    expect(await other.append(0, rawRecords(0, 7))).toBe(3);
    expect(await archive.append(0, rawRecords(3, 4))).toBe(4);
    // Asleep since the archive was empty.
    expect(await other.append(0, rawRecords(0, 1))).toBe(4);
    expect(await other.read(0, 0, 10)).toEqual(rawRecords(0, 3));
  });

  it('takes segments of many archivers at once, and is one history afterwards', async () => {
    const { second } = given();
    const archivers = await Promise.all([second(), second(), second()]);
    const archiveAll = async (archive: LogArchive, segment: number): Promise<void> => {
      for (let end = 0; end < 60;) end = await archive.append(0, rawRecords(end, Math.min(60, end + segment)));
    };
    await Promise.all(archivers.map((archive, index) => archiveAll(archive, index + 2)));
    const reader = await second();
    const found = [];
    while (found.length < 60) found.push(...(await reader.read(0, found.length, 100)));
    expect(found).toEqual(rawRecords(0, 60));
  });

  it('refuses another history, exactly where it differs, and keeps the first', async () => {
    const { archive, second } = given();
    const other = await second();
    await archive.append(0, rawRecords(0, 3));
    const fork = [...rawRecords(0, 1), ...rawRecords(1, 3, 'other')];
    await expect(other.append(0, fork)).rejects.toMatchObject({ name: 'ArchiveConflict', offset: 1 });
    await expect(other.append(0, fork)).rejects.toBeInstanceOf(ArchiveConflict);
    expect(await archive.read(0, 0, 10)).toEqual(rawRecords(0, 3));
    expect(await other.endOffset(0)).toBe(3);
  });
}
