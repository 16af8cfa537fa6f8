/** The mode registry over a real connection (runtime specification §7.3): who may change it, and what it changes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { CommitmentPayload, SessionStartPayload, SessionState, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { callUnary } from '@macp/wire';
import type { RequestOf, ResponseOf, UnaryRpcName } from '@macp/wire';
import {
  DECISION,
  ingressWorld,
  newSessionId,
  seenStatus,
  startEnvelope,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld();
});
afterAll(() => world.close());

function ask<Name extends UnaryRpcName>(
  rpc: Name,
  request: RequestOf<Name>,
  token: string | null = 'lead-token',
): Promise<ResponseOf<Name>> {
  const answered = callUnary(world.client, { rpc, request, metadata: tokenMetadata(token) });
  return answered.catch((error: unknown) => Promise.reject(seenStatus(error as never)));
}

const descriptor = (mode: string, overrides: macp.v1.ModeDescriptorInit = {}): macp.v1.ModeDescriptorInit => ({
  mode,
  modeVersion: '2.1.0',
  title: 'Auction',
  description: 'highest bid wins',
  determinismClass: 'structural-only',
  participantModel: 'declared',
  messageTypes: ['SessionStart', 'Bid', 'Commitment'],
  terminalMessageTypes: ['Commitment'],
  schemaUris: { protobuf: 'https://example.org/auction' },
  ...overrides,
});
const register = (mode: string, token?: string | null) =>
  ask('RegisterExtMode', { modeDescriptor: descriptor(mode) }, token);
const unregister = (mode: string, token?: string | null) => ask('UnregisterExtMode', { mode }, token);
const promote = (mode: string, promotedModeName = '', token?: string | null) =>
  ask('PromoteMode', { mode, promotedModeName }, token);
const standards = async () => (await ask('ListModes', {}, null)).modes.map(({ mode }) => mode);
const extensions = async () => (await ask('ListExtModes', {}, null)).modes;

/** A start that only a mode which is not strict takes: no roster, no versions. */
function bareStart(mode: string): macp.v1.EnvelopeInit {
  return startEnvelope(newSessionId(), { mode, payload: encodeBytes(SessionStartPayload, { ttlMs: 60_000 }) });
}

describe('a registered mode', () => {
  it('is shown everywhere, and gone everywhere once it is unregistered', async () => {
    expect(await register('ext.shown')).toMatchObject({ ok: true, error: '' });
    expect((await extensions()).find(({ mode }) => mode === 'ext.shown')).toMatchObject(descriptor('ext.shown'));
    expect(await standards()).not.toContain('ext.shown');
    const { supportedModes } = await ask('Initialize', { supportedProtocolVersions: ['1.0'] }, null);
    expect(supportedModes).toContain('ext.shown');
    expect(supportedModes).toEqual([...supportedModes].sort());
    expect((await ask('GetManifest', {}, null)).manifest!.supportedModes).toEqual(supportedModes);
    expect(await unregister('ext.shown')).toMatchObject({ ok: true });
    expect((await extensions()).map(({ mode }) => mode)).not.toContain('ext.shown');
    expect((await ask('GetManifest', {}, null)).manifest!.supportedModes).not.toContain('ext.shown');
  });

  it('takes sessions while it is registered, and answers MODE_NOT_SUPPORTED afterwards', async () => {
    const early = await world.send(bareStart('ext.used'));
    expect(early.error!.code).toBe('MODE_NOT_SUPPORTED');
    await register('ext.used');
    const start = bareStart('ext.used');
    expect((await world.send(start)).ok).toBe(true);
    const bid = { ...start, messageType: 'Bid', messageId: 'bid-1', payload: Buffer.from('100') };
    expect((await world.send(bid)).ok).toBe(true);
    expect((await world.send({ ...bid, messageType: 'Ask', messageId: 'ask-1' })).error!.code).toBe('INVALID_ENVELOPE');
    await unregister('ext.used');
    expect((await world.send({ ...bid, messageId: 'bid-2' })).error!.code).toBe('MODE_NOT_SUPPORTED');
    expect((await world.send(bid)).duplicate).toBe(true);
    expect((await world.send(bareStart('ext.used'))).error!.code).toBe('MODE_NOT_SUPPORTED');
  });

  it('ends its sessions with a Commitment of the initiator, and of nobody else', async () => {
    await register('ext.committed');
    const start = bareStart('ext.committed');
    await world.send(start);
    const commitment = (messageId: string): macp.v1.EnvelopeInit => {
      const body = {
        commitmentId: 'c',
        action: 'sold',
        authorityScope: 'all',
        reason: 'highest',
        modeVersion: '2.1.0',
      };
      const payload = encodeBytes(CommitmentPayload, body);
      return { ...start, messageType: 'Commitment', messageId, payload };
    };
    expect((await world.send(commitment('c-peer'), 'peer-token')).error!.code).toBe('FORBIDDEN');
    const resolved = await world.send(commitment('c-lead'));
    expect([resolved.ok, resolved.sessionState]).toEqual([true, SessionState.SESSION_STATE_RESOLVED]);
  });

  it('joins the standards track when it is promoted, under its new name, with strict starts', async () => {
    await register('ext.rising');
    expect(await promote('ext.rising', 'team.risen')).toMatchObject({ ok: true, error: '', mode: 'team.risen' });
    expect((await standards()).at(-1)).toBe('team.risen');
    expect((await standards())[0]).toBe(DECISION);
    expect((await extensions()).map(({ mode }) => mode)).not.toContain('ext.rising');
    expect((await world.send(bareStart('ext.rising'))).error!.code).toBe('MODE_NOT_SUPPORTED');
    expect((await world.send(bareStart('team.risen'))).error!.code).toBe('INVALID_ENVELOPE');
    const strict = startEnvelope(newSessionId(), { mode: 'team.risen' }, { modeVersion: '2.1.0' });
    expect((await world.send(strict)).ok).toBe(true);
    await register('ext.kept');
    expect(await promote('ext.kept')).toMatchObject({ ok: true, mode: 'ext.kept' });
  });
});

describe('a session of a mode', () => {
  /** Starts one; what is answered to another message of it, each time. */
  const bidder = async (mode: string): Promise<() => Promise<string>> => {
    await register(mode);
    const start = bareStart(mode);
    expect((await world.send(start)).ok).toBe(true);
    let bids = 0;
    return async () => {
      const bid = { ...start, messageType: 'Bid', messageId: `bid-${bids++}`, payload: Buffer.from('1') };
      const { ok, error } = await world.send(bid);
      return ok ? 'ok' : error!.code;
    };
  };

  it('that is promoted goes on where the mode keeps its name, and not where it has another', async () => {
    const [kept, renamed] = [await bidder('ext.same'), await bidder('ext.old')];
    expect([await kept(), await renamed()]).toEqual(['ok', 'ok']);
    expect(await promote('ext.same')).toMatchObject({ ok: true });
    expect(await promote('ext.old', 'team.new')).toMatchObject({ ok: true });
    expect([await kept(), await renamed()]).toEqual(['ok', 'MODE_NOT_SUPPORTED']);
  });
});

describe('refusals', () => {
  it('of the registry are in band', async () => {
    await register('ext.taken');
    expect(await register('ext.taken')).toMatchObject({ ok: false, error: "mode 'ext.taken' is already registered" });
    expect(await unregister('ext.nobody')).toMatchObject({ ok: false, error: "mode 'ext.nobody' not found" });
    expect(await unregister(DECISION)).toMatchObject({ ok: false });
    expect(await promote(DECISION)).toMatchObject({
      ok: false,
      error: `mode '${DECISION}' is already standards-track`,
      mode: '',
    });
  });

  it('of the caller are statuses, before anything is looked at', async () => {
    const before = world.engine.registry.commands.length;
    for (const token of [null, 'peer-token', 'watcher-token']) {
      const expected =
        token === null
          ? { code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' }
          : { code: status.PERMISSION_DENIED, macpCode: 'FORBIDDEN' };
      await expect(register('ext.x', token)).rejects.toMatchObject(expected);
      await expect(ask('RegisterExtMode', {}, token)).rejects.toMatchObject(expected);
      await expect(unregister('ext.x', token)).rejects.toMatchObject(expected);
      await expect(promote('ext.x', '', token)).rejects.toMatchObject(expected);
    }
    await expect(ask('RegisterExtMode', {})).rejects.toEqual({
      code: status.INVALID_ARGUMENT,
      macpCode: 'INVALID_REQUEST',
      details: 'descriptor required',
    });
    expect(world.engine.registry.commands).toHaveLength(before);
  });
});
