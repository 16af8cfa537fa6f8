/**
 * Recovery of the embedded profile with thousands of open sessions: the state is that of the log byte for byte, from
 * checkpoints and without them, and a session costs no more memory than it may (I7).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ClaimedLogReader } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import type { Session } from '@macp/kernel';
import { FILL_BEHIND_MS, fillSessions, settleOutcomes } from './fill-sessions.js';
import { openSession } from './open-sessions.js';
import { SessionStore, sessions } from './session-store.js';

const FEW = 1_000;
const MANY = 5_000;
const TAIL = 200;
const SESSION_BYTES_MAX = 6 * 1024;
/** What else a small run leaves in the heap, shared out among few sessions; `npm run bench:recovery` measures many. */
const SPREAD_BYTES = 2 * 1024;
const RUN_MS_MAX = 240_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Every partition's sessions as the valid records of the log say, in their canonical encoding. */
async function foldedFromLog(log: EventLog): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let partition = 0; partition < log.partitions; partition += 1) {
    const reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: log.logId });
    const states = new Map<string, Session>();
    const end = await log.endOffset(partition);
    while (reader.nextOffset < end) {
      for (const record of await log.read(partition, reader.nextOffset, 64)) {
        const read = reader.read(record);
        if (read.kind !== 'batch') continue;
        for (const bytes of read.record.facts) {
          const fact = sessions.codec.decodeFact(bytes);
          states.set(fact.sessionId, sessions.evolve(states.get(fact.sessionId), fact));
        }
      }
    }
    for (const [id, state] of states) found.set(id, sessions.codec.encodeState(state));
  }
  return found;
}

function inMemory(store: SessionStore): Map<string, string> {
  const found = new Map<string, string>();
  for (const worker of store.partitions.workers.values()) {
    for (const [id, { state }] of worker.confirmed!.entities) found.set(id, sessions.codec.encodeState(state));
  }
  return found;
}

function sorted(states: ReadonlyMap<string, string>): (readonly [string, string])[] {
  return [...states].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Buffers that nobody refers to are given back in turns of their own. */
async function heapInUse(): Promise<number> {
  for (let times = 0; times < 5; times += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

async function heapAfterRecovery(path: string): Promise<number> {
  const before = await heapInUse();
  const store = await SessionStore.open({ path });
  await store.recover();
  const after = await heapInUse();
  await store.close();
  return after - before;
}

describe('recovery with many open sessions', () => {
  let directories: string[];
  beforeEach(() => {
    directories = [];
  });
  afterEach(() => {
    for (const path of directories) rmSync(path, { recursive: true });
  });

  async function filled(count: number): Promise<string> {
    const path = mkdtempSync(join(tmpdir(), 'macp-recovery-'));
    directories.push(path);
    const store = await SessionStore.open({ path, behindMs: FILL_BEHIND_MS });
    await store.recover();
    await fillSessions(store, 0, count);
    await settleOutcomes(store);
    await store.close();
    return path;
  }

  it(
    'given a checkpoint and a tail, and then the log alone, when it recovers, then its state is the fold of the log',
    async () => {
      const path = await filled(MANY);
      // A tail behind the checkpoint: written by a process that has none.
      const writer = await SessionStore.open({ path, limits: { checkpointRecords: 1e9, checkpointIntervalMs: 1e9 } });
      await writer.recover();
      await fillSessions(writer, MANY, MANY + TAIL);
      const expected = sorted(await foldedFromLog(writer.data.eventLog));
      await Promise.all(Array.from(writer.partitions.workers.values(), (worker) => worker.stop()));
      await writer.data.close();
      expect(expected).toHaveLength(MANY + TAIL);

      let [records, restored] = [0, 0];
      const count = (event: { readonly records: number; readonly restored: boolean }): void => {
        records += event.records;
        restored += event.restored ? 1 : 0;
      };
      const withTail = await SessionStore.open({ path, eventsOf: () => ({ recovered: count }) });
      await withTail.recover();
      const { eventLog } = withTail.data;
      const ends = await Promise.all(Array.from({ length: eventLog.partitions }, (_, at) => eventLog.endOffset(at)));
      expect(records).toBeGreaterThan(eventLog.partitions);
      expect(records).toBeLessThan(ends.reduce((sum, end) => sum + end, 0));
      expect(restored).toBe(eventLog.partitions);
      expect(sorted(inMemory(withTail))).toEqual(expected);
      const duplicate = await withTail.send(openSession(MANY)[1]!);
      expect(duplicate).toMatchObject({ kind: 'accepted', duplicate: true });
      await withTail.close();

      rmSync(join(path, 'snapshots'), { recursive: true });
      const fromLog = await SessionStore.open({ path });
      await fromLog.recover();
      expect(sorted(inMemory(fromLog))).toEqual(expected);
      await fromLog.close();
    },
    RUN_MS_MAX,
  );

  it(
    'costs at most so much memory for each session more, restored and folded',
    async () => {
      const [few, many] = [await filled(FEW), await filled(MANY)];
      const slope = async (): Promise<number> => {
        const small = await heapAfterRecovery(few);
        return ((await heapAfterRecovery(many)) - small) / (MANY - FEW);
      };
      expect(await slope()).toBeLessThan(SESSION_BYTES_MAX + SPREAD_BYTES);
      for (const path of [few, many]) rmSync(join(path, 'snapshots'), { recursive: true });
      expect(await slope()).toBeLessThan(SESSION_BYTES_MAX + SPREAD_BYTES);
    },
    RUN_MS_MAX,
  );
});
