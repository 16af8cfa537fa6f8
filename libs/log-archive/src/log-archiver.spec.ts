/** The archiver copies what fills a segment, trims what nobody needs any more, and stops where history does not fit. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemoryEventLog } from '@macp/event-log';
import { ArchivedEventLog } from './archived-event-log.js';
import { CheckpointMargin } from './checkpoint-margin.js';
import type { DirectoryLogArchive } from './directory-log-archive.js';
import { LogArchiver } from './log-archiver.js';
import type { LogArchiverOptions } from './log-archiver.js';
import { Places, again, memoryLog, nextTurn, wholeOf, write } from './testing/history.js';

const places = new Places();
/** About ten of the records that `write` makes. */
const SEGMENT_BYTES = 1_000;

describe('LogArchiver', () => {
  let log: MemoryEventLog;
  let archive: DirectoryLogArchive;
  let faults: unknown[];
  beforeEach(async () => {
    log = memoryLog();
    archive = await places.archive();
    faults = [];
  });
  afterEach(() => places.remove());

  function archiver(options: Partial<LogArchiverOptions> = {}): LogArchiver {
    const made = new LogArchiver({
      log,
      archive,
      segmentBytes: SEGMENT_BYTES,
      intervalMs: 1_000,
      // Passes are begun by the specs.
      after: () => () => undefined,
      onFault: (_partition, cause) => faults.push(cause),
      ...options,
    });
    made.own([0]);
    return made;
  }

  /** Trims below the checkpoints that it is told of, one a pass; the last one stays. */
  function trimming(...checkpoints: (number | undefined)[]): LogArchiver {
    const checkpoint = async (): Promise<number | undefined> =>
      checkpoints.length > 1 ? checkpoints.shift() : checkpoints[0];
    return archiver({ trim: { checkpoint, positions: () => [] } });
  }

  it('given a log, when it is passed over, then every full segment is archived and nothing is trimmed', async () => {
    const end = await write(log, 'e1', 100);
    const one = archiver();
    await one.pass(0);

    const archivedTo = await archive.endOffset(0);
    expect(archivedTo).toBeGreaterThan(80);
    expect(archivedTo).toBeLessThan(end);
    expect(one.passed.get(0)).toEqual({ archivedTo, logStart: 0 });
    expect(await log.startOffset(0)).toBe(0);
    expect(faults).toEqual([]);
    await write(log, 'e2', 30);
    await one.pass(0);
    expect(await archive.endOffset(0)).toBeGreaterThan(archivedTo + 10);
  });

  it('given too little for a segment, when it is passed over, then it waits for more', async () => {
    await write(log, 'e1', 3);
    const one = archiver();
    await one.pass(0);

    expect(await archive.endOffset(0)).toBe(0);
    expect(one.passed.get(0)).toEqual({ archivedTo: 0, logStart: 0 });
  });

  it('given checkpoints, when it trims, then below the one before the last, whose own record stays', async () => {
    await write(log, 'e1', 100);
    const one = trimming(40, 40, 60, 60, 70);
    const starts: number[] = [];
    for (let pass = 0; pass < 5; pass += 1) {
      await one.pass(0);
      starts.push(await log.startOffset(0));
    }

    expect(starts).toEqual([0, 0, 40, 40, 60]);
    const archived = new ArchivedEventLog({ log, archive, after: nextTurn });
    expect(await wholeOf(archived)).toHaveLength(101);
    expect(faults).toEqual([]);
  });

  it('given checkpoints beyond the archive, when it trims, then not beyond the archive', async () => {
    const end = await write(log, 'e1', 100);
    const one = trimming(end - 2, end - 1);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(await log.startOffset(0)).toBe(await archive.endOffset(0));
    expect(await log.startOffset(0)).toBeGreaterThan(80);
    expect(await log.startOffset(0)).toBeLessThan(end - 2);
  });

  it('given readers here, when it trims, then not beyond any of them, and not at all while one does not know', async () => {
    await write(log, 'e1', 100);
    const positions: (number | undefined)[] = [50, undefined];
    const checkpoints = [70, 80];
    const trim = { checkpoint: async () => checkpoints.shift() ?? 80, positions: () => positions };
    const one = archiver({ trim });
    await one.pass(0);
    await one.pass(0);
    expect(await log.startOffset(0)).toBe(0);
    positions[1] = 33;
    await one.pass(0);
    expect(await log.startOffset(0)).toBe(33);
    positions[1] = 200;
    await one.pass(0);
    expect(await log.startOffset(0)).toBe(50);
    positions[0] = 200;
    await one.pass(0);
    expect(await log.startOffset(0)).toBe(70);
  });

  it('given an engine without checkpoints, when it is passed over, then nothing is trimmed', async () => {
    await write(log, 'e1', 100);
    const one = trimming(undefined);
    await one.pass(0);
    await one.pass(0);

    expect(await log.startOffset(0)).toBe(0);
  });

  it('given checkpoints that cannot be read, when it is passed over, then it archives and trims nothing', async () => {
    await write(log, 'e1', 100);
    const checkpoint = (): Promise<number> => Promise.reject(new Error('no snapshots to be had'));
    const one = archiver({ trim: { checkpoint, positions: () => [] } });
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect([await log.startOffset(0), faults.length, one.failures]).toEqual([0, 1, 3]);
    expect(await archive.endOffset(0)).toBeGreaterThan(0);
  });

  it('given an archive that cannot be written, when it is passed over, then nothing is trimmed, it is told once, and then goes on', async () => {
    await write(log, 'e1', 100);
    let isFull = true;
    const append = archive.append.bind(archive);
    archive.append = async (partition, records) => {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return append(partition, records);
    };
    const one = trimming(40, 60);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);
    expect([await log.startOffset(0), faults.length, one.failures]).toEqual([0, 1, 3]);
    expect(faults[0]).toMatchObject({ code: 'ENOSPC' });
    isFull = false;
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(await log.startOffset(0)).toBe(40);
    expect(faults).toHaveLength(1);
  });

  it('given a damaged record, when it is archived, then it stays in the log and in sight', async () => {
    await write(log, 'e1', 20);
    await log.append(0, Buffer.from('no record'));
    await write(log, 'e2', 50);
    const one = trimming(40, 60);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(faults).toMatchObject([{ name: 'LogCorruption', offset: 21 }]);
    expect(await archive.endOffset(0)).toBeLessThanOrEqual(21);
    expect(await log.startOffset(0)).toBe(0);
  });

  it('given a segment that was damaged after it was archived, when its records are to be trimmed, then they stay', async () => {
    await write(log, 'e1', 100);
    await archiver().pass(0);
    await writeFile(join(archive.path, '0', '0000000000000000.segment'), 'overwritten');
    const one = trimming(40, 60);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(await log.startOffset(0)).toBe(0);
    expect(faults).toMatchObject([{ name: 'LogCorruption', offset: 0 }]);
  });

  it('given a segment that was damaged after the archiver had read it, when its records are to be trimmed, then they stay', async () => {
    await write(log, 'e1', 100);
    const one = trimming(90, 95);
    await one.pass(0);
    const end = await archive.endOffset(0);
    expect((await archive.read(0, 0, 1))[0]?.offset).toBe(0);
    await writeFile(join(archive.path, '0', '0000000000000000.segment'), 'overwritten');
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect([await log.startOffset(0), await archive.endOffset(0)]).toEqual([0, end]);
    expect(faults).toMatchObject([{ name: 'LogCorruption', offset: 0 }]);
  });

  it('given an archive with another history of the same log, when it is passed over, then it conflicts and nothing is trimmed', async () => {
    await write(log, 'e1', 100);
    const fork = memoryLog();
    await write(fork, 'another', 60);
    await archiver({ log: fork }).pass(0);
    const one = trimming(40, 50);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(faults).toMatchObject([{ name: 'ArchiveConflict' }]);
    expect(await log.startOffset(0)).toBe(0);
  });

  it('given an archive whose last record agrees and an earlier one does not, when that is to be trimmed, then it stays', async () => {
    const fork = memoryLog();
    await log.append(0, (await forkedClaim('e1')).bytes);
    await fork.append(0, (await forkedClaim('e9')).bytes);
    const tail = memoryLog();
    await write(tail, 'e2', 100);
    for (const { bytes } of await wholeOf(tail)) for (const each of [log, fork]) await each.append(0, bytes);
    await archiver({ log: fork }).pass(0);
    const one = trimming(40, 50);
    for (let pass = 0; pass < 3; pass += 1) await one.pass(0);

    expect(faults).toMatchObject([{ name: 'ArchiveConflict', offset: 0 }]);
    expect(await log.startOffset(0)).toBe(0);
  });

  it('given a log that lost its end, when it is passed over, then that is an alarm', async () => {
    await write(log, 'e1', 100);
    await archiver().pass(0);
    const shorter = memoryLog();
    await write(shorter, 'e1', 20);
    await archiver({ log: shorter }).pass(0);

    expect(faults).toMatchObject([{ name: 'LogCorruption', offset: 21 }]);
  });

  it('given a log that somebody trimmed beyond the archive, when it is passed over, then that is an alarm', async () => {
    await write(log, 'e1', 100);
    await log.trim(0, 30);
    await archiver().pass(0);

    expect(faults).toMatchObject([{ name: 'LogCorruption', offset: 0 }]);
    expect(await archive.endOffset(0)).toBe(0);
  });

  it('given several at once, when they archive and trim, then the history is whole', async () => {
    await write(log, 'e1', 300);
    const others = await Promise.all([again(archive), again(archive), again(archive)]);
    let checkpoint = 0;
    const trim = { checkpoint: async () => (checkpoint += 20), positions: () => [] };
    const archivers = others.map((other, at) => archiver({ archive: other, trim, segmentBytes: 500 + at * 300 }));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(archivers.map((each) => each.pass(0)));
      await write(log, `e${round + 2}`, 20);
    }

    expect(faults).toEqual([]);
    expect(await log.startOffset(0)).toBeGreaterThan(100);
    const archived = new ArchivedEventLog({ log, archive: await again(archive), after: nextTurn });
    expect((await wholeOf(archived)).map(({ offset }) => offset)).toEqual([...Array(406).keys()]);
  });

  it('given partitions that come and go, when rounds run, then those that are owned are archived, one after the other', async () => {
    log = memoryLog(3);
    archive = await places.archive(3);
    for (const partition of [0, 1, 2]) await write(log, 'e1', 50, partition);
    const passes: number[] = [];
    const one = archiver({ after: nextTurn, onPass: (partition) => passes.push(partition) });
    one.own([1, 2]);
    const until = async (count: number): Promise<void> => {
      while (passes.length < count) await new Promise(setImmediate);
    };
    await until(3);
    expect(new Set(passes.slice(0, 3))).toEqual(new Set([0, 1, 2]));
    one.disown([0, 2]);
    await until(6);
    const seen = passes.length;
    await until(seen + 3);
    expect(new Set(passes.slice(-3))).toEqual(new Set([1]));
    expect([...one.passed.keys()]).toEqual([1]);
    await one.stop();
    const atStop = passes.length;
    await write(log, 'e2', 50, 1);
    one.own([2]);
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(passes).toHaveLength(atStop);
  });
});

describe('CheckpointMargin', () => {
  it.each<[string, (number | undefined)[], (number | undefined)[]]>([
    ['one checkpoint', [5, 5, 5], [undefined, undefined, undefined]],
    ['one after the other', [5, 7, 7, 9], [undefined, 5, 5, 7]],
    ['one that went back', [5, 7, 3, 3, 8], [undefined, 5, undefined, undefined, 3]],
    ['one that went away', [5, undefined, 7, 8], [undefined, undefined, undefined, 7]],
  ])('given %s, then the one before the newest is known or not', (_, seen, known) => {
    const margin = new CheckpointMargin();

    expect(seen.map((newest) => margin.note(newest))).toEqual(known);
  });
});

async function forkedClaim(epoch: string): Promise<{ readonly bytes: Uint8Array }> {
  const log = memoryLog();
  await write(log, epoch, 0);
  return (await wholeOf(log))[0]!;
}
