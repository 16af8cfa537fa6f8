/** StreamSession over a real connection (runtime specification §5, §13). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Duplex } from 'node:stream';
import { status } from '@grpc/grpc-js';
import {
  StreamProbe,
  commitmentEnvelope,
  envelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from '../testing/ingress-world.js';
import { SessionStream } from './session-stream.js';
import type { StreamCall } from './session-stream.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { decision, encodeBytes } from '@macp/proto';

let world: IngressWorld;
const probes: StreamProbe[] = [];
beforeAll(async () => {
  world = await ingressWorld({
    MAX_PAYLOAD_BYTES: '20000',
    MESSAGE_LIMIT_PER_MINUTE: '100000',
    SESSION_START_LIMIT_PER_MINUTE: '10000',
  });
});
afterEach(() => {
  for (const probe of probes.splice(0)) probe.stream.cancel();
});
afterAll(() => world.close());

function open(token: string | null = 'lead-token'): StreamProbe {
  const probe = new StreamProbe(world.client, token);
  probes.push(probe);
  return probe;
}

function bigProposal(i: number): Uint8Array {
  return encodeBytes(decision.ProposalPayload, {
    proposalId: `p${i}`,
    option: 'x',
    supportingData: Buffer.alloc(8000),
  });
}

/** A session with its start and proposals m1..mN. */
async function session(proposals = 0): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  for (let i = 1; i <= proposals; i++) await world.send(proposalEnvelope(id, `m${i}`));
  return id;
}

const invalidEnvelope = (details: unknown = expect.any(String)) => ({
  code: status.INVALID_ARGUMENT,
  macpCode: 'INVALID_ENVELOPE',
  details,
});

describe('opening a stream', () => {
  it('without a credential ends with UNAUTHENTICATED and no frame', async () => {
    const probe = open(null);
    expect(await probe.ended()).toMatchObject({ code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' });
    expect(probe.frames).toEqual([]);
  });

  it('and closing it again, unbound, ends OK', async () => {
    const probe = open();
    probe.stream.end();
    expect(await probe.ended()).toBe('ok');
  });

  it('counts it, and counts it out', async () => {
    const before = world.metrics.edge.streamsOpen;
    const probe = open();
    probe.send(envelope(newSessionId(), { messageType: '', messageId: 'x' }));
    await probe.count(1);
    expect(world.metrics.edge.streamsOpen).toBe(before + 1);
    probe.stream.end();
    await probe.ended();
    expect(world.metrics.edge.streamsOpen).toBe(before);
  });
});

describe('a subscription', () => {
  it('delivers the whole history, then live envelopes, as they were accepted', async () => {
    const id = await session(2);
    const probe = open('peer-token');
    probe.subscribe(id);
    expect(await probe.count(3)).toEqual(['m-start', 'm1', 'm2']);
    await world.send(proposalEnvelope(id, 'm3'), 'peer-token');
    expect(await probe.count(4)).toEqual(['m-start', 'm1', 'm2', 'm3']);
    expect(probe.frames.map((frame) => frame.envelope!.sender)).toEqual(['lead', 'lead', 'lead', 'peer']);
    expect(Number(probe.frames[3]!.envelope!.timestampUnixMs)).toBeGreaterThan(0);
  });

  it('starts strictly behind after_sequence', async () => {
    const id = await session(3);
    const probe = open();
    probe.subscribe(id, 2);
    expect(await probe.count(2)).toEqual(['m2', 'm3']);
  });

  it('beyond the newest ordinal replays nothing and delivers what comes', async () => {
    const id = await session(1);
    const probe = open();
    probe.subscribe(id, 1000);
    probe.stream.write({ envelope: { ...proposalEnvelope(id, 'x'), sender: '' } });
    expect(await probe.count(1)).toEqual(['x']);
  });

  it('may be repeated on the same stream and replays again', async () => {
    const id = await session(1);
    const probe = open();
    probe.subscribe(id);
    await probe.count(2);
    probe.subscribe(id, 1);
    await world.send(proposalEnvelope(id, 'm2'));
    expect(await probe.count(4)).toEqual(['m-start', 'm1', 'm1', 'm2']);
  });

  it('to an unknown session ends with NOT_FOUND and no frame', async () => {
    const probe = open();
    probe.subscribe('no-such-session-0123456789');
    expect(await probe.ended()).toEqual({
      code: status.NOT_FOUND,
      macpCode: 'SESSION_NOT_FOUND',
      details: "Session 'no-such-session-0123456789' not found",
    });
    expect(probe.frames).toEqual([]);
  });

  it('is refused inline to outsiders, and the stream can be used for another session', async () => {
    const id = await session();
    const probe = open('outsider-token');
    probe.subscribe(id);
    await probe.count(1);
    const { error } = probe.frames[0]!;
    expect(error).toMatchObject({ code: 'FORBIDDEN', sessionId: '', messageId: '' });
    expect(error!.message).toBe('caller is not a declared participant or observer for this session');
    const own = newSessionId();
    await world.send(startEnvelope(own, {}, { participants: ['outsider'] }), 'outsider-token');
    probe.subscribe(own);
    expect(await probe.count(2)).toEqual(['!FORBIDDEN', 'm-start']);
  });

  it('is open to observers', async () => {
    const probe = open('watcher-token');
    probe.subscribe(await session());
    expect(await probe.count(1)).toEqual(['m-start']);
  });

  it('of a session that left its owner is served from history, under the same rule', async () => {
    const id = await session(1);
    await world.send(commitmentEnvelope(id, 'm2'));
    world.engine.evict(id);
    const probe = open();
    probe.subscribe(id);
    expect(await probe.count(3)).toEqual(['m-start', 'm1', 'm2']);
    const outsider = open('outsider-token');
    outsider.subscribe(id);
    expect(await outsider.count(1)).toEqual(['!FORBIDDEN']);
  });

  it('that is closed at once by the client still delivers the history, then ends OK', async () => {
    const id = await session(40);
    const probe = open();
    probe.subscribe(id);
    probe.stream.end();
    expect(await probe.ended()).toBe('ok');
    expect(probe.frames).toHaveLength(41);
  });

  it('stays open when its session ends, and delivers nothing of it', async () => {
    const id = await session();
    const probe = open();
    probe.subscribe(id);
    await probe.count(1);
    await new Promise<void>((resolve) =>
      world.client.CancelSession({ sessionId: id, reason: 'over' }, tokenMetadata('lead-token'), {}, () => resolve()),
    );
    probe.subscribe(id, 0);
    expect(await probe.count(2)).toEqual(['m-start', 'm-start']);
    expect(probe.end).toBeUndefined();
  });

  it('that cannot go on ends UNAVAILABLE without a MACP code', async () => {
    const id = await session();
    const probe = open();
    probe.subscribe(id);
    await probe.count(1);
    world.engine.history.failFollows(id, new Error('the log failed'));
    expect(await probe.ended()).toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
  });

  it('leaves nothing behind when the client goes', async () => {
    const id = await session();
    const probe = open();
    probe.subscribe(id);
    await probe.count(1);
    expect(world.engine.history.followers(id)).toBe(1);
    probe.stream.cancel();
    while (world.engine.history.followers(id) > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('an envelope frame', () => {
  it('opens a session on the stream, echoes what is accepted and ends OK after a half-close', async () => {
    const id = newSessionId();
    const probe = open();
    probe.send(startEnvelope(id));
    probe.send(proposalEnvelope(id, 'm1'));
    probe.send(proposalEnvelope(id, 'm1'));
    probe.send(commitmentEnvelope(id, 'm2'));
    probe.stream.end();
    expect(await probe.ended()).toBe('ok');
    expect(probe.seen).toEqual(['m-start', 'm1', 'm2']);
  });

  it('is echoed before the stream ends, however far the projection is behind', async () => {
    const id = await session();
    const probe = open();
    probe.send(proposalEnvelope(id, 'm1'));
    await probe.count(1);
    const { commands, history } = world.engine;
    history.isBehind = true;
    probe.send(proposalEnvelope(id, 'm2'));
    probe.stream.end();
    const isDecided = (): boolean => {
      const last = commands.at(-1);
      return last?.kind === 'SubmitEnvelope' && last.envelope.messageId === 'm2';
    };
    while (!isDecided()) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(probe.end).toBeUndefined();
    history.catchUp();
    expect(await probe.ended()).toBe('ok');
    expect(probe.seen).toEqual(['m1', 'm2']);
  });

  it('binds without history: only what is published from then on', async () => {
    const id = await session(2);
    const probe = open('peer-token');
    probe.send(proposalEnvelope(id, 'm3'));
    expect(await probe.count(1)).toEqual(['m3']);
  });

  it('ignores after_sequence', async () => {
    const id = await session();
    const probe = open();
    probe.stream.write({ envelope: proposalEnvelope(id, 'm1'), afterSequence: 7 });
    expect(await probe.count(1)).toEqual(['m1']);
  });

  it('that the kernel refuses is answered inline, with the bound session and the message id', async () => {
    const id = await session();
    const probe = open('outsider-token');
    probe.send(proposalEnvelope(id, 'm1'));
    await probe.count(1);
    expect(probe.frames[0]!.error).toMatchObject({ code: 'FORBIDDEN', sessionId: id, messageId: 'm1' });
    expect(probe.end).toBeUndefined();
  });

  it('of a stranger lets the stranger hear nothing of the session', async () => {
    const id = await session();
    const [stranger, peer] = [open('outsider-token'), open('peer-token')];
    stranger.send(proposalEnvelope(id, 'm1'));
    expect(await stranger.count(1)).toEqual(['!FORBIDDEN']);
    peer.send(proposalEnvelope(id, 'm2'));
    await peer.count(1);
    stranger.send(proposalEnvelope(id, 'm3'));
    expect(await stranger.count(2)).toEqual(['!FORBIDDEN', '!FORBIDDEN']);
  });

  it('for an unknown session is refused inline and binds the stream to it all the same', async () => {
    const id = newSessionId();
    const probe = open();
    probe.send(proposalEnvelope(id, 'm1'));
    expect(await probe.count(1)).toEqual(['!SESSION_NOT_FOUND']);
    probe.send(proposalEnvelope(await session(), 'm1'));
    expect(await probe.ended()).toMatchObject(
      invalidEnvelope('StreamSession may only carry envelopes for one session_id'),
    );
  });

  it('of another version is refused inline, before the stream is bound', async () => {
    const probe = open();
    probe.send({ ...proposalEnvelope(await session(), 'm1'), macpVersion: '0.9' });
    await probe.count(1);
    expect(probe.frames[0]!.error).toMatchObject({ code: 'UNSUPPORTED_PROTOCOL_VERSION', sessionId: '' });
    expect(probe.end).toBeUndefined();
  });

  it('without a mode or a session id is refused inline', async () => {
    const probe = open();
    probe.send({ ...proposalEnvelope('', 'm1') });
    probe.send({ ...proposalEnvelope(newSessionId(), 'm1'), mode: '' });
    expect(await probe.count(2)).toEqual(['!INVALID_ENVELOPE', '!INVALID_ENVELOPE']);
    expect(probe.end).toBeUndefined();
  });

  it('without the right to the mode is refused inline', async () => {
    const probe = open('narrow-token');
    probe.send(startEnvelope(newSessionId()));
    expect(await probe.count(1)).toEqual(['!FORBIDDEN']);
    expect(probe.end).toBeUndefined();
  });

  it('of session-scoped Progress is taken and echoed nowhere; a broken one is refused inline', async () => {
    const id = await session();
    const probe = open();
    probe.send(envelope(id, { messageType: 'Progress', messageId: 'p1' }));
    probe.send(envelope(id, { messageType: 'Progress', messageId: 'p2', payload: Buffer.from([0xff]) }));
    expect(await probe.count(1)).toEqual(['!INVALID_ENVELOPE']);
    expect(probe.frames[0]!.error!.messageId).toBe('p2');
  });
});

describe('a frame ends the stream', () => {
  const id = (): Promise<string> => session();
  const cases: readonly [string, (probe: StreamProbe) => Promise<void>, object][] = [
    ['with neither an envelope nor a subscription', async (probe) => void probe.stream.write({}), invalidEnvelope()],
    [
      'with both',
      async (probe) => {
        const both = await id();
        probe.stream.write({ envelope: proposalEnvelope(both, 'm1'), subscribeSessionId: both });
      },
      invalidEnvelope(),
    ],
    [
      'for a Signal',
      async (probe) => probe.send({ macpVersion: '1.0', messageType: 'Signal', messageId: 's' }),
      invalidEnvelope('StreamSession requires a non-empty session_id'),
    ],
    [
      'for a session id of white space',
      async (probe) => probe.send(proposalEnvelope('  ', 'm1')),
      invalidEnvelope('StreamSession requires a non-empty session_id'),
    ],
    [
      'for a mode of white space',
      async (probe) => probe.send({ ...proposalEnvelope(await id(), 'm1'), mode: '  ' }),
      invalidEnvelope(),
    ],
    [
      'for a subscription to another session',
      async (probe) => {
        probe.subscribe(await id());
        probe.subscribe(await id());
      },
      invalidEnvelope('StreamSession may only carry envelopes for one session_id'),
    ],
    [
      "for somebody else's name",
      async (probe) => probe.send({ ...proposalEnvelope(await id(), 'm1'), sender: 'peer' }),
      { code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' },
    ],
    [
      'for an oversize payload',
      async (probe) => probe.send({ ...proposalEnvelope(await id(), 'm1'), payload: Buffer.alloc(20_001) }),
      { code: status.RESOURCE_EXHAUSTED, macpCode: 'PAYLOAD_TOO_LARGE' },
    ],
    [
      "for another mode than the session's",
      async (probe) => probe.send({ ...proposalEnvelope(await id(), 'm1'), mode: 'macp.mode.task.v1' }),
      invalidEnvelope('INVALID_ENVELOPE: envelope mode does not match the bound session mode'),
    ],
    [
      'for a session that is over, even with an accepted id',
      async (probe) => {
        const over = await session(1);
        await world.send(commitmentEnvelope(over, 'm2'));
        probe.send(proposalEnvelope(over, 'm1'));
      },
      invalidEnvelope('SESSION_NOT_OPEN'),
    ],
    [
      'for a session whose time is over, although nobody has noticed yet',
      async (probe) => {
        const short = newSessionId();
        await world.send(startEnvelope(short, { timestampUnixMs: Date.now() - 120_000 }));
        probe.send(proposalEnvelope(short, 'm1'));
      },
      invalidEnvelope('SESSION_NOT_OPEN'),
    ],
    [
      'for an inadmissible session id at the start',
      async (probe) => probe.send(startEnvelope('short')),
      { code: status.INVALID_ARGUMENT, macpCode: 'INVALID_SESSION_ID' },
    ],
    [
      'for a second start of a session',
      async (probe) => probe.send(startEnvelope(await id(), { messageId: 'other' })),
      { code: status.ALREADY_EXISTS, macpCode: 'SESSION_ALREADY_EXISTS' },
    ],
  ];
  it.each(cases)('%s', async (_name, act, expected) => {
    const probe = open();
    await act(probe);
    expect(await probe.ended()).toMatchObject(expected);
  });

  it('beyond the rate limit', async () => {
    const limited = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '1' });
    try {
      const limitedId = newSessionId();
      await limited.send(startEnvelope(limitedId));
      const probe = new StreamProbe(limited.client, 'lead-token');
      probe.send(proposalEnvelope(limitedId, 'm1'));
      probe.send(proposalEnvelope(limitedId, 'm2'));
      expect(await probe.ended()).toMatchObject({ code: status.RESOURCE_EXHAUSTED, macpCode: 'RATE_LIMITED' });
      expect(probe.seen).toEqual(['m1']);
    } finally {
      await limited.close();
    }
  });
});

describe('a slow reader', () => {
  it('is held by back-pressure, then ends with STREAM_LAGGED; others get everything', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id));
    const slow = open();
    slow.subscribe(id);
    await slow.count(1);
    slow.stream.pause();
    const quick = open('peer-token');
    quick.subscribe(id, 1);
    const total = 600;
    for (let i = 0; i < total; i++) {
      await world.send({ ...proposalEnvelope(id, `m${i}`), payload: bigProposal(i) });
    }
    await quick.count(total);
    expect(quick.frames).toHaveLength(total);
    expect(world.metrics.edge.streamsLagged).toBe(1);
    slow.stream.resume();
    expect(await slow.ended()).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      macpCode: 'STREAM_LAGGED',
      details: expect.stringMatching(/^StreamSession receiver fell behind by \d+ envelopes$/),
    });
    expect(slow.frames.length).toBeLessThan(total);
  });
});

describe('a client that does not read', () => {
  it('gets no further frame handled, so that refusals cannot pile up', async () => {
    let written = 0;
    let room: (() => void) | undefined;
    const call = new Duplex({
      objectMode: true,
      read: () => undefined,
      write: (_frame, _encoding, taken) => {
        written++;
        room = taken;
      },
    });
    Object.assign(call, { getDeadline: () => Infinity });
    const who = { sender: 'lead', canStartSessions: true, canManageModeRegistry: false, isObserver: false };
    new SessionStream(world.edge, call as unknown as StreamCall, who).open();
    const frames = 200;
    const bad = { envelope: { ...proposalEnvelope('x', 'm'), payload: Buffer.alloc(0), macpVersion: '0' } };
    for (let i = 0; i < frames; i++) call.push({ ...bad, subscribeSessionId: '' });
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    await turns();
    expect(call.writableLength).toBeLessThanOrEqual(call.writableHighWaterMark);
    while (written < frames) {
      room!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    call.destroy();
  });
});

describe('a thousand idle streams', () => {
  it('are held open and answer when they are used', async () => {
    const many = await ingressWorld({ MAX_CONCURRENT_STREAMS: '2000' });
    try {
      const streams = Array.from({ length: 1000 }, () => new StreamProbe(many.client, 'lead-token'));
      while (many.metrics.edge.streamsOpen < 1000) await new Promise((resolve) => setImmediate(resolve));
      const id = newSessionId();
      await many.send(startEnvelope(id));
      streams[999]!.subscribe(id);
      expect(await streams[999]!.count(1)).toEqual(['m-start']);
      for (const stream of streams) stream.stream.end();
      expect(await Promise.all(streams.map((stream) => stream.ended()))).toEqual(streams.map(() => 'ok'));
    } finally {
      await many.close();
    }
  });
});
