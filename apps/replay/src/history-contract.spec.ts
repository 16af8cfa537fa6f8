/** The projection keeps the contract of the history port, in process and over gRPC from two processes that share the log. */
import { HistoryServer, InternalClients, InternalRpcServer, RemoteHistoryReader } from '@macp/internal-rpc';
import type { InternalSecurity } from '@macp/internal-rpc';
import { historyReaderContract } from '@macp/internal-rpc/contract';
import type { HistoryReaderHarness } from '@macp/internal-rpc/contract';
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

/** Sessions that are played into a log as the reader goes along. */
async function written(): Promise<{ log: ProjectedLog } & Pick<HistoryReaderHarness, 'start' | 'accept'>> {
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
  };
}

historyReaderContract('the projection', async () => {
  const { log, ...writing } = await written();
  const reader = log.projection();
  await reader.start();
  return { ...writing, reader, close: async () => reader.stop() };
});

historyReaderContract('the projection over gRPC', async () => {
  const { log, ...writing } = await written();
  const addresses: string[] = [];
  const closings: (() => void)[] = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const projection = log.projection();
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
});
