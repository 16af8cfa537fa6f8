/** The largest payload there may be, and as many commands of one session as clients can ask at once, through a cluster. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LocalCluster } from '@macp/testkit';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { history, proposalStep, send, startStep } from '../e2e/decision-script.js';
import { UNLIMITED, clusterSuite } from './suite.js';

const PAYLOAD_BYTES_MAX = 1024 * 1024;
const COMMANDS = 1000;

await clusterSuite('a cluster', (kafka) => {
  let cluster: LocalCluster;
  let clients: RuntimeClient[];
  beforeAll(async () => {
    const layout = ['ingress', 'ingress', 'session-engine', 'policy,replay'];
    cluster = await LocalCluster.start({ brokers: kafka.brokers, layout, settings: UNLIMITED });
    clients = cluster.ingresses.flatMap((ingress) => [connect(ingress), connect(ingress)]);
  });
  afterAll(async () => {
    for (const client of clients ?? []) client.close();
    await cluster?.remove();
    await kafka.stop();
  });

  /** A proposal whose payload has exactly that many bytes. */
  function proposalOf(sessionId: string, payloadBytes: number): ReturnType<typeof proposalStep> {
    const around = proposalStep(sessionId, 'p', 'x'.repeat(1_000_000)).envelope.payload!.length - 1_000_000;
    return proposalStep(sessionId, 'p', 'x'.repeat(payloadBytes - around));
  }

  it('takes a payload of 1 MiB and hands it on, and refuses one byte more', async () => {
    const [client] = clients as [RuntimeClient];
    const sessionId = randomUUID();
    const start = startStep(sessionId);
    expect(await send(client, start)).toMatchObject({ ok: true });
    const tooLarge = proposalOf(sessionId, PAYLOAD_BYTES_MAX + 1);
    expect(await send(client, tooLarge)).toMatchObject({ ok: false, error: { code: 'PAYLOAD_TOO_LARGE' } });
    const largest = proposalOf(sessionId, PAYLOAD_BYTES_MAX);
    expect(largest.envelope.payload).toHaveLength(PAYLOAD_BYTES_MAX);
    expect(await send(client, largest)).toMatchObject({ ok: true });
    for (const reader of clients)
      expect(await history(reader, sessionId)).toEqual([start.envelope.messageId, largest.envelope.messageId]);
  });

  it(`decides ${COMMANDS} commands of one session that come at once, each one once`, async () => {
    const sessionId = randomUUID();
    expect(await send(clients[0]!, startStep(sessionId))).toMatchObject({ ok: true });
    const steps = Array.from({ length: COMMANDS }, (_, n) => proposalStep(sessionId, `p-${n}`));
    const acks = await Promise.all(steps.map((step, n) => send(clients[n % clients.length]!, step)));
    expect(acks.filter(({ ok, duplicate }) => !ok || duplicate)).toEqual([]);
    const told = await history(clients[0]!, sessionId);
    expect(told).toHaveLength(1 + COMMANDS);
    expect(new Set(told.slice(1))).toEqual(new Set(steps.map(({ envelope }) => envelope.messageId)));
    for (const reader of clients) expect(await history(reader, sessionId)).toEqual(told);
  });
});
