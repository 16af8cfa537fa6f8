/** An archive in a directory: the contract, and what a disk, other programs and other logs can do to it. */
import { copyFile, mkdir, readFile, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { logArchiveContract } from './contract/index.js';
import { DirectoryLogArchive } from './directory-log-archive.js';
import { LOG_ID, Places, again, rawRecords } from './testing/history.js';

const places = new Places();

logArchiveContract('DirectoryLogArchive', async () => {
  const archive = await places.archive(3);
  return { archive, second: () => again(archive), close: () => places.remove() };
});

const segment = (archive: DirectoryLogArchive, firstOffset: number, partition = 0): string =>
  join(archive.path, String(partition), `${String(firstOffset).padStart(16, '0')}.segment`);

/** Three segments of two records each. */
async function filled(archive: DirectoryLogArchive, text = 'record', partition = 0): Promise<void> {
  for (const from of [0, 2, 4]) await archive.append(partition, rawRecords(from, from + 2, text));
}

describe('a damaged archive', () => {
  let archive: DirectoryLogArchive;
  beforeEach(async () => {
    archive = await places.archive(2);
    await filled(archive);
  });
  afterEach(() => places.remove());

  it.each([
    ['in its first line', 3],
    ['in its records', -60],
    ['in its checksum', -1],
  ])('given a bit that flipped %s, when the segment is read, then nothing of it is given', async (_, at) => {
    const path = segment(archive, 2);
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.at(at)! ^ 4, at < 0 ? bytes.length + at : at);
    await writeFile(path, bytes);
    const reader = await again(archive);

    await expect(reader.read(0, 3, 10)).rejects.toMatchObject({ name: 'ArchiveDamaged', partition: 0, offset: 2 });
  });

  it('given a segment of which every byte is flipped in turn, when it is read, then it is never given', async () => {
    const path = segment(archive, 2);
    const bytes = await readFile(path);
    const single = await DirectoryLogArchive.open({
      path: await places.path(),
      logId: LOG_ID,
      partitions: 2,
      create: true,
    });
    await single.append(0, rawRecords(0, 2));
    await mkdir(join(single.path, '0'), { recursive: true });
    for (let at = 0; at < bytes.length; at += 1) {
      const bent = Buffer.from(bytes);
      bent[at]! ^= 1 << (at % 8);
      await writeFile(segment(single, 2), bent);
      await expect((await again(single)).read(0, 2, 10)).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 2 });
    }
    await writeFile(segment(single, 2), bytes);
    expect(await (await again(single)).read(0, 2, 10)).toEqual(rawRecords(2, 4));
  });

  it('given segments cut short at every length, when the archive is asked for its end, then it says so', async () => {
    const path = segment(archive, 4);
    for (let length = (await readFile(path)).length - 1; length >= 0; length -= 7) {
      await truncate(path, length);
      await expect((await again(archive)).endOffset(0)).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 4 });
    }
  });

  it('given a segment that is missing, when anybody looks, then its offsets are named', async () => {
    await rm(segment(archive, 2));

    await expect(archive.endOffset(0)).rejects.toThrow('offset 2: records up to 4 are missing');
    await expect(archive.append(0, rawRecords(6, 8))).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 2 });
    await expect(archive.read(0, 2, 10)).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 2 });
    await expect((await again(archive)).endOffset(0)).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 2 });
  });

  it('given that the last segment is gone, when who has seen it looks, then he misses it', async () => {
    await rm(segment(archive, 4));

    await expect(archive.settledEnd(0)).rejects.toThrow('records up to 6 were there and are missing');
    // Who has not seen it cannot know.
    expect(await (await again(archive)).settledEnd(0)).toBe(4);
  });

  it('given a segment of another history of the same log, when it is put between, then it does not pass', async () => {
    const other = await places.archive(2);
    await filled(other, 'another');
    await copyFile(segment(other, 2), segment(archive, 2));

    await expect((await again(archive)).endOffset(0)).rejects.toThrow('does not continue the one before');
  });

  it.each([
    [
      'partition',
      async () => archive.append(1, rawRecords(0, 2)),
      () => segment(archive, 0, 1),
      'its partition is 1, not 0',
    ],
    ['place', async () => undefined, () => segment(archive, 4), 'its firstOffset is 4, not 0'],
  ])('given a segment of another %s, when it is read, then that is said', async (_, prepare, from, why) => {
    await prepare();
    await rm(segment(archive, 0));
    await copyFile(from(), segment(archive, 0));

    await expect((await again(archive)).endOffset(0)).rejects.toThrow(why);
  });

  it('given a segment of another log, when it is read, then that is said', async () => {
    const other = await places.archive(2, 'another-log');
    await filled(other);
    await copyFile(segment(other, 4), segment(archive, 4));

    await expect((await again(archive)).endOffset(0)).rejects.toThrow('its logId is another-log, not log-of-the-spec');
  });

  it('given a file that is no segment, when anybody looks, then it is named', async () => {
    await writeFile(join(archive.path, '0', 'notes.txt'), 'hello');

    await expect(archive.endOffset(0)).rejects.toThrow('notes.txt is no segment');
    expect(await archive.endOffset(1)).toBe(0);
  });

  it('given a segment of a newer format, when an older build reads it, then it says so and does not call it damage of the disk', async () => {
    const path = segment(archive, 4);
    const text = (await readFile(path, 'latin1')).replace('"format":1', '"format":2');
    await writeFile(path, text, 'latin1');

    await expect((await again(archive)).endOffset(0)).rejects.toThrow(
      'it is of format 2, and this build reads formats up to 1',
    );
  });

  it('given what a crashed archiver left behind, when the archive goes on, then that is no part of it', async () => {
    const drafts = ['.draft-of-the-dead', '.draft-of-the-living'];
    for (const name of drafts) await writeFile(join(archive.path, '0', name), 'half a segm');
    await utimes(join(archive.path, '0', drafts[0]!), new Date(0), new Date(0));

    expect(await archive.endOffset(0)).toBe(6);
    expect(await archive.append(0, rawRecords(6, 8))).toBe(8);
    const left = async () => (await readdir(join(archive.path, '0'))).filter((name) => name.startsWith('.draft'));
    expect((await left()).sort()).toEqual(drafts);
    await DirectoryLogArchive.open({ path: archive.path, logId: LOG_ID, partitions: 2, create: true });
    expect(await left()).toEqual(['.draft-of-the-living']);
  });

  it('given a torn segment in its place, when the same records are archived, then it is not taken for them and not replaced', async () => {
    const path = segment(archive, 6);
    await writeFile(path, 'torn');

    await expect(archive.append(0, rawRecords(6, 8))).rejects.toMatchObject({ name: 'ArchiveDamaged', offset: 6 });
    expect(await readFile(path, 'utf8')).toBe('torn');
    await rm(path);
    expect(await archive.append(0, rawRecords(6, 8))).toBe(8);
  });
});

describe('a directory as an archive', () => {
  afterEach(() => places.remove());
  const open = (path: string, create: boolean, logId = LOG_ID, partitions = 2): Promise<DirectoryLogArchive> =>
    DirectoryLogArchive.open({ path, logId, partitions, create });

  it('given none, when it is opened by a reader, then it is empty and nothing is made', async () => {
    const path = join(await places.path(), 'not', 'there');
    const archive = await open(path, false);

    expect([await archive.exists(), await archive.endOffset(0), await archive.read(0, 0, 1)]).toEqual([false, 0, []]);
    await expect(readdir(path)).rejects.toThrow('ENOENT');
    await open(path, true);
    expect(await archive.exists()).toBe(true);
  });

  it('given the archive of another log, of other partitions or of a newer version, when it is opened, then it is refused', async () => {
    const { path } = await open(await places.path(), true);

    await expect(open(path, true, 'another')).rejects.toMatchObject({ reason: 'other-log' });
    await expect(open(path, false, 'another')).rejects.toThrow(`is of log ${LOG_ID}, not of another.`);
    await expect(open(path, true, LOG_ID, 3)).rejects.toMatchObject({ reason: 'other-partitions' });
    await writeFile(join(path, 'macp-archive.json'), '{"format":2}');
    await expect(open(path, true)).rejects.toMatchObject({ reason: 'newer-format' });
    await writeFile(join(path, 'macp-archive.json'), 'no json');
    await expect(open(path, true)).rejects.toMatchObject({ reason: 'damaged' });
  });

  it('given a directory of something else, when it is opened, then it is refused and left alone', async () => {
    const path = await places.path();
    await writeFile(join(path, 'holiday.jpg'), '');

    await expect(open(path, true)).rejects.toMatchObject({ reason: 'not-ours' });
    expect(await readdir(path)).toEqual(['holiday.jpg']);
  });

  it('given what is no directory, when it is opened, then that is said', async () => {
    const path = join(await places.path(), 'file');
    await writeFile(path, '');

    await expect(open(path, true)).rejects.toMatchObject({ reason: 'not-accessible' });
  });

  it('given many who make it at once, when they are done, then it is one archive', async () => {
    const path = join(await places.path(), 'new');
    const opened = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => open(path, true, index % 2 === 0 ? LOG_ID : 'another')),
    );

    const wins = opened.filter(({ status }) => status === 'fulfilled');
    expect(wins).toHaveLength(4);
    for (const { value } of wins as PromiseFulfilledResult<DirectoryLogArchive>[]) {
      expect(await value.exists()).toBe(true);
    }
  });
});
