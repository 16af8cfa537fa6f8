/** A log seen through its archive keeps the contract of logs, and begins at offset 0 whatever was trimmed. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogCorruption, OffsetOutOfRange, RECORD_BYTES_MAX } from '@macp/event-log';
import type { LogRecord, MemoryEventLog } from '@macp/event-log';
import { CONTRACT_PARTITIONS, Collector, eventLogContract } from '@macp/event-log/contract';
import { AbsentLogArchive } from './absent-log-archive.js';
import { ArchivedEventLog } from './archived-event-log.js';
import { logGap } from './archived-reads.js';
import type { DirectoryLogArchive } from './directory-log-archive.js';
import type { LogArchive } from './log-archive.js';
import { LOG_ID, Places, memoryLog, nextTurn, rawRecords, textsOf, wholeOf } from './testing/history.js';

const places = new Places();
const TOTAL = 2_000;

eventLogContract('ArchivedEventLog over an empty archive', {
  open: async () => {
    const log = memoryLog(CONTRACT_PARTITIONS);
    const archive = await places.archive(CONTRACT_PARTITIONS);
    const second = async (): Promise<ArchivedEventLog> => new ArchivedEventLog({ log, archive, after: nextTurn });
    return { log: await second(), second, close: () => log.close() };
  },
  recordBytesMax: RECORD_BYTES_MAX,
  keepsTrimmed: true,
});
afterAll(() => places.remove());

/** One line for many records: to compare thousands of buffers one by one takes seconds. */
const lines = (records: readonly LogRecord[]): string =>
  records.map(({ offset, bytes }) => `${offset}=${Buffer.from(bytes).toString()}`).join('\n');

describe('ArchivedEventLog', () => {
  let log: MemoryEventLog;
  let archive: DirectoryLogArchive;
  let archived: ArchivedEventLog;
  beforeEach(async () => {
    log = memoryLog();
    archive = await places.archive();
    archived = through(archive);
    for (const { bytes } of rawRecords(0, TOTAL)) await log.append(0, bytes);
  });
  afterEach(() => archived.close());

  function through(from: LogArchive, onRetry = (_partition: number, _cause: unknown): void => undefined) {
    return new ArchivedEventLog({ log, archive: from, after: nextTurn, onRetry });
  }

  /** Archives everything below `to`, in segments of 300, and trims the log there. */
  async function trimmedTo(to: number, archivedTo = to): Promise<void> {
    for (let end = await archive.endOffset(0); end < archivedTo;) {
      end = await archive.append(0, await log.read(0, end, Math.min(300, archivedTo - end)));
    }
    await log.trim(0, to);
  }

  it('given a trimmed log, when it is read from 0 on, then nothing is missing', async () => {
    await trimmedTo(1_000, 1_234);

    expect(await archived.startOffset(0)).toBe(0);
    expect(lines(await wholeOf(archived))).toBe(lines(rawRecords(0, TOTAL)));
    expect(await archived.read(0, 999, 1)).toEqual(rawRecords(999, 1_000));
    expect(await archived.read(0, 1_000, 1)).toEqual(rawRecords(1_000, 1_001));
  });

  it('given a trimmed log, when it is followed from 0 on, then every record comes once, and new ones as they come', async () => {
    await trimmedTo(1_500);
    const seen = Collector.follow(archived, 0, 0);
    const middle = Collector.follow(archived, 0, 1_499);
    await seen.reached(TOTAL - 1);
    await middle.reached(TOTAL - 1);
    await archived.append(0, Buffer.from('new'));

    expect(lines(seen.records)).toBe(lines([...rawRecords(0, TOTAL), { offset: TOTAL, bytes: Buffer.from('new') }]));
    expect(middle.offsets[0]).toBe(1_499);
    expect(middle.offsets).toHaveLength(TOTAL + 1 - 1_499);
    expect([...seen.faults, ...middle.faults]).toEqual([]);
  });

  it('given followers that are behind, when the log is trimmed and appended to under them, then they miss nothing', async () => {
    await trimmedTo(300);
    const followers: Collector[] = [];
    for (let trimmed = 300; trimmed < TOTAL; trimmed += 100) {
      followers.push(Collector.follow(archived, 0, trimmed - 250));
      await trimmedTo(trimmed);
      await archived.append(0, Buffer.from(`record ${TOTAL + followers.length - 1}`));
      for (let turn = 0; turn < followers.length % 7; turn += 1) await new Promise(setImmediate);
    }
    const end = await log.endOffset(0);
    for (const [at, follower] of followers.entries()) {
      await follower.reached(end - 1);
      expect(lines(follower.records)).toBe(lines(rawRecords(50 + at * 100, end)));
      expect(follower.faults).toEqual([]);
    }
  });

  it('given a follower that is closed while it reads the archive, then nothing comes any more', async () => {
    await trimmedTo(1_500);
    const closed = Collector.follow(archived, 0, 0);
    await closed.reached(0);
    closed.close();
    const had = closed.records.length;
    const other = Collector.follow(archived, 0, 0);
    await other.reached(TOTAL - 1);

    expect(had).toBeLessThan(1_500);
    expect(closed.records).toHaveLength(had);
    expect(closed.faults).toEqual([]);
  });

  it('given a listener that throws at a record of the archive, then its subscription ends, once', async () => {
    await trimmedTo(1_500);
    const broken = new Error('listener is broken');
    const faults: unknown[] = [];
    let calls = 0;
    const onRecords = (): void => {
      calls += 1;
      throw broken;
    };
    archived.follow(0, 0, onRecords, (cause) => void faults.push(cause));
    await Collector.follow(archived, 0, 0).reached(TOTAL - 1);

    expect([faults, calls]).toEqual([[broken], 1]);
  });

  it('given offsets that neither has, when they are read, then they are out of range', async () => {
    await trimmedTo(1_000);

    await expect(archived.read(0, TOTAL + 1, 1)).rejects.toBeInstanceOf(OffsetOutOfRange);
    await expect(archived.read(0, -1, 1)).rejects.toBeInstanceOf(OffsetOutOfRange);
    const beyond = Collector.follow(archived, 0, TOTAL + 1);
    await beyond.failed();
    expect(beyond.faults[0]).toBeInstanceOf(OffsetOutOfRange);
    expect(await archived.read(0, TOTAL, 1)).toEqual([]);
  });

  it('given records that were trimmed and never archived, when they are wanted, then that is corruption at their offset', async () => {
    await trimmedTo(1_500, 900);

    expect(await archived.startOffset(0)).toBe(1_500);
    await expect(archived.read(0, 1_000, 1)).rejects.toThrow('partition 0 is corrupt at offset 1000');
    await expect(archived.read(0, 0, 1)).resolves.toHaveLength(1);
    const follower = Collector.follow(archived, 0, 0);
    await follower.failed();
    expect(follower.faults).toMatchObject([{ name: 'LogCorruption', offset: 900 }]);
    expect(lines(follower.records)).toBe(lines(rawRecords(0, 900)));
    expect(await logGap(log, archive, 0)).toEqual({ partition: 0, from: 900, until: 1_500 });
  });

  it('given an archive without gap to the log, then there is no gap', async () => {
    expect(await logGap(log, archive, 0)).toBeUndefined();
    await trimmedTo(1_500);
    expect(await logGap(log, archive, 0)).toBeUndefined();
  });

  it('given no archive, when what was trimmed is wanted, then the alarm says what to do', async () => {
    await log.trim(0, 10);
    const bare = through(new AbsentLogArchive({ logId: LOG_ID, partitions: 1 }, 'no archive is set'));

    expect(await bare.startOffset(0)).toBe(10);
    expect(await bare.read(0, 10, 1)).toEqual(rawRecords(10, 11));
    const message = 'partition 0: offset 3 was trimmed from the log, and no archive is set';
    await expect(bare.read(0, 3, 1)).rejects.toThrow(new OffsetOutOfRange(message));
    const follower = Collector.follow(bare, 0, 3);
    await follower.failed();
    expect(follower.faults).toEqual([new OffsetOutOfRange(message)]);
  });

  it('given an archive that cannot be reached, then followers wait for it, reads fail for now, and what the log has is there', async () => {
    await trimmedTo(1_000);
    let isAway = true;
    const away = new Error('input/output error');
    const shaky: LogArchive = {
      logId: LOG_ID,
      partitions: 1,
      endOffset: async (partition) => (isAway ? Promise.reject(away) : archive.endOffset(partition)),
      settledEnd: async (partition) => archive.settledEnd(partition),
      append: async (partition, records) => archive.append(partition, records),
      read: async (partition, from, limit): Promise<readonly LogRecord[]> =>
        isAway ? Promise.reject(away) : archive.read(partition, from, limit),
    };
    const retries: unknown[] = [];
    const shakyLog = through(shaky, (_partition, cause) => {
      retries.push(cause);
      if (retries.length === 3) isAway = false;
    });

    await expect(shakyLog.read(0, 0, 1)).rejects.toBe(away);
    expect(await shakyLog.startOffset(0)).toBe(1_000);
    expect(await shakyLog.read(0, 1_000, 1)).toHaveLength(1);
    const follower = Collector.follow(shakyLog, 0, 0);
    await follower.reached(TOTAL - 1);
    expect(retries).toEqual([away, away, away]);
    expect(lines(follower.records)).toBe(lines(rawRecords(0, TOTAL)));
    expect(await shakyLog.startOffset(0)).toBe(0);
  });

  it('given an archive that is damaged, when its records are wanted, then that is corruption of the log', async () => {
    await trimmedTo(1_000);
    const bent: LogArchive = { ...shape(), read: async () => rawRecords(7, 8) };

    await expect(through(bent).read(0, 3, 1)).rejects.toBeInstanceOf(LogCorruption);
  });

  it('given an archive, when the log is trimmed through it, then never beyond what the archive has', async () => {
    await archive.append(0, rawRecords(0, 700));
    await archived.trim(0, 500);
    expect(await log.startOffset(0)).toBe(500);
    await archived.trim(0, 1_000);

    expect(await log.startOffset(0)).toBe(700);
    expect(textsOf(await archived.read(0, 0, 1))).toEqual(['record 0']);
  });

  it('given an archive of another log or of other partitions, then it is not used', async () => {
    for (const other of [await places.archive(1, 'another'), await places.archive(2)]) {
      expect(() => through(other)).toThrow('an archive of');
    }
  });

  function shape(): LogArchive {
    return {
      logId: LOG_ID,
      partitions: 1,
      endOffset: (partition) => archive.endOffset(partition),
      settledEnd: (partition) => archive.settledEnd(partition),
      append: (partition, records) => archive.append(partition, records),
      read: (partition, from, limit) => archive.read(partition, from, limit),
    };
  }
});
