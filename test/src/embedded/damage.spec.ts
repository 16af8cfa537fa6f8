/**
 * A data directory with real damage: of snapshots the log makes good whatever it is, and says so; a damaged log stops the
 * one partition it is in, with an alarm, and nothing of it is skipped (I7).
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LmdbStore } from '@macp/event-log-lmdb';
import { fillSessions } from './fill-sessions.js';
import { openSession } from './open-sessions.js';
import { SessionStore, sessions } from './session-store.js';

const PARTITIONS = 3;
const SESSIONS = 60;
const DAMAGED = 1;

interface Alarm {
  readonly partition: number;
  readonly name: string;
  readonly message: string;
}

/** What workers said while they recovered. */
class Report {
  readonly rejected: string[] = [];
  readonly failed: Alarm[] = [];
  readonly records: number[] = [];

  readonly eventsOf = (partition: number) => ({
    checkpointRejected: ({ reason }: { readonly reason: string }) => void this.rejected.push(`${partition} ${reason}`),
    recovered: ({ records }: { readonly records: number }) => void (this.records[partition] = records),
    failed: ({ cause }: { readonly cause: unknown }) => {
      const { name, message } = cause as Error;
      this.failed.push({ partition, name, message });
    },
  });
}

/** Key of a record, or of an entry of the partition's snapshots. */
function recordKey(partition: number, offset: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeUInt16BE(partition, 0);
  key.writeUIntBE(offset, 2, 6);
  return key;
}

function states(store: SessionStore): string[] {
  const found: string[] = [];
  for (const worker of store.partitions.workers.values()) {
    for (const { state } of worker.confirmed!.entities.values()) found.push(sessions.codec.encodeState(state));
  }
  return found.sort((one, other) => (one < other ? -1 : 1));
}

describe('a damaged data directory', () => {
  let path: string;
  let expected: string[];
  let report: Report;
  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'macp-damage-'));
    report = new Report();
    const store = await SessionStore.open({ path, partitions: PARTITIONS });
    await store.recover();
    await fillSessions(store, 0, SESSIONS);
    expected = states(store);
    await store.close();
  });
  afterEach(() => {
    rmSync(path, { recursive: true });
  });

  /** Changes what is in a table, as a disk or a hand would. */
  async function damage(environment: string, table: string, work: (entries: Entries) => void): Promise<void> {
    const store = new LmdbStore(join(path, environment));
    const entries = store.table(table);
    await store.write(() => work(entries));
    await store.close();
  }
  type Entries = ReturnType<LmdbStore['table']>;

  function flipped(bytes: Buffer, at: number): Buffer {
    const copy = Buffer.from(bytes);
    copy[at] = copy[at]! ^ 0x01;
    return copy;
  }

  async function recovered(): Promise<SessionStore> {
    const store = await SessionStore.open({ path, eventsOf: report.eventsOf });
    await store.recover();
    return store;
  }

  function firstSnapshotOf(entries: Entries): { readonly key: Buffer; readonly value: Buffer } {
    const [first] = [...entries.getRange({ start: recordKey(DAMAGED, 0).subarray(0, 2), limit: 1 })];
    return first!;
  }

  const SNAPSHOT_DAMAGE: readonly (readonly [string, string, string, (entries: Entries) => void])[] = [
    [
      'a session of the snapshot was torn',
      'state hash differs',
      'entities',
      (entries) => {
        const { key, value } = firstSnapshotOf(entries);
        const text = value.toString('latin1').replace('"last_ordinal":6', '"last_ordinal":5');
        const shorter = text.replace(/"accepted_ids":\["[^"]*",/, '"accepted_ids":[');
        void entries.put(key, Buffer.from(shorter, 'latin1'));
      },
    ],
    [
      'a session of the snapshot is not text any more',
      'unreadable',
      'entities',
      (entries) => {
        const { key, value } = firstSnapshotOf(entries);
        void entries.put(key, value.subarray(0, value.length - 9));
      },
    ],
    [
      'a session of the snapshot is missing',
      'state hash differs',
      'entities',
      (entries) => void entries.remove(firstSnapshotOf(entries).key),
    ],
    [
      'a byte of the checkpoint was turned',
      'unreadable',
      'checkpoints',
      (entries) => {
        const { key, value } = firstSnapshotOf(entries);
        void entries.put(key, flipped(value, value.length - 3));
      },
    ],
    [
      'the checkpoint is of a newer format',
      'unreadable',
      'checkpoints',
      (entries) => {
        const { key, value } = firstSnapshotOf(entries);
        const newer = Buffer.from(value);
        newer[0] = newer[0]! + 1;
        void entries.put(key, newer);
      },
    ],
  ];

  it.each(SNAPSHOT_DAMAGE)(
    'given that %s, when it recovers, then the log decides',
    async (_what, reason, table, work) => {
      await damage('snapshots', table, work);
      const store = await recovered();
      expect(report.rejected).toContain(`${DAMAGED} ${reason}`);
      expect(report.rejected.every((one) => one.startsWith(`${DAMAGED} `))).toBe(true);
      expect(states(store)).toEqual(expected);
      expect(report.failed).toEqual([]);
      await store.close();
    },
  );

  it('given an old snapshot, when it recovers, then the tail makes it new', async () => {
    cpSync(join(path, 'snapshots'), join(path, 'old'), { recursive: true });
    const writer = await recovered();
    await fillSessions(writer, SESSIONS, 2 * SESSIONS);
    const newer = states(writer);
    await writer.close();
    rmSync(join(path, 'snapshots'), { recursive: true });
    cpSync(join(path, 'old'), join(path, 'snapshots'), { recursive: true });
    report = new Report();
    const store = await recovered();
    expect(states(store)).toEqual(newer);
    expect(report.rejected).toEqual([]);
    expect(Math.min(...report.records)).toBeGreaterThan(3);
    await store.close();
  });

  const LOG_DAMAGE: readonly (readonly [string, (entries: Entries) => void])[] = [
    [
      'a byte of a record was turned',
      (entries) => {
        const value = entries.get(recordKey(DAMAGED, 3))!;
        void entries.put(recordKey(DAMAGED, 3), flipped(value, value.length >> 1));
      },
    ],
    ['a record is missing', (entries) => void entries.remove(recordKey(DAMAGED, 3))],
    [
      'a record is skipped in its count',
      (entries) => {
        const value = Buffer.from(entries.get(recordKey(DAMAGED, 4))!);
        void entries.put(recordKey(DAMAGED, 3), value);
      },
    ],
  ];

  it.each(LOG_DAMAGE)('given that %s, when it recovers, then that partition alone stops', async (_what, work) => {
    rmSync(join(path, 'snapshots'), { recursive: true });
    await damage('events', 'records', work);
    const store = await SessionStore.open({
      path,
      eventsOf: report.eventsOf,
      limits: { retryPauseMs: 1, retryPauseMaxMs: 1 },
    });
    const started = await Promise.allSettled(
      Array.from({ length: PARTITIONS }, (_, partition) => store.partitions.own([partition], 0)),
    );
    expect(started.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(report.failed).toHaveLength(1);
    expect(report.failed[0]).toMatchObject({ partition: DAMAGED, name: 'LogCorruption' });
    expect(report.failed[0]!.message).toContain('3');
    expect(store.partitions.workers.get(DAMAGED)!.phase).toBe('failed');
    let accepted = 0;
    for (let index = SESSIONS; accepted < 2; index += 1) {
      const [start] = openSession(index);
      if (store.partitionOf(start!) === DAMAGED) continue;
      expect(await store.send(start!)).toMatchObject({ kind: 'accepted', duplicate: false });
      accepted += 1;
    }
    await store.close();
  });
});
