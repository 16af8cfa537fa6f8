/** Outcomes in process and over gRPC keep one contract; over gRPC they survive what networks and processes do. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { PendingSubmissions } from '@macp/submission';
import { internal } from '@macp/proto';
import { TcpProxy } from '@macp/testkit';
import { ACCEPTED, outcomeChannelContract } from '../contract/index.js';
import { OutcomeWorld, ScriptedOwner } from '../testing/outcome-world.js';
import { portOf } from '../testing/rpc-world.js';
import { until } from '../testing/until.js';
import type { InternalRpcServer } from '../transport/internal-rpc-server.js';

outcomeChannelContract('the in-process channel', async () => {
  const world = new OutcomeWorld();
  const waiting = world.ingress('in-process');
  return { channel: waiting, waiting, queue: world.queue, close: () => world.close() };
});

outcomeChannelContract('the channel over gRPC', async () => {
  const world = new OutcomeWorld();
  const proxy = await TcpProxy.open({ host: '127.0.0.1', port: 1 });
  world.onClose(() => proxy.close());
  const waiting = world.ingress(proxy.address);
  const server = await world.serve([world.service(waiting, proxy.address)]);
  proxy.retarget({ host: '127.0.0.1', port: portOf(server.address) });
  return { channel: world.channel(), waiting, queue: world.queue, close: () => world.close() };
});

describe('outcomes over gRPC', () => {
  let world: OutcomeWorld;
  let proxy: TcpProxy;
  let waiting: PendingSubmissions<SessionCommand, SessionOutcome>;
  let server: InternalRpcServer;
  beforeEach(async () => {
    world = new OutcomeWorld();
    proxy = await TcpProxy.open({ host: '127.0.0.1', port: 1 });
    world.onClose(() => proxy.close());
    waiting = world.ingress(proxy.address);
    server = await world.serve([world.service(waiting, proxy.address)]);
    proxy.retarget({ host: '127.0.0.1', port: portOf(server.address) });
  });
  afterEach(() => world.close());

  function submit(): Promise<SessionOutcome | undefined> {
    const read: SessionCommand = { kind: 'ObserveSession', sessionId: 's-1', caller: 'a', observer: false };
    return new Promise((resolve) => waiting.submit('s-1', read, Date.now() + 25_000, resolve));
  }

  function submitAll(count: number): Promise<(SessionOutcome | undefined)[]> {
    return Promise.all(Array.from({ length: count }, submit));
  }

  const numbered = (ordinal: number): SessionOutcome => ({ ...ACCEPTED, ordinal });
  const large = (ordinal: number): SessionOutcome => ({
    kind: 'rejected',
    rejection: { code: 'FORBIDDEN', message: `${ordinal} ${'x'.repeat(20_000)}` },
  });

  it('given a connection that is cut again and again, when outcomes are pushed, then each command has its own', async () => {
    const owner = new ScriptedOwner(world.queue, world.channel(), numbered);
    const answers: Promise<(SessionOutcome | undefined)[]>[] = [];
    for (let round = 0; round < 20; round += 1) {
      answers.push(submitAll(50));
      await new Promise(setImmediate);
      proxy.cut();
    }

    const outcomes = (await Promise.all(answers)).flat();

    expect(outcomes).toEqual([...owner.decided.values()]);
    expect(world.broken.length).toBeGreaterThan(0);
  });

  it('given outcomes that were lost with their connection, when nothing else happens, then they are asked for again', async () => {
    const channel = world.channel();
    const owner = new ScriptedOwner(world.queue, channel, numbered);
    await submit();
    proxy.freeze('to-server');
    const lost = submitAll(10);
    await until(() => owner.decided.size === 11);
    await new Promise(setImmediate);
    proxy.cut();
    proxy.thaw();

    expect(await lost).toEqual([...owner.decided.values()].slice(1));
    expect(owner.repeated).toBeGreaterThan(0);
  });

  it('given an ingress that starts again, when it waits for outcomes once more, then they come', async () => {
    const owner = new ScriptedOwner(world.queue, world.channel(), numbered);
    await submitAll(5);
    proxy.refuse();
    const later = submitAll(5);
    await until(() => world.broken.length >= 3);
    proxy.accept();

    expect(await later).toEqual([...owner.decided.values()].slice(5));
  });

  it('given an owner that died before it told, when a new one knows nobody, then whoever waits has the first outcomes', async () => {
    const died = new ScriptedOwner(world.queue, { push: () => undefined }, numbered);
    const answers = submitAll(5);

    const owner = new ScriptedOwner(world.queue, world.channel(), numbered, died);

    expect(await answers).toEqual([...died.decided.values()]);
    expect(owner.repeated).toBeGreaterThan(0);
  });

  it('given an ingress that does not read, when its backlog is full, then outcomes are dropped and asked for later', async () => {
    const channel = world.channel({ backlogBytesMax: 200_000 });
    const owner = new ScriptedOwner(world.queue, channel, large);
    await submit();
    proxy.freeze('to-server');
    const answers: Promise<SessionOutcome | undefined>[] = [];
    while (channel.counts.dropped < 20) {
      answers.push(submit());
      await new Promise(setImmediate);
    }
    proxy.thaw();

    expect(await Promise.all(answers)).toEqual([...owner.decided.values()].slice(1));
    expect(owner.repeated).toBeGreaterThanOrEqual(20);
  });

  it('given an ingress that does not read, when another waits too, then the other has its outcomes', async () => {
    const second = await TcpProxy.open({ host: '127.0.0.1', port: 1 });
    world.onClose(() => second.close());
    const otherIngress = world.ingress(second.address);
    const secondServer = await world.serve([world.service(otherIngress, second.address)]);
    second.retarget({ host: '127.0.0.1', port: portOf(secondServer.address) });
    new ScriptedOwner(world.queue, world.channel({ backlogBytesMax: 1_000 }), numbered);
    proxy.freeze();
    void submitAll(100);

    const read: SessionCommand = { kind: 'ObserveSession', sessionId: 's-1', caller: 'b', observer: false };
    const answer = new Promise((resolve) => otherIngress.submit('s-1', read, Date.now() + 25_000, resolve));

    expect(await answer).toMatchObject({ kind: 'accepted' });
  });

  it('given an owner without the credential, when it pushes, then nothing arrives and it is told why', async () => {
    const stranger = world.clients({ sharedCredential: 'not the credential of here' });
    const channel = world.channel({ giveUpMs: 100 }, stranger);
    new ScriptedOwner(world.queue, channel, numbered);

    const answer = submit();
    await until(() => channel.counts.dropped > 0 || channel.links === 0);

    expect(world.broken[0]).toMatchObject({ code: 16 });
    expect(waiting.pending).toBe(1);
    waiting.close();
    expect(await answer).toBeUndefined();
  });

  it('given an ingress that is gone for good, when it cannot be reached for long, then it is given up', async () => {
    const channel = world.channel({ giveUpMs: 50 });
    channel.push(0, [{ replyTo: '127.0.0.1:1', correlationId: 'c', commandOffset: 0, outcome: ACCEPTED }], {
      decidedUpTo: 0,
      parked: [],
    });
    expect(channel.links).toBe(1);

    await until(() => channel.links === 0);
    expect(world.broken.length).toBeGreaterThan(0);
  });

  it('given an address that is none, when an outcome goes there, then the engine does not notice', async () => {
    const channel = world.channel({ giveUpMs: 50 });

    channel.push(0, [{ replyTo: 'nowhere at all:x', correlationId: 'c', commandOffset: 0, outcome: ACCEPTED }], {
      decidedUpTo: 0,
      parked: [],
    });

    await until(() => channel.links === 0);
  });

  it('given a link without outcomes for long, when it is idle, then it is closed, and opened again when needed', async () => {
    const channel = world.channel({ idleMs: 40 });
    const owner = new ScriptedOwner(world.queue, channel, numbered);
    await submitAll(3);

    await until(() => channel.links === 0);
    await until(() => proxy.open === 0);
    const outcome = await submit();

    expect(outcome).toEqual([...owner.decided.values()].at(-1));
    expect(world.broken).toEqual([]);
  });

  it('given an ingress that drains, when streams are open, then they end and the port closes', async () => {
    const channel = world.channel();
    new ScriptedOwner(world.queue, channel, numbered);
    await submitAll(3);
    let isForced = false;
    const forced = setTimeout(() => (isForced = true), 4_000);

    await server.drain(5_000);
    clearTimeout(forced);

    expect(isForced).toBe(false);
    await until(() => world.broken.length > 0);
  });

  it('given outcomes of an aggregate that nobody waits for here, when they come, then the owner is told', async () => {
    const channel = world.channel({ giveUpMs: 50 }, world.clients(), internal.Aggregate.AGGREGATE_REGISTRY);
    new ScriptedOwner(world.queue, channel, numbered);
    void submit();

    await until(() => world.broken.length > 0);

    expect(world.broken[0]).toMatchObject({ code: 12 });
    expect(waiting.pending).toBe(1);
  });

  it('given outcomes under way, when the channel is closed, then they arrive first', async () => {
    const channel = world.channel();
    new ScriptedOwner(world.queue, channel, numbered);
    const outcomes = submitAll(20);
    await until(() => channel.links === 1);

    await channel.close(5_000);

    expect(await outcomes).toHaveLength(20);
    expect(waiting.pending).toBe(0);
  });
});
