/** The order of what is judged of a frame, and what binds a stream (runtime specification §5.2, §5.3): of two faults one decides. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import {
  StreamProbe,
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
} from '../testing/ingress-world.js';
import type { IngressWorld, SeenStatus } from '../testing/ingress-world.js';

const QUORUM = 'macp.mode.quorum.v1';
const OTHER_SESSION = 'StreamSession may only carry envelopes for one session_id';

let world: IngressWorld;
const probes: StreamProbe[] = [];
beforeAll(async () => {
  world = await ingressWorld({ MAX_PAYLOAD_BYTES: '20000' });
});
afterEach(() => {
  for (const probe of probes.splice(0)) probe.stream.cancel();
});
afterAll(() => world.close());

function open(token = 'lead-token', of: IngressWorld = world): StreamProbe {
  const probe = new StreamProbe(of.client, token);
  probes.push(probe);
  return probe;
}

async function session({ isOver = false } = {}): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  await world.send(proposalEnvelope(id, 'm1'));
  if (isOver) await world.send(commitmentEnvelope(id, 'm2'));
  return id;
}

/** A stream that follows a session of its own. */
async function bound(): Promise<StreamProbe> {
  const probe = open();
  probe.subscribe(await session());
  await probe.count(2);
  return probe;
}

async function endOf(probe: StreamProbe, envelope: macp.v1.EnvelopeInit): Promise<SeenStatus | 'ok'> {
  probe.send(envelope);
  return probe.ended();
}

const invalid = (details: string) => ({ code: status.INVALID_ARGUMENT, macpCode: 'INVALID_ENVELOPE', details });
const unauthenticated = {
  code: status.UNAUTHENTICATED,
  macpCode: 'UNAUTHENTICATED',
  details: 'Unauthenticated',
};

describe('of two faults of an envelope frame the earlier decides', () => {
  it('its shape, then that it has no session', async () => {
    const probe = open();
    probe.send({ macpVersion: '0', messageType: 'Signal', messageId: 's' });
    expect(await probe.count(1)).toEqual(['!UNSUPPORTED_PROTOCOL_VERSION']);
    expect(probe.end).toBeUndefined();
  });

  it('its size, then its session', async () => {
    const huge = { ...proposalEnvelope(newSessionId(), 'm'), payload: Buffer.alloc(20_001) };
    expect(await endOf(await bound(), huge)).toMatchObject({ macpCode: 'PAYLOAD_TOO_LARGE' });
  });

  it('that it has no session, then that it has no mode, then that it is for another session', async () => {
    const blank = { ...proposalEnvelope(' ', 'm'), mode: ' ' };
    expect(await endOf(await bound(), blank)).toEqual(invalid('StreamSession requires a non-empty session_id'));
    const modeless = { ...blank, sessionId: newSessionId() };
    expect(await endOf(await bound(), modeless)).toEqual(invalid('StreamSession requires a non-empty mode'));
  });

  it('that it is for another session, then its sender', async () => {
    const foreign = { ...proposalEnvelope(await session(), 'm'), sender: 'peer' };
    expect(await endOf(await bound(), foreign)).toEqual(invalid(OTHER_SESSION));
  });

  it('its sender, then its mode', async () => {
    const spoofed = { ...proposalEnvelope(await session(), 'm'), sender: 'peer', mode: QUORUM };
    expect(await endOf(open(), spoofed)).toEqual(unauthenticated);
  });

  it('its mode, then that the session is over', async () => {
    const other = { ...proposalEnvelope(await session({ isOver: true }), 'm'), mode: QUORUM };
    const text = 'INVALID_ENVELOPE: envelope mode does not match the bound session mode';
    expect(await endOf(open(), other)).toEqual(invalid(text));
  });

  it('that the session is over, then the right to its mode', async () => {
    const late = proposalEnvelope(await session({ isOver: true }), 'm');
    expect(await endOf(open('narrow-token'), late)).toEqual(invalid('SESSION_NOT_OPEN'));
  });

  it('the right to its mode, then the rate, which it costs nothing of, then that the session is unknown', async () => {
    const limited = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '1' });
    try {
      const probe = open('narrow-token', limited);
      for (const messageId of ['m1', 'm2']) probe.send(proposalEnvelope(newSessionId(), messageId));
      expect(await probe.count(2)).toEqual(['!FORBIDDEN', '!FORBIDDEN']);
      const id = newSessionId();
      for (const messageId of ['m3', 'm4']) probe.send({ ...proposalEnvelope(id, messageId), mode: QUORUM });
      expect(await probe.ended()).toMatchObject({ code: status.RESOURCE_EXHAUSTED, macpCode: 'RATE_LIMITED' });
      expect(probe.seen).toEqual(['!FORBIDDEN', '!FORBIDDEN', '!SESSION_NOT_FOUND']);
    } finally {
      await limited.close();
    }
  });
});

describe('a SessionStart frame', () => {
  it('is not held against the mode of the session that has its id', async () => {
    const again = startEnvelope(await session(), { messageId: 'other', mode: QUORUM });
    expect(await endOf(open(), again)).toMatchObject({ macpCode: 'SESSION_ALREADY_EXISTS' });
  });

  it('that is repeated when its session is over yields nothing, and the stream stays', async () => {
    const id = await session({ isOver: true });
    const probe = open();
    probe.send(startEnvelope(id));
    probe.subscribe(id, 2);
    expect(await probe.count(1)).toEqual(['m2']);
    expect(probe.end).toBeUndefined();
  });
});

describe('a stream', () => {
  const refusals: readonly [string, string, () => macp.v1.EnvelopeInit, string][] = [
    [
      'a misshapen envelope',
      'lead-token',
      () => ({ ...startEnvelope(newSessionId()), messageId: '' }),
      'INVALID_ENVELOPE',
    ],
    ['a start in a mode that is not allowed', 'narrow-token', () => startEnvelope(newSessionId()), 'FORBIDDEN'],
  ];
  it.each(refusals)('is not bound by %s', async (_what, token, refused, code) => {
    const probe = open(token);
    probe.send(refused());
    expect(await probe.count(1)).toEqual([`!${code}`]);
    probe.send(startEnvelope(newSessionId(), { mode: QUORUM }));
    expect(await probe.count(2)).toEqual([`!${code}`, 'm-start']);
  });

  it('is bound by a start that its session’s owner refuses', async () => {
    const probe = open();
    probe.send(startEnvelope(newSessionId(), {}, { policyVersion: 'nowhere' }));
    expect(await probe.count(1)).toEqual(['!UNKNOWN_POLICY_VERSION']);
    expect(await endOf(probe, startEnvelope(newSessionId()))).toEqual(invalid(OTHER_SESSION));
  });

  it('shares the rate of its sender with every other call', async () => {
    const limited = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '2' });
    try {
      const id = newSessionId();
      await limited.send(startEnvelope(id));
      expect((await limited.send(proposalEnvelope(id, 'm1'))).ok).toBe(true);
      const probe = open('lead-token', limited);
      probe.send(proposalEnvelope(id, 'm2'));
      expect(await probe.count(1)).toEqual(['m2']);
      expect((await limited.send(proposalEnvelope(id, 'm3'))).error!.code).toBe('RATE_LIMITED');
      expect(await endOf(probe, proposalEnvelope(id, 'm4'))).toMatchObject({ macpCode: 'RATE_LIMITED' });
    } finally {
      await limited.close();
    }
  });

  it('that subscribes observes an expiry that is due', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id, { timestampUnixMs: Date.now() - 120_000 }));
    const probe = open('outsider-token');
    probe.subscribe(id);
    expect(await probe.count(1)).toEqual(['!FORBIDDEN']);
    expect(world.engine.history.metadata.get(id)?.state).toBe('EXPIRED');
  });

  it('that is bound names its session when a subscription to it is refused', async () => {
    const id = await session();
    const probe = open('outsider-token');
    probe.send(proposalEnvelope(id, 'm9'));
    probe.subscribe(id);
    expect(await probe.count(2)).toEqual(['!FORBIDDEN', '!FORBIDDEN']);
    expect(probe.frames.map(({ error }) => [error!.sessionId, error!.messageId])).toEqual([
      [id, 'm9'],
      [id, ''],
    ]);
  });

  it('that is bound is told so before it is told that there is no such session to subscribe to', async () => {
    const probe = await bound();
    probe.subscribe('no-such-session-0123456789');
    expect(await probe.ended()).toEqual(invalid(OTHER_SESSION));
  });
});

it('a later subscription that starts further on loses nothing of what the one before owes', async () => {
  const { history } = world.engine;
  const id = await session();
  const probe = open();
  history.isBehind = true;
  probe.subscribe(id);
  probe.subscribe(id, 2);
  // Once this is answered, both subscriptions are there.
  probe.send(proposalEnvelope(id, ''));
  await probe.count(1);
  history.catchUp();
  probe.stream.end();

  expect(await probe.ended()).toBe('ok');
  expect(probe.seen).toEqual(['!INVALID_ENVELOPE', 'm-start', 'm1']);
});
