/** `max_open_sessions` through a real connection (runtime specification §3 row 14, §13 row 19): exact, and nobody else's. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionState } from '@macp/proto';
import type { macp } from '@macp/proto';
import { callUnary } from '@macp/wire';
import { StreamProbe, ingressWorld, newSessionId, startEnvelope, tokenMetadata } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

const start = async (sessionId = newSessionId(), overrides: macp.v1.EnvelopeInit = {}, token = 'capped-token') => {
  const ack = await world.send(startEnvelope(sessionId, overrides, { participants: ['capped'] }), token);
  return ack.ok ? 'ok' : ack.error!.code;
};
const control = (rpc: 'CancelSession' | 'SuspendSession' | 'ResumeSession', sessionId: string) =>
  callUnary(world.client, { rpc, request: { sessionId }, metadata: tokenMetadata('capped-token') });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const started = async (): Promise<string> => {
  const sessionId = newSessionId();
  expect(await start(sessionId)).toBe('ok');
  return sessionId;
};

describe('an identity with a limit', () => {
  it('starts sessions up to it, and again once one has ended', async () => {
    const first = await started();
    await started();
    expect(await start()).toBe('RATE_LIMITED');
    await control('CancelSession', first);
    expect(await start()).toBe('ok');
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('does not count suspended sessions, and counts them again once they are resumed', async () => {
    const first = await started();
    await started();
    await control('SuspendSession', first);
    const third = await started();
    expect(await start()).toBe('RATE_LIMITED');
    await control('ResumeSession', first);
    await control('CancelSession', third);
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('does not count a session past its deadline, whether or not that was observed', async () => {
    await started();
    await started();
    world.engine.clock.shiftMs = 120_000;
    expect(await start()).toBe('ok');
  });

  it('is answered a repeated start as a duplicate, whatever is open', async () => {
    const first = await started();
    await control('CancelSession', first);
    await started();
    await started();
    const again = await world.send(startEnvelope(first, {}, { participants: ['capped'] }), 'capped-token');
    expect([again.ok, again.duplicate, again.sessionState]).toEqual([true, true, SessionState.SESSION_STATE_CANCELLED]);
    expect(await start(first, { messageId: 'other' })).toBe('SESSION_ALREADY_EXISTS');
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('has its place back when a start is refused', async () => {
    for (let times = 0; times < 4; times++) {
      expect(await start(newSessionId(), { mode: 'no.such.mode' })).toBe('MODE_NOT_SUPPORTED');
    }
    await started();
    await started();
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('keeps the place of its session when the id is tried again, and takes none for the session of another', async () => {
    const foreign = newSessionId();
    expect(await start(foreign, {}, 'peer-token')).toBe('ok');
    const own = await started();
    expect(await start(own, { messageId: 'other' })).toBe('SESSION_ALREADY_EXISTS');
    expect(await start(foreign, { messageId: 'other' })).toBe('SESSION_ALREADY_EXISTS');
    expect(await start()).toBe('ok');
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('keeps the place of its open session when a start of the same id is refused, later or at the same time', async () => {
    const first = await started();
    expect(await start(first, { messageId: 'other', payload: Buffer.from([0xff]) })).toBe('INVALID_ENVELOPE');
    const second = newSessionId();
    const both = [start(second), start(second, { messageId: 'other', payload: Buffer.from([0xff]) })];
    expect(await Promise.all(both)).toEqual(['ok', 'INVALID_ENVELOPE']);
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('keeps a place that another start of the same id is about to need', async () => {
    await started();
    const { engine } = world;
    const sessionId = newSessionId();
    engine.hold();
    const refused = start(sessionId, { messageId: 'broken', payload: Buffer.from([0xff]) });
    while (engine.held === 0) await turn();
    engine.registry.hold();
    const taken = start(sessionId);
    while (engine.registry.waiting === 0) await turn();
    engine.release();
    while (engine.registry.waiting === 1) await turn();
    engine.registry.release();
    expect(await Promise.all([refused, taken])).toEqual(['INVALID_ENVELOPE', 'ok']);
    expect(await start()).toBe('RATE_LIMITED');
  });

  it('gets exactly as many sessions as it may have, however many it starts at once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => start()));
    expect(results.filter((result) => result === 'ok')).toHaveLength(2);
    expect(results.filter((result) => result === 'RATE_LIMITED')).toHaveLength(18);
  });

  it('keeps the place of a start whose outcome is not known, until it can no longer happen', async () => {
    await started();
    world.engine.hold();
    const deadline = Date.now() + 300;
    const lost = new Promise((resolve) =>
      world.client.Send(
        { envelope: startEnvelope(newSessionId(), {}, { participants: ['capped'] }) },
        tokenMetadata('capped-token'),
        { deadline },
        (error) => resolve(error?.code),
      ),
    );
    await lost;
    world.engine.drop();
    expect(await start()).toBe('RATE_LIMITED');
    world.engine.clock.shiftMs = 20_000;
    expect(await start()).toBe('ok');
  });

  it('may start none where the limit is none, and a stream ends on it', async () => {
    expect(await start(newSessionId(), {}, 'barred-token')).toBe('RATE_LIMITED');
    const stream = new StreamProbe(world.client, 'barred-token');
    stream.send(startEnvelope(newSessionId()));
    expect(await stream.ended()).toMatchObject({ macpCode: 'RATE_LIMITED' });
  });
});

describe('everybody else', () => {
  it('never asks for a place', async () => {
    for (let times = 0; times < 5; times++) expect(await start(newSessionId(), {}, 'peer-token')).toBe('ok');
    expect(world.engine.registry.commands).toEqual([]);
  });

  it('is not asked for one with any other message', async () => {
    const sessionId = await started();
    const before = world.engine.registry.commands.length;
    await world.send({ ...startEnvelope(sessionId), messageType: 'Proposal', messageId: 'x' }, 'capped-token');
    expect(world.engine.registry.commands).toHaveLength(before);
  });
});
