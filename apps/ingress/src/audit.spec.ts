/** Audit lines of the edge: who was refused what, by ids and codes, and no secret whatever field it is put into. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Metadata } from '@grpc/grpc-js';
import { SessionStartPayload, SignalPayload, encodeBytes } from '@macp/proto';
import { createLogger } from '@macp/telemetry';
import {
  DECISION,
  StreamProbe,
  call,
  envelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

type Line = Readonly<Record<string, unknown>>;

let world: IngressWorld;
let raw = '';
/** A second is a whole budget of lines: each case has one. */
let nowMs = 0;
const destination = { write: (line: string) => void (raw += line) };
const audited = (): Line[] =>
  raw
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line['audit'] === true);

beforeAll(async () => {
  world = await ingressWorld({}, { log: createLogger({ level: 'trace', destination }), auditClockMs: () => nowMs });
});
beforeEach(() => {
  raw = '';
  nowMs += 1000;
});
afterAll(() => world.close());

async function open(): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  raw = '';
  return id;
}

describe('a refused envelope', () => {
  it('is told of with its ids, its sender and the code', async () => {
    const id = await open();
    await world.send(proposalEnvelope(id, 'm1'), 'outsider-token');
    expect(audited()).toMatchObject([
      {
        msg: 'envelope refused',
        'macp.session.id': id,
        'macp.message.id': 'm1',
        'macp.message.type': 'Proposal',
        'macp.mode.id': DECISION,
        'macp.sender.id': 'outsider',
        'macp.envelope.outcome': 'rejected',
        'error.type': 'FORBIDDEN',
      },
    ]);
  });

  it('is told of on a stream, too, inline and when it ends the stream', async () => {
    const id = await open();
    const probe = new StreamProbe(world.client, 'outsider-token');
    probe.send(proposalEnvelope(id, 'm1'));
    await probe.count(1);
    probe.send(envelope(id, { messageType: 'Vote', messageId: 'm2', mode: 'macp.mode.task.v1' }));
    await probe.ended();
    expect(audited().map((line) => [line['macp.message.id'], line['error.type']])).toEqual([
      ['m1', 'FORBIDDEN'],
      ['m2', 'INVALID_ENVELOPE'],
    ]);
  });

  it('has no sender while nobody knows who sent it, whatever it claims', async () => {
    await world.send({ ...proposalEnvelope(newSessionId(), ''), sender: 'somebody' }, null);
    expect(audited()).toMatchObject([{ 'error.type': 'INVALID_ENVELOPE' }]);
    expect(audited()[0]).not.toHaveProperty(['macp.sender.id']);
  });

  it('is not one that was accepted', async () => {
    await world.send(startEnvelope(newSessionId()));
    expect(audited()).toEqual([]);
  });
});

describe('a failed authentication', () => {
  it.each([
    ['Send', () => world.send(proposalEnvelope(newSessionId(), 'm'), 'wrong')],
    ['GetSession', () => call((done) => world.client.GetSession({ sessionId: 'x' }, tokenMetadata('wrong'), {}, done))],
    ['StreamSession', () => new StreamProbe(world.client, 'wrong').ended()],
    [
      'WatchSignals',
      () => new Promise((end) => world.client.WatchSignals({}, tokenMetadata('wrong')).on('error', end)),
    ],
  ])('is told of for %s, once, without what was presented', async (method, act) => {
    await Promise.allSettled([act()]);
    expect(audited()).toEqual([
      expect.objectContaining({
        msg: 'authentication failed',
        'rpc.method': method,
        'error.type': 'UNAUTHENTICATED',
      }),
    ]);
    expect(raw).not.toContain('wrong');
  });

  it('tells who it was that used another name', async () => {
    await world.send({ ...proposalEnvelope(newSessionId(), 'm'), sender: 'lead' }, 'peer-token');
    expect(audited()).toMatchObject([{ msg: 'authentication failed', 'macp.sender.id': 'peer' }]);
  });
});

describe('other refusals and changes', () => {
  it('of control calls are told of with the operation', async () => {
    const id = await open();
    const cancel = call((done) =>
      world.client.CancelSession({ sessionId: id, reason: 'because' }, tokenMetadata('peer-token'), {}, done),
    );
    await expect(cancel).rejects.toMatchObject({ macpCode: 'FORBIDDEN' });
    expect(audited()).toMatchObject([
      {
        msg: 'session change refused',
        'macp.operation.name': 'cancel',
        'macp.session.id': id,
        'error.type': 'FORBIDDEN',
      },
    ]);
  });

  it('of registries are told of with what they are about', async () => {
    const policyDescriptor = { policyId: 'p.audit', mode: '*', rules: '{}', schemaVersion: 1 };
    const register = (token: string) =>
      call((done) => world.client.RegisterPolicy({ policyDescriptor }, tokenMetadata(token), {}, done));
    await register('lead-token');
    await register('lead-token');
    await register('peer-token').catch(() => undefined);
    expect(audited()).toMatchObject([
      { msg: 'registry changed', 'macp.operation.name': 'RegisterPolicy', 'macp.policy.id': 'p.audit' },
      { msg: 'registry change refused', 'macp.sender.id': 'lead', 'error.type': '_OTHER' },
      { msg: 'registry change refused', 'macp.sender.id': 'peer', 'error.type': 'FORBIDDEN' },
    ]);
  });

  it('accepted signals are told of', async () => {
    const payload = encodeBytes(SignalPayload, { signalType: 'ping' });
    await world.send({ macpVersion: '1.0', messageType: 'Signal', messageId: 'sig', payload });
    expect(audited()).toMatchObject([{ msg: 'envelope accepted', 'macp.message.id': 'sig', 'macp.sender.id': 'lead' }]);
  });
});

it('no line has a secret, whatever field it is put into', async () => {
  const HUSH = 'hush-hush';
  const id = await open();
  const bytes = Buffer.from(HUSH);
  const startSecrets = {
    intent: HUSH,
    contextId: HUSH,
    extensions: { [HUSH]: bytes },
    roots: [{ uri: HUSH, name: HUSH }],
  };
  const start = encodeBytes(SessionStartPayload, { participants: ['lead'], ttlMs: 60_000, ...startSecrets });
  const credentials = [`Bearer ${HUSH}`, `bearer ${HUSH}`, HUSH, `Bearer ${HUSH}.${HUSH}.${HUSH}`].map((value) => {
    const metadata = new Metadata();
    metadata.set('authorization', value);
    metadata.set('x-macp-token', HUSH);
    metadata.set('x-other', HUSH);
    return metadata;
  });
  const lead = tokenMetadata('lead-token');
  const { client } = world;
  const policy = { policyId: 'p', mode: '*', description: HUSH, rules: `{"${HUSH}":1}`, schemaVersion: 1 };
  const mode = {
    mode: 'ext.x.v1',
    modeVersion: '1',
    title: HUSH,
    description: HUSH,
    messageTypes: [HUSH],
    schemaUris: { a: HUSH },
  };
  await Promise.allSettled([
    world.send(startEnvelope(newSessionId(), { payload: start })),
    world.send(startEnvelope(newSessionId(), {}, { ...startSecrets, participants: [] })),
    world.send(startEnvelope(newSessionId(), { payload: bytes })),
    world.send(envelope(id, { messageType: 'Proposal', messageId: 'm', payload: bytes })),
    world.send({ ...proposalEnvelope(id, 'm'), sender: HUSH }),
    world.send({ ...proposalEnvelope(id, 'm'), sender: HUSH }, HUSH),
    world.send({ ...proposalEnvelope(id, 'm'), macpVersion: HUSH }),
    world.send({ macpVersion: '1.0', messageType: 'Signal', messageId: 's', payload: bytes }),
    ...credentials.map((metadata) => call((done) => client.GetSession({ sessionId: id }, metadata, {}, done))),
    call((done) => client.CancelSession({ sessionId: id, reason: HUSH }, tokenMetadata('peer-token'), {}, done)),
    call((done) => client.SuspendSession({ sessionId: id, reason: HUSH }, lead, {}, done)),
    call((done) => client.RegisterPolicy({ policyDescriptor: policy }, lead, {}, done)),
    call((done) => client.RegisterPolicy({ policyDescriptor: { ...policy, rules: HUSH } }, lead, {}, done)),
    call((done) => client.RegisterExtMode({ modeDescriptor: mode }, lead, {}, done)),
    call((done) => client.ListSessions({ pageToken: HUSH }, lead, {}, done)),
  ]);
  expect(audited().length).toBeGreaterThan(8);
  expect(raw).not.toContain(HUSH);
  expect(raw).not.toContain(bytes.toString('base64'));
  expect(raw).not.toContain(bytes.toString('hex'));
  expect(raw).not.toContain(bytes.join(','));
});
