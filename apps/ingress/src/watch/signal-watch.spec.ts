/** The ambient plane over a real connection (runtime specification §6): who hears of what, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { ProgressPayload, SessionState, SignalPayload, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import {
  DECISION,
  StreamProbe,
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  startEnvelope,
  tokenMetadata,
} from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { WatchProbe } from '../testing/watch-probe.js';

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

const watch = (token: string | null = 'watcher-token') =>
  new WatchProbe(world.client.WatchSignals({}, tokenMetadata(token))).opened();
const idsOf = (probe: Awaited<ReturnType<typeof watch>>) => probe.frames.map(({ envelope }) => envelope!.messageId);

const signalPayload = encodeBytes(SignalPayload, {
  signalType: 'load',
  data: Buffer.from([1, 2]),
  confidence: 0.5,
  correlationSessionId: 'somewhere',
});
const signal = (messageId: string, overrides: macp.v1.EnvelopeInit = {}): macp.v1.EnvelopeInit => ({
  macpVersion: '1.0',
  messageType: 'Signal',
  messageId,
  payload: signalPayload,
  ...overrides,
});
const progress = (messageId: string, overrides: macp.v1.EnvelopeInit = {}): macp.v1.EnvelopeInit =>
  signal(messageId, { messageType: 'Progress', payload: encodeBytes(ProgressPayload, { progress: 1 }), ...overrides });

describe('WatchSignals', () => {
  it('delivers every accepted Signal and Progress with the authenticated sender, and nothing of before', async () => {
    await world.send(signal('before'));
    const probe = await watch();
    await world.send(signal('s-1', { timestampUnixMs: 77 }), 'peer-token');
    await world.send(progress('g-1'));
    const sessionId = newSessionId();
    await world.send(startEnvelope(sessionId));
    await world.send(progress('g-2', { sessionId, mode: DECISION }));
    await probe.count(3);
    expect(idsOf(probe)).toEqual(['s-1', 'g-1', 'g-2']);
    const [first] = probe.frames;
    expect(first!.envelope).toMatchObject({ sender: 'peer', sessionId: '', mode: '', messageType: 'Signal' });
    expect(Number(first!.envelope!.timestampUnixMs)).toBe(77);
    expect(Buffer.from(first!.envelope!.payload)).toEqual(Buffer.from(signalPayload));
    expect(first!.senderAuthenticated).toBe(true);
    probe.stream.cancel();
  });

  it('asks for a credential, and for no more than that', async () => {
    expect(await (await watch(null)).ended()).toMatchObject({
      code: status.UNAUTHENTICATED,
      macpCode: 'UNAUTHENTICATED',
    });
    const outsider = await watch('outsider-token');
    await world.send(signal('s-1'));
    expect(await outsider.count(1)).toHaveLength(1);
    outsider.stream.cancel();
  });

  it('says that senders are not proved where they are not', async () => {
    const open = await ingressWorld({ AUTH_TOKENS_JSON: '[]' });
    const probe = await new WatchProbe(open.client.WatchSignals({}, tokenMetadata('anyone'))).opened();
    await open.send(signal('s-1'), 'someone');
    const [frame] = await probe.count(1);
    expect([frame!.envelope!.sender, frame!.senderAuthenticated]).toEqual(['someone', false]);
    probe.stream.cancel();
    await open.close();
  });

  it('delivers a repeated id again, for nothing here is deduplicated', async () => {
    const probe = await watch();
    for (let times = 0; times < 2; times++) {
      expect(await world.send(signal('same'))).toMatchObject({
        ok: true,
        duplicate: false,
        sessionState: SessionState.SESSION_STATE_OPEN,
      });
    }
    expect((await probe.count(2)) && idsOf(probe)).toEqual(['same', 'same']);
    probe.stream.cancel();
  });

  it('delivers the Progress of a session that nobody knows, and of one that has ended', async () => {
    const probe = await watch();
    const ack = await world.send(progress('g-1', { sessionId: newSessionId(), mode: 'any.mode' }));
    expect([ack.ok, ack.sessionState]).toEqual([true, SessionState.SESSION_STATE_OPEN]);
    await probe.count(1);
    probe.stream.cancel();
  });

  it('is not reached by what was refused', async () => {
    const probe = await watch();
    const blank = encodeBytes(SignalPayload, { signalType: ' ' });
    for (const [envelope, token, code] of [
      [signal('x', { payload: blank }), 'lead-token', 'INVALID_ENVELOPE'],
      [signal('x', { payload: Buffer.from([0xff]) }), 'lead-token', 'INVALID_ENVELOPE'],
      [progress('x', { payload: Buffer.from([0xff]) }), 'lead-token', 'INVALID_ENVELOPE'],
      [signal('x', { sessionId: newSessionId() }), 'lead-token', 'INVALID_ENVELOPE'],
      [signal('x', { mode: DECISION }), 'lead-token', 'INVALID_ENVELOPE'],
      [progress('x', { sessionId: newSessionId() }), 'lead-token', 'INVALID_ENVELOPE'],
      [progress('x', { mode: DECISION }), 'lead-token', 'INVALID_ENVELOPE'],
      [signal('x', { sender: 'peer' }), 'lead-token', 'UNAUTHENTICATED'],
      [signal('x'), 'narrow-token', 'FORBIDDEN'],
    ] as const) {
      expect((await world.send(envelope, token)).error!.code).toBe(code);
    }
    await world.send(signal('empty', { payload: Buffer.alloc(0), mode: ' ' }));
    await world.send(progress('last', { payload: Buffer.alloc(0) }));
    await probe.count(2);
    expect(idsOf(probe)).toEqual(['empty', 'last']);
    probe.stream.cancel();
  });

  it('counts against the bucket of messages', async () => {
    const narrow = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '2' });
    const acks = [];
    for (const id of ['1', '2', '3']) acks.push(await narrow.send(signal(id)));
    expect(acks.map(({ error }) => error?.code)).toEqual([undefined, undefined, 'RATE_LIMITED']);
    await narrow.close();
  });
});

describe('a stream', () => {
  it("carries its session's Progress, which reaches watchers and nobody's history", async () => {
    const probe = await watch();
    const sessionId = newSessionId();
    const stream = new StreamProbe(world.client, 'lead-token');
    stream.send(startEnvelope(sessionId));
    await stream.count(1);
    stream.send(progress('g-1', { sessionId, mode: DECISION }));
    await probe.count(1);
    expect(probe.frames[0]!.envelope).toMatchObject({ sessionId, sender: 'lead', messageId: 'g-1' });
    stream.send(progress('bad', { sessionId, mode: DECISION, payload: Buffer.from([0xff]) }));
    expect(await stream.count(2)).toEqual(['m-start', '!INVALID_ENVELOPE']);
    probe.stream.cancel();
    stream.stream.end();
    await stream.ended();
  });

  it('does not carry the Progress of an ended session', async () => {
    const sessionId = newSessionId();
    await world.send(startEnvelope(sessionId));
    world.engine.clock.shiftMs = 120_000;
    expect((await world.send(commitmentEnvelope(sessionId, 'late'))).error!.code).toBe('SESSION_NOT_OPEN');
    const stream = new StreamProbe(world.client, 'lead-token');
    stream.send(progress('g-1', { sessionId, mode: DECISION }));
    expect(await stream.ended()).toMatchObject({ macpCode: 'INVALID_ENVELOPE', details: 'SESSION_NOT_OPEN' });
  });
});

describe('a watcher that does not read', () => {
  it('loses its watch with STREAM_LAGGED and delays nobody', async () => {
    const slow = await watch();
    const quick = await watch();
    slow.stream.pause();
    const payload = encodeBytes(SignalPayload, { signalType: 'big', data: Buffer.alloc(60_000) });
    let sent = 0;
    while (world.metrics.edge.streamsLagged === 0) {
      expect((await world.send(signal(`s-${sent++}`, { payload }))).ok).toBe(true);
      await quick.count(sent);
    }
    slow.stream.resume();
    expect(await slow.ended()).toEqual({
      code: status.RESOURCE_EXHAUSTED,
      macpCode: 'STREAM_LAGGED',
      details: expect.stringMatching(/^WatchSignals receiver fell behind by \d+ signals$/) as unknown,
    });
    expect(slow.frames.length).toBeLessThan(sent);
    await quick.count(sent);
    expect(quick.end).toBeUndefined();
    quick.stream.cancel();
  });
});
