/** The projection keeps the contract of the history port, in process and over gRPC from two processes that share the log. */
import { describe, expect, it } from '@jest/globals';
import { HistoryServer, InternalClients, InternalRpcServer, RemoteHistoryReader } from '@macp/internal-rpc';
import type { InternalSecurity } from '@macp/internal-rpc';
import { FollowProbe, historyReaderContract } from '@macp/internal-rpc/contract';
import type { HistoryReaderHarness } from '@macp/internal-rpc/contract';
import { HistoryCompacted } from '@macp/ports';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';

const PARTITIONS = 2;
const security: InternalSecurity = { sharedCredential: 'a credential for specs' };
const clock = {
  nowMs: () => Date.now(),
  after: (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  soon: (task: () => void) => void setImmediate(task),
};

type Writing = Pick<HistoryReaderHarness, 'start' | 'accept'> & { cancel(sessionId: string): Promise<void> };

/** Sessions that are played into a log as the reader goes along. */
async function written(): Promise<{ log: ProjectedLog } & Writing> {
  const log = new ProjectedLog(PARTITIONS);
  for (let partition = 0; partition < PARTITIONS; partition += 1) await log.claim('e', partition);
  const sessions = new Map<string, PlayedSession>();
  return {
    log,
    async start(sessionId) {
      const session = new PlayedSession(sessionId);
      sessions.set(sessionId, session);
      await log.write('e', session);
    },
    async accept(sessionId, envelopes) {
      const session = sessions.get(sessionId)!;
      for (let count = 0; count < envelopes; count += 1) {
        session.propose();
        await log.write('e', session);
      }
    },
    async cancel(sessionId) {
      const session = sessions.get(sessionId)!;
      session.control('CancelSession', 'lead');
      await log.write('e', session);
    },
  };
}

type Opened = HistoryReaderHarness & Writing;

async function inProcess(): Promise<Opened> {
  const { log, ...writing } = await written();
  const reader = log.projection(undefined, { compactEndedAfterMs: 0 });
  await reader.start();
  return { ...writing, reader, close: async () => reader.stop() };
}

async function overGrpc(): Promise<Opened> {
  const { log, ...writing } = await written();
  const addresses: string[] = [];
  const closings: (() => void)[] = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const projection = log.projection(undefined, { compactEndedAfterMs: 0 });
    await projection.own([partition]);
    const owns = (asked: number): boolean => projection.owns(asked);
    const services = [new HistoryServer({ reader: projection, partitions: PARTITIONS, owns })];
    const server = new InternalRpcServer({ address: '127.0.0.1:0', security, services });
    addresses.push(await server.start());
    closings.push(() => {
      projection.stop();
      server.close();
    });
  }
  const clients = new InternalClients(security);
  const members = {
    addressOf: (partition: number) => addresses[partition],
    addresses: () => addresses,
    refresh: async () => undefined,
  };
  return {
    ...writing,
    reader: new RemoteHistoryReader({ members, partitions: PARTITIONS, clients, clock }),
    close: async () => {
      clients.close();
      for (const close of closings) close();
    },
  };
}

historyReaderContract('the projection', inProcess);
historyReaderContract('the projection over gRPC', overGrpc);

describe.each([
  ['in process', inProcess],
  ['over gRPC', overGrpc],
])('a compacted history %s', (_how, open) => {
  it('can be followed from its base on, and from nowhere below, and its metadata stay', async () => {
    const opened = await open();
    const { reader } = opened;
    await opened.start(ID);
    await opened.accept(ID, 2);
    const early = new FollowProbe();
    const follows = [await reader.follow(ID, 0, early)];
    await early.count(3);
    await opened.cancel(ID);
    for (const after of [0, 2]) {
      const refused = reader.follow(ID, after, new FollowProbe());
      await expect(refused).rejects.toBeInstanceOf(HistoryCompacted);
      await expect(refused).rejects.toMatchObject({ lowestAfter: 3 });
    }
    for (const after of [3, 'live'] as const) follows.push(await reader.follow(ID, after, new FollowProbe()));
    expect(follows.map(({ tail }) => tail)).toEqual([3, 3, 3]);
    expect((await reader.session(ID))?.state).toBe('CANCELLED');
    expect(early.failure).toBeUndefined();
    for (const follow of follows) follow.close();
    await opened.close();
  });
});
