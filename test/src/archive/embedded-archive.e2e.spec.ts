/**
 * One process whose log is archived and trimmed (ADR 0008): whatever of it is lost beside the log, the archive and the log
 * have everything, and without the archive it does not start.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { commitmentStep, send } from '../e2e/decision-script.js';
import { RuntimeProcess, scratchDirectory } from '../e2e/runtime-process.js';
import type { Settings } from '../e2e/server-under-test.js';
import { archiving, play, playUntilTrimmed, requireHistories } from './archived-server.js';
import type { Played } from './archived-server.js';

const KILLS = 4;
jest.setTimeout(240_000);

describe('one process with an archive', () => {
  let scratch: ReturnType<typeof scratchDirectory>;
  let settings: Settings;
  let data: string;
  let archive: string;
  let server: RuntimeProcess | undefined;
  let clients: RuntimeClient[];
  beforeEach(() => {
    scratch = scratchDirectory();
    data = join(scratch.path, 'data');
    archive = join(scratch.path, 'archive');
    settings = { ...archiving(archive), DATA_DIR: data };
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await server?.remove();
    server = undefined;
    scratch.remove();
  });

  async function start(): Promise<{ client: RuntimeClient; logStart: () => Promise<number> }> {
    const started = await RuntimeProcess.start(settings);
    server = started;
    const client = connect(started);
    clients.push(client);
    return { client, logStart: () => started.metric('macp_log_start_offset{partition="0"}') };
  }

  it('given a trimmed log, when everything but log and archive is lost, then every session is there and goes on', async () => {
    const played: Played = new Map();
    const first = await start();
    const open = await play(first.client, played, true);
    const trimmedTo = await playUntilTrimmed(first.client, played, { logStart: first.logStart, after: 20 });
    await requireHistories(first.client, played);
    await server!.kill();
    for (const part of ['snapshots', 'projections']) rmSync(join(data, part), { recursive: true });

    const second = await start();
    await requireHistories(second.client, played);
    const step = commitmentStep(open);
    expect(await send(second.client, step)).toMatchObject({ ok: true });
    played.set(open, [...played.get(open)!, step.envelope.messageId!]);
    await playUntilTrimmed(second.client, played, { logStart: second.logStart, after: trimmedTo + 20 });
    await server!.kill();

    const third = await start();
    await requireHistories(third.client, played);
    expect(await server!.metric('macp_log_archive_failures_total')).toBe(0);
    await server!.kill();

    // Without the archive, with an empty one, and with another log's
    const refusal = async (changes: Settings): Promise<string> =>
      (await RuntimeProcess.refusal({ ...settings, ...changes })).stderr;
    const { LOG_ARCHIVE_DIR: _dir, LOG_TRIM: _trim, ...bare } = settings;
    expect((await RuntimeProcess.refusal(bare)).stderr).toMatch(
      /the log of partition 0 begins at offset \d+, not at 0; set MACP_LOG_ARCHIVE_DIR to the archive/,
    );
    const empty = join(scratch.path, 'empty');
    mkdirSync(empty);
    expect(await refusal({ LOG_ARCHIVE_DIR: empty })).toMatch(
      /there is no archive in .*empty \(MACP_LOG_ARCHIVE_DIR\)/,
    );
    expect(await refusal({ DATA_DIR: join(scratch.path, 'other') })).toMatch(
      /MACP_LOG_ARCHIVE_DIR: The log archive .* is of log/,
    );
  });

  it('given an archive that cannot be written, when sessions go on, then they are served, nothing is trimmed, and the operator hears of it', async () => {
    const played: Played = new Map();
    await start();
    await server!.kill();
    // A file where the folder of the partition is to be.
    writeFileSync(join(archive, '0'), '');
    const second = await start();
    const failures = (): Promise<number> => server!.metric('macp_log_archive_failures_total');
    while ((await failures()) < 3) await play(second.client, played);
    await requireHistories(second.client, played);
    await expect(second.logStart()).rejects.toThrow('there is no metric');

    rmSync(join(archive, '0'));
    await playUntilTrimmed(second.client, played, { logStart: second.logStart, after: 0 });
    await requireHistories(second.client, played);
  });

  it('given kills at any moment while it archives and trims, when all but log and archive is lost at last, then every session is there', async () => {
    const played: Played = new Map();
    for (let kills = 0; kills < KILLS; kills += 1) {
      const { client } = await start();
      // Whatever it does at that moment: passes come every second.
      for (let sessions = 0; sessions < 4 + kills * 3; sessions += 1) await play(client, played);
      await server!.kill();
    }
    const last = await start();
    await playUntilTrimmed(last.client, played, { logStart: last.logStart, after: 20 });
    await server!.kill();
    for (const part of ['snapshots', 'projections']) rmSync(join(data, part), { recursive: true });

    await requireHistories((await start()).client, played);
  });

  it('given an archive of which a part is lost, when it starts, then it serves what it has, says what is lost, and trims no more', async () => {
    const played: Played = new Map();
    const first = await start();
    const open = await play(first.client, played, true);
    await playUntilTrimmed(first.client, played, { logStart: first.logStart, after: 20 });
    await server!.stop();
    rmSync(join(archive, '0', '0000000000000000.segment'));

    const second = await start();
    await requireHistories(second.client, played);
    const step = commitmentStep(open);
    expect(await send(second.client, step)).toMatchObject({ ok: true });
    while ((await server!.metric('macp_log_archive_failures_total')) < 2) await play(second.client, played);
    await expect(second.logStart()).rejects.toThrow('there is no metric');
    const [end] = await server!.stop();
    expect(end!.messages).toEqual(
      expect.arrayContaining([
        'the archive of a partition cannot be read',
        'log and archive of a partition do not fit together; neither is touched',
      ]),
    );
  });

  it('given a log in memory, when it is to be archived, then that is refused', async () => {
    const { stderr } = await RuntimeProcess.refusal({ ...archiving(archive), MEMORY_ONLY: '1' });

    expect(stderr).toContain('MACP_LOG_ARCHIVE_DIR needs a log that outlives the process');
  });
});
