/** Send over a real connection (runtime specification §2, §13): order of checks, Acks, statuses. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metadata, status } from '@grpc/grpc-js';
import { ProgressPayload, SendRequest, SignalPayload, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import {
  call,
  commitmentEnvelope,
  envelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

const OPEN = 1;
const RESOLVED = 2;

function verdict(ack: macp.v1.Ack): string {
  return ack.ok ? (ack.duplicate ? 'duplicate' : 'accepted') : ack.error!.code;
}

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld({ MAX_PAYLOAD_BYTES: '1000', MESSAGE_LIMIT_PER_MINUTE: '10000' });
});
afterAll(() => world.close());

describe('Send accepts', () => {
  it('a session, its messages and its Commitment', async () => {
    const id = newSessionId();
    const before = Date.now();
    const started = await world.send(startEnvelope(id));
    expect(started).toMatchObject({ ok: true, duplicate: false, messageId: 'm-start', sessionId: id });
    expect(started.sessionState).toBe(OPEN);
    expect(Number(started.acceptedAtUnixMs)).toBeGreaterThanOrEqual(before);
    expect(started.error).toBeNull();
    expect(verdict(await world.send(proposalEnvelope(id, 'm1'), 'peer-token'))).toBe('accepted');
    const committed = await world.send(commitmentEnvelope(id, 'm2'));
    expect([verdict(committed), committed.error?.message, committed.sessionState]).toEqual([
      'accepted',
      undefined,
      RESOLVED,
    ]);
  });

  it('a repeat as a duplicate, with the state of now, also from somebody else and with another payload', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id));
    await world.send(proposalEnvelope(id, 'm1'));
    const other = { ...proposalEnvelope(id, 'm1'), payload: Buffer.from('other') };
    const repeat = await world.send(other, 'peer-token');
    expect([verdict(repeat), repeat.sessionState]).toEqual(['duplicate', OPEN]);
    await world.send(commitmentEnvelope(id, 'm2'));
    const late = await world.send(proposalEnvelope(id, 'm1'));
    expect([verdict(late), late.sessionState]).toEqual(['duplicate', RESOLVED]);
  });

  it('the sender that was authenticated, whatever the envelope leaves open', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id));
    await world.send(proposalEnvelope(id, 'm1'), 'peer-token');
    const submitted = world.engine.commands.at(-1);
    expect(submitted?.kind === 'SubmitEnvelope' && submitted.envelope.sender).toBe('peer');
    const named = { ...proposalEnvelope(id, 'm2'), sender: 'peer' };
    expect(verdict(await world.send(named, 'peer-token'))).toBe('accepted');
  });

  it('messages of who may not start a session', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id, {}, { participants: ['lead', 'watcher'] }));
    expect(verdict(await world.send(proposalEnvelope(id, 'm1'), 'watcher-token'))).toBe('accepted');
  });

  it('Signals once their bus has them, and says UNAVAILABLE of those that it may not have', async () => {
    const signal = { macpVersion: '1.0', messageType: 'Signal', messageId: 's1' };
    const unknownBefore = world.metrics.edge.unknownOutcomes;
    let settle: { taken(): void; failed(cause: Error): void } | undefined;
    const publish = (): Promise<void> =>
      new Promise((taken, failed) => {
        settle = { taken, failed };
      });
    const bus = Object.assign(world.edge.signals, { publish });
    try {
      let isAnswered = false;
      const taken = world.send(signal).finally(() => (isAnswered = true));
      while (settle === undefined) await new Promise((resolve) => setImmediate(resolve));
      // Another call goes to the server and back, on the same connection.
      await world.send({ ...signal, macpVersion: '' });
      expect(isAnswered).toBe(false);
      settle.taken();
      expect(verdict(await taken)).toBe('accepted');

      settle = undefined;
      const lost = world.send(signal);
      while (settle === undefined) await new Promise((resolve) => setImmediate(resolve));
      (settle as { failed(cause: Error): void }).failed(new Error('the log is away'));
      await expect(lost).rejects.toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
      expect(world.metrics.edge.unknownOutcomes).toBe(unknownBefore + 1);
    } finally {
      delete (bus as { publish?: unknown }).publish;
    }
  });

  it('Signals without a session, each time anew, and Progress for a session nobody knows', async () => {
    const signal = { macpVersion: '1.0', messageType: 'Signal', messageId: 's1' };
    for (let i = 0; i < 2; i++) {
      const ack = await world.send({ ...signal, payload: encodeBytes(SignalPayload, { signalType: 'ping' }) });
      expect([verdict(ack), ack.sessionState]).toEqual(['accepted', OPEN]);
    }
    const progress = envelope('no-such-session', { messageType: 'Progress', messageId: 'p1' });
    expect(verdict(await world.send(progress))).toBe('accepted');
    // Without a session and without a mode it is ambient; the mode of a Signal may be white space.
    expect(verdict(await world.send({ ...progress, sessionId: '', mode: '' }))).toBe('accepted');
    expect(verdict(await world.send({ ...signal, mode: ' ' }))).toBe('accepted');
    // Their numbers are taken as they come.
    const odd = encodeBytes(SignalPayload, { signalType: 'ping', confidence: 7, correlationSessionId: 'nobody' });
    const nothing = encodeBytes(ProgressPayload, { progress: NaN, total: -1 });
    expect(verdict(await world.send({ ...signal, payload: odd }))).toBe('accepted');
    expect(verdict(await world.send({ ...progress, payload: nothing }))).toBe('accepted');
  });
});

describe('a credential', () => {
  const sendWith = async (entries: Readonly<Record<string, string>>): Promise<string> => {
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
    const { ack } = await call<macp.v1.SendResponse>((done) =>
      world.client.Send({ envelope: startEnvelope(newSessionId()) }, metadata, {}, done),
    );
    return verdict(ack!);
  };

  it.each([
    [{ authorization: 'Bearer lead-token' }, 'accepted'],
    [{ 'x-macp-token': 'lead-token' }, 'accepted'],
    [{ authorization: 'bearer lead-token', 'x-macp-token': 'lead-token' }, 'accepted'],
    [{ authorization: 'bearer lead-token' }, 'UNAUTHENTICATED'],
    [{ authorization: 'Bearer  lead-token' }, 'UNAUTHENTICATED'],
    [{ authorization: 'Bearer wrong', 'x-macp-token': 'lead-token' }, 'UNAUTHENTICATED'],
    [{ authorization: 'Bearer dotted.token' }, 'UNAUTHENTICATED'],
  ])('of %j is %s', async (entries, expected) => {
    expect(await sendWith(entries as unknown as Record<string, string>)).toBe(expected);
  });
});

describe('Send refuses in band', () => {
  const start = () => startEnvelope(newSessionId());
  const cases: readonly [string, () => macp.v1.EnvelopeInit, string | null, string][] = [
    [
      'another version, before anything else',
      () => ({ ...start(), macpVersion: '2.0', messageId: '' }),
      null,
      'UNSUPPORTED_PROTOCOL_VERSION',
    ],
    ['an empty message id', () => ({ ...start(), messageId: '' }), null, 'INVALID_ENVELOPE'],
    ['an empty message type', () => ({ ...start(), messageType: '' }), null, 'INVALID_ENVELOPE'],
    ['an empty session id', () => startEnvelope(''), null, 'INVALID_ENVELOPE'],
    ['a mode of white space', () => ({ ...start(), mode: ' \t' }), null, 'INVALID_ENVELOPE'],
    ['a Signal with a mode', () => ({ ...start(), messageType: 'Signal', sessionId: '' }), null, 'INVALID_ENVELOPE'],
    [
      'a Progress with a mode and no session',
      () => ({ ...start(), messageType: 'Progress', sessionId: '' }),
      null,
      'INVALID_ENVELOPE',
    ],
    ['a Signal with a session', () => ({ ...start(), messageType: 'Signal', mode: '' }), null, 'INVALID_ENVELOPE'],
    [
      'a Progress with a session and no mode',
      () => ({ ...start(), messageType: 'Progress', mode: '' }),
      null,
      'INVALID_ENVELOPE',
    ],
    [
      'an oversize payload before the credential',
      () => ({ ...start(), payload: Buffer.alloc(1001) }),
      null,
      'PAYLOAD_TOO_LARGE',
    ],
    ['no credential', start, null, 'UNAUTHENTICATED'],
    ['the largest payload', () => ({ ...start(), payload: Buffer.alloc(1000) }), null, 'UNAUTHENTICATED'],
    ['an unknown token', start, 'nobody-token', 'UNAUTHENTICATED'],
    ["somebody else's name", () => ({ ...start(), sender: 'peer' }), 'lead-token', 'UNAUTHENTICATED'],
    ['a start by who may not start', start, 'watcher-token', 'FORBIDDEN'],
    ['a mode that is not allowed', start, 'narrow-token', 'FORBIDDEN'],
    [
      'a Signal of an identity with allowed modes',
      () => ({ macpVersion: '1.0', messageType: 'Signal', messageId: 's' }),
      'narrow-token',
      'FORBIDDEN',
    ],
    [
      'a Signal without a type',
      () => ({
        macpVersion: '1.0',
        messageType: 'Signal',
        messageId: 's',
        payload: encodeBytes(SignalPayload, { signalType: ' ' }),
      }),
      'lead-token',
      'INVALID_ENVELOPE',
    ],
    [
      'a Signal that does not decode',
      () => ({ macpVersion: '1.0', messageType: 'Signal', messageId: 's', payload: Buffer.from([0xff]) }),
      'lead-token',
      'INVALID_ENVELOPE',
    ],
    [
      'a Progress that does not decode',
      () => ({ macpVersion: '1.0', messageType: 'Progress', messageId: 'p', payload: Buffer.from([0xff]) }),
      'lead-token',
      'INVALID_ENVELOPE',
    ],
    ['a message of an unknown session', () => proposalEnvelope(newSessionId(), 'm'), 'lead-token', 'SESSION_NOT_FOUND'],
    ['an unknown mode', () => ({ ...start(), mode: 'ext.unknown' }), 'lead-token', 'MODE_NOT_SUPPORTED'],
    ['an inadmissible session id', () => startEnvelope('short'), 'lead-token', 'INVALID_SESSION_ID'],
    [
      'an unknown policy',
      () => startEnvelope(newSessionId(), {}, { policyVersion: 'no.such' }),
      'lead-token',
      'UNKNOWN_POLICY_VERSION',
    ],
  ];
  it.each(cases)('%s', async (_name, request, token, code) => {
    const asked = request();
    const ack = await world.send(asked, token);
    expect(ack.ok).toBe(false);
    expect(ack.error!.code).toBe(code);
    expect(ack.sessionState).toBe(0);
    expect([ack.messageId, ack.sessionId]).toEqual([asked.messageId ?? '', asked.sessionId ?? '']);
    expect([ack.error!.messageId, ack.error!.sessionId]).toEqual([ack.messageId, ack.sessionId]);
    expect(Number(ack.acceptedAtUnixMs)).toBeGreaterThan(0);
  });

  it('frees the id of what it refused', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id));
    expect(verdict(await world.send(proposalEnvelope(id, 'm9'), 'outsider-token'))).toBe('FORBIDDEN');
    expect(verdict(await world.send(proposalEnvelope(id, 'm9')))).toBe('accepted');
  });
});

describe('Send answers with a status', () => {
  it('without an envelope, credential or not', async () => {
    await expect(world.send(undefined, null)).rejects.toEqual({
      code: status.INVALID_ARGUMENT,
      macpCode: 'INVALID_ENVELOPE',
      details: 'SendRequest must contain an envelope',
    });
  });

  it('above the decode limit, from the transport and without a MACP code', async () => {
    const framed = (bytes: number): macp.v1.EnvelopeInit => {
      const envelopeOf = (payload: Buffer) => ({ ...startEnvelope(newSessionId()), payload });
      const around = encodeBytes(SendRequest, { envelope: envelopeOf(Buffer.alloc(bytes)) }).length - bytes;
      return envelopeOf(Buffer.alloc(bytes - around));
    };
    await expect(world.send(framed(1000 + 65_536 + 1))).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      macpCode: undefined,
    });
    // The largest that is decoded: the service itself says so.
    expect(verdict(await world.send(framed(1000 + 65_536)))).toBe('PAYLOAD_TOO_LARGE');
  });

  it('UNAVAILABLE without a MACP code while the outcome is unknown, and the repeat gets it', async () => {
    const id = newSessionId();
    const unknownBefore = world.metrics.edge.unknownOutcomes;
    world.engine.hold();
    const deadline = Date.now() + 14_000;
    const answer = call((done) =>
      world.client.Send({ envelope: startEnvelope(id) }, tokenMetadata('lead-token'), { deadline }, done),
    );
    while (world.engine.held === 0) await new Promise((resolve) => setImmediate(resolve));
    // Over for the server long before it is for the client; the time-out of 30 seconds would be over too late for both.
    world.engine.clock.shiftMs += 14_000;
    await expect(answer).rejects.toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
    world.engine.clock.shiftMs -= 14_000;
    world.engine.release();
    expect(world.metrics.edge.unknownOutcomes).toBe(unknownBefore + 1);
    expect(verdict(await world.send(startEnvelope(id)))).toBe('duplicate');
  });

  it('UNIMPLEMENTED for RPCs that are not there', async () => {
    const answer = call((done) => world.client.GetReceiptKeys({}, tokenMetadata('lead-token'), {}, done));
    await expect(answer).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
  });
});

describe('Send joins', () => {
  it('identical messages in flight: one is accepted, the other its duplicate', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id));
    const commands = world.engine.commands.length;
    world.engine.hold();
    const both = [world.send(proposalEnvelope(id, 'm1')), world.send(proposalEnvelope(id, 'm1'))];
    while (world.engine.submissions.counts.joined === 0) await new Promise((resolve) => setImmediate(resolve));
    world.engine.release();
    expect((await Promise.all(both)).map(verdict).sort()).toEqual(['accepted', 'duplicate']);
    expect(world.engine.commands.length).toBe(commands + 1);
  });
});

describe('Send limits rates', () => {
  it('per sender and bucket; refusals before the limit cost nothing, duplicates do', async () => {
    const limited = await ingressWorld({ SESSION_START_LIMIT_PER_MINUTE: '1', MESSAGE_LIMIT_PER_MINUTE: '2' });
    try {
      const id = newSessionId();
      expect(verdict(await limited.send({ ...startEnvelope(id), sender: 'peer' }))).toBe('UNAUTHENTICATED');
      expect(verdict(await limited.send(startEnvelope(id)))).toBe('accepted');
      expect(verdict(await limited.send(startEnvelope(newSessionId())))).toBe('RATE_LIMITED');
      expect(verdict(await limited.send(startEnvelope(newSessionId()), 'peer-token'))).toBe('accepted');
      expect(verdict(await limited.send(proposalEnvelope(id, 'm1')))).toBe('accepted');
      expect(verdict(await limited.send(proposalEnvelope(id, 'm1')))).toBe('duplicate');
      expect(verdict(await limited.send(proposalEnvelope(id, 'm2')))).toBe('RATE_LIMITED');
      expect(limited.metrics.edge.rateLimited).toBe(2);
    } finally {
      await limited.close();
    }
  });
});
