/** What is registered at one ingress is so at every other, at once (design: an engine has read the registry to its end). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SessionStartPayload, encodeBytes } from '@macp/proto';
import { LocalCluster } from '@macp/testkit';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { DECISION, send, step } from '../e2e/decision-script.js';
import { UNLIMITED, clusterSuite } from './suite.js';

const CHANGES = 20;
const LEAD = bearer('lead');

function startUnder(policyVersion: string): ReturnType<typeof step> {
  const terms = { participants: ['lead', 'alice'], modeVersion: '1.0.0', configurationVersion: 'c1', ttlMs: 3_600_000 };
  const payload = encodeBytes(SessionStartPayload, { ...terms, policyVersion });
  return step(randomUUID(), 'lead', 'SessionStart', payload);
}

await clusterSuite('two ingresses and two engines', (kafka) => {
  let cluster: LocalCluster;
  let clients: [RuntimeClient, RuntimeClient];
  beforeAll(async () => {
    const layout = ['ingress', 'ingress', 'session-engine', 'session-engine', 'policy,replay'];
    cluster = await LocalCluster.start({ brokers: kafka.brokers, layout, settings: UNLIMITED });
    clients = cluster.ingresses.map((ingress) => connect(ingress)) as [RuntimeClient, RuntimeClient];
  });
  afterAll(async () => {
    for (const client of clients ?? []) client.close();
    await cluster?.remove();
    await kafka.stop();
  });

  const register = async (client: RuntimeClient, policyId: string): Promise<boolean> => {
    const policyDescriptor = { policyId, mode: DECISION, schemaVersion: 3, rules: '{}' };
    return (await callUnary(client, { rpc: 'RegisterPolicy', request: { policyDescriptor }, metadata: LEAD })).ok;
  };
  const unregister = async (client: RuntimeClient, policyId: string): Promise<boolean> =>
    (await callUnary(client, { rpc: 'UnregisterPolicy', request: { policyId }, metadata: LEAD })).ok;
  const codeOfStart = async (client: RuntimeClient, policyId: string): Promise<string> =>
    (await send(client, startUnder(policyId))).error?.code ?? 'ok';
  const ids = async (client: RuntimeClient): Promise<readonly string[]> => {
    const { descriptors } = await callUnary(client, { rpc: 'ListPolicies', request: { mode: '' }, metadata: LEAD });
    return descriptors.map(({ policyId }) => policyId);
  };

  it('agree on what is registered, taken back and registered again, at every step', async () => {
    for (let n = 0; n < CHANGES; n += 1) {
      const [here, there] = n % 2 === 0 ? clients : [clients[1], clients[0]];
      const policyId = `p.${n}`;
      // When it is registered at one, the other starts sessions under it in all partitions
      expect(await register(here, policyId)).toBe(true);
      const starts = await Promise.all(Array.from({ length: 8 }, () => codeOfStart(there, policyId)));
      expect(new Set(starts)).toEqual(new Set(['ok']));
      expect(await ids(there)).toContain(policyId);
      // When it is taken back at the other, the first does not any more
      expect(await unregister(there, policyId)).toBe(true);
      const refused = await Promise.all(Array.from({ length: 8 }, () => codeOfStart(here, policyId)));
      expect(new Set(refused)).toEqual(new Set(['UNKNOWN_POLICY_VERSION']));
      expect(await ids(here)).not.toContain(policyId);
    }
    expect(await register(clients[0], 'p.0')).toBe(true);
    expect(await codeOfStart(clients[1], 'p.0')).toBe('ok');
  });
});
