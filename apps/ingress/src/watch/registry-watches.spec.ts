/** WatchModeRegistry, WatchPolicies and WatchRoots over a real connection (runtime specification §7.3–§7.5). */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { callUnary } from '@macp/wire';
import { DECISION, ingressWorld, tokenMetadata } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { WatchProbe } from '../testing/watch-probe.js';

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

const lead = tokenMetadata('lead-token');

async function registerPolicy(policyId: string, description = 'a policy'): Promise<void> {
  const policyDescriptor = { policyId, mode: DECISION, description, rules: '{}', schemaVersion: 3 };
  const { ok } = await callUnary(world.client, {
    rpc: 'RegisterPolicy',
    request: { policyDescriptor },
    metadata: lead,
  });
  expect(ok).toBe(true);
}

async function registerMode(mode: string): Promise<void> {
  const types = { messageTypes: ['SessionStart', 'Commitment'], terminalMessageTypes: ['Commitment'] };
  const request = { modeDescriptor: { mode, modeVersion: '1', ...types } };
  expect((await callUnary(world.client, { rpc: 'RegisterExtMode', request, metadata: lead })).ok).toBe(true);
}

const watchModes = () => new WatchProbe(world.client.WatchModeRegistry({}, tokenMetadata(null)));
const watchPolicies = (token: string | null = 'peer-token') =>
  new WatchProbe(world.client.WatchPolicies({}, tokenMetadata(token)));
const ids = (probe: ReturnType<typeof watchPolicies>) =>
  probe.frames.map(({ descriptors }) =>
    descriptors.map(({ policyId }) => policyId).filter((id) => id.startsWith('p.')),
  );

describe('WatchModeRegistry', () => {
  it('hints once at the opening and once per change of modes, without a credential', async () => {
    const watch = watchModes();
    const [first] = await watch.count(1);
    expect(first!.change).toMatchObject({ registry: 'modes' });
    expect(Number(first!.change!.observedAtUnixMs)).toBeGreaterThan(0);
    await registerPolicy('p.unrelated');
    await registerMode('ext.one');
    await registerMode('ext.two');
    await watch.count(3);
    const request = { mode: 'ext.two', promotedModeName: '' };
    await callUnary(world.client, { rpc: 'PromoteMode', request, metadata: lead });
    await watch.count(4);
    await callUnary(world.client, { rpc: 'UnregisterExtMode', request: { mode: 'ext.one' }, metadata: lead });
    await watch.count(5);
    expect(watch.frames).toHaveLength(5);
    watch.stream.cancel();
  });

  it('is not told of a change that was refused', async () => {
    const watch = watchModes();
    await watch.count(1);
    await callUnary(world.client, { rpc: 'UnregisterExtMode', request: { mode: 'ext.none' }, metadata: lead });
    await registerMode('ext.next');
    await watch.count(2);
    expect(watch.frames).toHaveLength(2);
    watch.stream.cancel();
  });
});

describe('WatchPolicies', () => {
  it('shows everything at the opening and after each change', async () => {
    await registerPolicy('p.before');
    const watch = watchPolicies();
    const [first] = await watch.count(1);
    expect(first!.descriptors.map(({ policyId }) => policyId)).toContain('policy.default');
    await registerPolicy('p.a');
    await registerMode('ext.unrelated');
    await callUnary(world.client, { rpc: 'UnregisterPolicy', request: { policyId: 'p.before' }, metadata: lead });
    await watch.count(3);
    expect(ids(watch)).toEqual([['p.before'], ['p.a', 'p.before'], ['p.a']]);
    for (const { observedAtUnixMs } of watch.frames) expect(Number(observedAtUnixMs)).toBeGreaterThan(0);
    watch.stream.cancel();
  });

  it('asks for a credential, whatever it is', async () => {
    for (const token of [null, 'no-such-token']) {
      const end = await watchPolicies(token).ended();
      expect(end).toMatchObject({ code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' });
    }
    const observer = watchPolicies('watcher-token');
    expect(await observer.count(1)).toHaveLength(1);
    observer.stream.cancel();
  });

  it('ends as if all were well for a client that does not read, and goes on for the others', async () => {
    const slow = watchPolicies();
    const quick = watchPolicies();
    await Promise.all([slow.count(1), quick.count(1)]);
    slow.stream.pause();
    // Each change sends everything there is, so this fills the transport's own buffers and then those of the watch.
    await registerPolicy('p.large', 'x'.repeat(60_000));
    let changes = 1;
    while (world.metrics.edge.streamsLagged === 0) {
      await quick.count(changes + 1);
      const request = { policyId: 'p.small' };
      if (changes % 2 === 1) await registerPolicy('p.small');
      else await callUnary(world.client, { rpc: 'UnregisterPolicy', request, metadata: lead });
      changes++;
    }
    slow.stream.resume();
    expect(await slow.ended()).toBe('ok');
    expect(slow.frames.length).toBeLessThan(changes + 1);
    await quick.count(changes + 1);
    expect(quick.end).toBeUndefined();
    quick.stream.cancel();
  });
});

describe('WatchRoots', () => {
  it('hints once, without a credential, and stays open', async () => {
    const watch = new WatchProbe(world.client.WatchRoots({}, tokenMetadata(null)));
    await watch.count(1);
    expect(Number(watch.frames[0]!.change!.observedAtUnixMs)).toBeGreaterThan(0);
    await registerPolicy('p.later');
    expect([watch.frames.length, watch.end]).toEqual([1, undefined]);
    watch.stream.cancel();
    expect(await watch.ended()).toMatchObject({ code: status.CANCELLED });
  });
});

describe('the end of a watch', () => {
  it('frees what it held, when the last client leaves', async () => {
    const probes = [watchModes(), watchModes(), watchPolicies()];
    await Promise.all(probes.map((probe) => probe.count(1)));
    expect(world.engine.registry.watchers).toBe(2);
    expect(world.metrics.edge.streamsOpen).toBe(3);
    for (const probe of probes) probe.stream.cancel();
    while (world.metrics.edge.streamsOpen > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(world.engine.registry.watchers).toBe(0);
    const again = watchModes();
    await again.count(1);
    await registerMode('ext.again');
    await again.count(2);
    again.stream.cancel();
  });

  it('is UNAVAILABLE without a MACP code when the registry cannot be followed any more', async () => {
    const probes = [watchModes(), watchPolicies()];
    await Promise.all(probes.map((probe) => probe.count(1)));
    world.engine.registry.failFeed(new Error('the log is gone'));
    for (const probe of probes) {
      expect(await probe.ended()).toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
    }
  });
});
