/** A directory of projections alone: guarded as any other, and bound to the log that it was filled from. */
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataDirectoryRefused } from './open-data-directory.js';
import { openLmdbData } from './open-lmdb-data.js';
import { openLmdbProjections } from './open-lmdb-projections.js';

let parent: string;
let path: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'macp-projections-only-'));
  path = join(parent, 'deep', 'projections');
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

const open = (logId = 'topic-1', partitions = 3) => openLmdbProjections({ path, logId, partitions });

async function refusalOf(opening: Promise<unknown>): Promise<DataDirectoryRefused> {
  const refusal = await opening.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(refusal).toBeInstanceOf(DataDirectoryRefused);
  return refusal as DataDirectoryRefused;
}

const position = { offset: 4, epoch: 'E1', seq: 2 };
const change = {
  position,
  history: [{ sessionId: 's', ordinal: 1, bytes: Buffer.from('one') }],
  summaries: [{ sessionId: 's', text: 'summary' }],
};

describe('openLmdbProjections', () => {
  it('given an empty place, when it is opened, then it is made for its owner and says what it holds', async () => {
    const opened = await open();
    const { directory } = opened;

    expect((await stat(path)).mode & 0o777).toBe(0o700);
    const marker: unknown = JSON.parse(await readFile(join(path, 'macp-store.json'), 'utf8'));
    expect(marker).toEqual({ format: 1, holds: 'projections', logId: 'topic-1', partitions: 3 });
    expect([directory.logId, directory.partitions]).toEqual(['topic-1', 3]);
    await opened.close();
    expect((await readdir(path)).sort()).toEqual(['macp-store.json', 'projections']);
  });

  it('given projections, when they are opened again, then they are there and their position with them', async () => {
    const first = await open();
    void first.projectionStore.apply(1, change);
    await first.close();

    const again = await open();
    const { projectionStore } = again;

    expect(projectionStore.position(1)).toEqual(position);
    expect(projectionStore.position(0)).toBeUndefined();
    expect(projectionStore.summary('s')).toBe('summary');
    await again.close();
  });

  it('given projections of one log, when another is followed, then they are refused and stay as they were', async () => {
    const first = await open();
    void first.projectionStore.apply(1, change);
    await first.close();

    const { reason, message } = await refusalOf(open('topic-2'));

    expect([reason, message]).toEqual([
      'other-log',
      `The data directory ${path} holds projections of log topic-1, not of topic-2: if the log was created anew, remove them.`,
    ]);
    const again = await open();
    expect(again.projectionStore.summary('s')).toBe('summary');
    await again.close();
  });

  it('given projections, when the log has another number of partitions, then they are refused', async () => {
    await (await open()).close();

    expect((await refusalOf(open('topic-1', 4))).message).toBe(
      `The data directory ${path} was created with 3 partitions, not with 4.`,
    );
  });

  it('given a directory with a log of its own, when projections are opened there, then it is refused, and the other way round', async () => {
    await (await openLmdbData({ path, partitions: 3 })).close();
    expect((await refusalOf(open())).message).toBe(
      `The data directory ${path} holds a log of its own, not projections of a log elsewhere.`,
    );
    await (await openLmdbData({ path, partitions: 3 })).close();

    await rm(path, { recursive: true });
    await (await open()).close();
    expect((await refusalOf(openLmdbData({ path, partitions: 3 }))).message).toBe(
      `The data directory ${path} holds projections of a log elsewhere, not a log of its own.`,
    );
    await (await open()).close();
  });

  it('given open projections, when another process wants them, then it is refused until they are closed', async () => {
    const first = await open();

    expect((await refusalOf(open())).message).toBe(`The data directory ${path} is in use by another process.`);
    await first.close();
    await (await open()).close();
  });

  it('given a file where the store would be, when it is opened, then it is refused with what the system says', async () => {
    await (await open()).close();
    await rm(join(path, 'projections'), { recursive: true });
    await writeFile(join(path, 'projections'), '');

    expect((await refusalOf(open())).message).toBe(`The data directory ${path} cannot be read and written (EEXIST).`);
  });

  it('given a marker of a use that this build does not know, when it is opened, then it is refused', async () => {
    await (await open()).close();
    await writeFile(join(path, 'macp-store.json'), '{"format":1,"holds":"recipes","logId":"topic-1","partitions":3}');

    expect((await refusalOf(open())).reason).toBe('damaged');
  });
});
