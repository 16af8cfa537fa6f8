/**
 * The real process over a data directory of which one partition's log is damaged: that partition stops alone, with an
 * alarm and a metric, and the sessions of all others go on (I7), while there is no list
 * of all sessions that would lack some.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LmdbStore } from '@macp/event-log-lmdb';
import { partitionFor } from '@macp/ports';
import { metricAt } from '@macp/testkit';
import type { ServerProcess } from '@macp/testkit';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect, endOf, failureOf } from '../e2e/connection.js';
import type { CallEnd } from '../e2e/connection.js';
import { completeDecision, history, send } from '../e2e/decision-script.js';
import { startOver } from './embedded-process.js';

jest.setTimeout(120_000);

const PARTITIONS = 3;
const DAMAGED = 1;
const DAMAGED_OFFSET = 2;
const ATTEMPT_MAX_MS = 1000;

let directory: string;
let run: ServerProcess;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'macp-damaged-'));
});
afterEach(async () => {
  await run.signal('SIGKILL');
  rmSync(directory, { recursive: true });
});

function start(): ServerProcess {
  return startOver(directory, { PARTITIONS: String(PARTITIONS) });
}

/** Turns a bit in a record of the damaged partition. */
async function damage(): Promise<void> {
  const store = new LmdbStore(join(directory, 'events'));
  const records = store.table('records');
  const key = Buffer.alloc(8);
  key.writeUInt16BE(DAMAGED, 0);
  key.writeUIntBE(DAMAGED_OFFSET, 2, 6);
  const bytes = Buffer.from(records.get(key)!);
  bytes[bytes.length >> 1]! ^= 1;
  await store.write(() => void records.put(key, bytes));
  await store.close();
}

/** What a watch of all sessions ends with. */
function watchEnd(client: RuntimeClient): Promise<CallEnd> {
  const watch = client.WatchSessions({}, bearer('watcher')).on('data', () => undefined);
  return new Promise((resolve) => watch.on('error', (error: StatusObject) => resolve(endOf(error))));
}

/** An id for each partition. */
function sessionIds(): string[] {
  const ids: string[] = [];
  while (ids.filter(Boolean).length < PARTITIONS) {
    const id = randomUUID();
    ids[partitionFor(id, PARTITIONS)] ??= id;
  }
  return ids;
}

describe('a process over a damaged log', () => {
  it('given a record that is damaged, when it starts, then that partition alone is down, and says so', async () => {
    const scripts = sessionIds().map(completeDecision);
    run = start();
    let ports = await run.listening();
    let client = connect(ports);
    for (const steps of scripts) for (const step of steps.slice(0, 4)) expect((await send(client, step)).ok).toBe(true);
    client.close();
    await run.signal('SIGKILL');
    // What was made of the log before the damage would not need the record again.
    rmSync(join(directory, 'projections'), { recursive: true });
    await damage();

    run = start();
    const alarm = await run.said(({ msg }) => msg === 'the partition has stopped');
    expect(alarm).toMatchObject({ level: 60, aggregate: 'session', partition: DAMAGED });
    expect((alarm['err'] as { message: string }).message).toContain(String(DAMAGED_OFFSET));
    ports = await run.listening();
    client = connect(ports);
    expect(await metricAt(ports.metricsAddress, 'macp_partitions_down')).toBe(1);
    for (const [partition, steps] of scripts.entries()) {
      const { sender, envelope } = steps[4]!;
      const options = { deadline: Date.now() + ATTEMPT_MAX_MS };
      const sent = callUnary(client, { rpc: 'Send', request: { envelope }, metadata: bearer(sender), options });
      if (partition === DAMAGED) {
        await expect(sent).rejects.toMatchObject({ code: status.UNAVAILABLE });
        continue;
      }
      expect((await sent).ack).toMatchObject({ ok: true, duplicate: false });
      expect((await send(client, steps[5]!)).ok).toBe(true);
      expect(await history(client, envelope.sessionId!)).toEqual(steps.map((step) => step.envelope.messageId));
    }
    // Lists without the sessions of one partition would be false ones
    const unavailable = { code: status.UNAVAILABLE, macpCode: undefined };
    const list = callUnary(client, { rpc: 'ListSessions', request: {}, metadata: bearer('watcher') });
    expect(await failureOf(list)).toMatchObject(unavailable);
    expect(await watchEnd(client)).toMatchObject(unavailable);
    expect(run.entries.filter(({ msg }) => msg === 'the partition has stopped')).toHaveLength(1);
    client.close();
  });
});
