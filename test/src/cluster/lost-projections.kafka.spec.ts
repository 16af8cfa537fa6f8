/**
 * A process of the cluster over a disk that fails: its projections are all it keeps there, and it ends over them as a
 * process without brokers does, with the store and the system's error as its last words.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from '@jest/globals';
import { IS_CI } from '@macp/testkit';
import type { ServerProcess } from '@macp/testkit';
import { connect } from '../e2e/connection.js';
import { completeDecision, send } from '../e2e/decision-script.js';
import { DiskFaults, KIND, canInjectDiskFaults } from '../embedded/disk-faults.js';
import { startOver } from '../embedded/embedded-process.js';
import { clusterSuite } from './suite.js';

const LEVEL_FATAL = 60;

// Without a compiler there is no library to inject faults with; under CI there has to be one.
const itWhereCompiled = canInjectDiskFaults || IS_CI ? it : it.skip;

await clusterSuite('a replay process whose disk fails', (kafka) => {
  const workspace = mkdtempSync(join(tmpdir(), 'macp-lost-'));
  const directory = join(workspace, 'data');
  mkdirSync(directory);
  const settings = {
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: `t${randomUUID()}.`,
    KAFKA_SESSION_TIMEOUT_MS: '2000',
    PARTITIONS: '1',
    INTERNAL_BIND_ADDR: '127.0.0.1:0',
    INTERNAL_CREDENTIAL: randomUUID(),
  };
  let faults: DiskFaults | undefined;
  let run: ServerProcess | undefined;
  afterAll(async () => {
    await run?.signal('SIGKILL');
    faults?.close();
    rmSync(workspace, { recursive: true, force: true });
    await kafka.stop();
  });

  itWhereCompiled(
    'says which store it has lost and why, ends at once, and does not start over it while it fails',
    async () => {
      faults = new DiskFaults(workspace, directory);
      const start = (): ServerProcess => (run = startOver(directory, settings, { env: faults!.env }));
      // Given a process that serves, when a flush of its disk fails
      const client = connect(await start().listening());
      faults.inject({ error: 'EIO', kinds: KIND.flush });
      // Something to write; the process may be gone before it answers.
      await send(client, completeDecision(randomUUID())[0]!).catch(() => undefined);
      const ended = await run!.ended;
      client.close();
      expect(ended).toMatchObject({ code: null, signal: 'SIGKILL' });
      const line = run!.entries.at(-1)!;
      expect(line).toMatchObject({ level: LEVEL_FATAL, store: 'projections' });
      expect(line['err']).toMatchObject({ message: expect.stringContaining('EIO') as unknown });
      // When it is started while the disk fails
      const sentence = `Error: "The data directory ${directory} cannot be read and written (EIO)."\n`;
      expect(await start().ended).toMatchObject({ code: 1, stderr: sentence });
    },
  );
});
