/** The projection keeps the contract of the lifecycle port, in process and over gRPC from two processes that share the log. */
import { InternalClients, InternalRpcServer, LifecycleServer, RemoteLifecycleFeed } from '@macp/internal-rpc';
import type { InternalSecurity } from '@macp/internal-rpc';
import { LifecycleProbe, lifecycleFeedContract } from '@macp/internal-rpc/contract';
import type { LifecycleFeedHarness } from '@macp/internal-rpc/contract';
import { describe, expect, it } from '@jest/globals';
import type { SessionProjection } from './session-projection.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

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

/** Sessions that are played into a log as the watches go along. */
async function written(): Promise<{ log: ProjectedLog } & Pick<LifecycleFeedHarness, 'start' | 'end'>> {
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
    async end(sessionId) {
      const session = sessions.get(sessionId)!;
      session.propose();
      session.commit();
      await log.write('e', session);
    },
  };
}

/** Replay processes over the log, the partitions dealt out among them, and the feed that puts them together. */
async function served(log: ProjectedLog) {
  const processes: { projection: SessionProjection; address: string }[] = [];
  const closings: (() => void)[] = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const projection = log.projection();
    await projection.own([partition]);
    const owns = (asked: number): boolean => projection.owns(asked);
    const services = [new LifecycleServer({ feed: projection, partitions: PARTITIONS, owns })];
    const server = new InternalRpcServer({ address: '127.0.0.1:0', security, services });
    processes.push({ projection, address: await server.start() });
    closings.push(() => {
      projection.stop();
      server.close();
    });
  }
  const clients = new InternalClients(security);
  const members = {
    addressOf: (partition: number) => processes[partition]?.address,
    addresses: () => processes.map(({ address }) => address),
    refresh: async () => undefined,
  };
  return {
    processes,
    feed: new RemoteLifecycleFeed({ members, partitions: PARTITIONS, clients, clock }),
    close: async () => {
      clients.close();
      for (const close of closings) close();
    },
  };
}

lifecycleFeedContract('the projection', async () => {
  const { log, ...writing } = await written();
  const feed = log.projection();
  await feed.start();
  return { ...writing, feed, close: async () => feed.stop() };
});

lifecycleFeedContract('the projection over gRPC', async () => {
  const { log, ...writing } = await written();
  const { feed, close } = await served(log);
  return { ...writing, feed, close };
});

describe('a watch over gRPC', () => {
  it('given projections that hand their partitions over, when sessions go on, then each change is told once', async () => {
    // Given a session in each partition
    const { log, start, end } = await written();
    const world = await served(log);
    const [first, second] = world.processes.map(({ projection }) => projection) as [
      SessionProjection,
      SessionProjection,
    ];
    const ids = Array.from({ length: 8 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    for (const id of ids.slice(0, 4)) await start(id);
    const probe = new LifecycleProbe();
    const watch = await world.feed.watch(probe);
    await probe.until(() => probe.syncedAt.length > 0);
    // When one process takes the other's partition and gives both away again
    second.disown([1]);
    for (const id of ids.slice(4)) await start(id);
    await end(ids[0]!);
    await first.own([1]);
    await end(ids[5]!);
    first.disown([0, 1]);
    await end(ids[1]!);
    await second.own([0, 1]);
    for (const index of [2, 3, 4, 6, 7]) await end(ids[index]!);
    await probe.until(() => ids.every((id) => probe.toldOf(id).at(-1) === 'RESOLVED'));
    watch.close();
    // Then
    for (const id of ids.slice(0, 4)) expect(probe.toldOf(id)).toEqual(['*CREATED', 'RESOLVED']);
    for (const id of ids.slice(4)) expect(probe.toldOf(id)).toEqual(['CREATED', 'RESOLVED']);
    expect(probe.failure).toBeUndefined();
    await world.close();
  });
});
