/** The LMDB log keeps the contract across restarts, and shares one commit among the appends of a turn. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORD_BYTES_MAX } from '@macp/event-log';
import { CONTRACT_PARTITIONS, eventLogContract } from '@macp/event-log/contract';
import type { EventLogHarness } from '@macp/event-log/contract';
import { LmdbEventLog } from './lmdb-event-log.js';
import { LmdbStore } from './lmdb-store.js';

async function openHarness(): Promise<EventLogHarness> {
  const directory = await mkdtemp(join(tmpdir(), 'macp-log-'));
  let store = new LmdbStore(directory);
  const open = (): Promise<LmdbEventLog> =>
    LmdbEventLog.open({ store, logId: 'log-0', partitions: CONTRACT_PARTITIONS });
  let log = await open();
  return {
    log,
    second: open,
    reopen: async () => {
      await log.close();
      await store.close();
      store = new LmdbStore(directory);
      log = await open();
      return log;
    },
    close: async () => {
      await log.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

eventLogContract('LmdbEventLog', { open: openHarness, recordBytesMax: RECORD_BYTES_MAX });
