/** What is said in a session is not for strangers, whatever they send on a stream to be bound to it (§5.2, §5.3). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { macp } from '@macp/proto';
import {
  StreamProbe,
  call,
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';

let world: IngressWorld;
const probes: StreamProbe[] = [];
beforeAll(async () => {
  world = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '100000', SESSION_START_LIMIT_PER_MINUTE: '10000' });
});
afterEach(() => {
  for (const probe of probes.splice(0)) probe.stream.cancel();
});
afterAll(() => world.close());

function open(token: string): StreamProbe {
  const probe = new StreamProbe(world.client, token);
  probes.push(probe);
  return probe;
}

async function session(): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  return id;
}

/** Something is accepted in the session, and everyone who hears of it has. */
async function somethingIsSaid(id: string, messageId: string): Promise<void> {
  const listener = open('peer-token');
  listener.subscribe(id, 1);
  await world.send(proposalEnvelope(id, messageId));
  await listener.until(() => listener.seen.includes(messageId));
}

const misfits: readonly [string, (id: string) => macp.v1.EnvelopeInit][] = [
  ['names an unknown mode', (id) => startEnvelope(id, { messageId: 'm-other', mode: 'no.such.mode' })],
  ['has a payload that is none', (id) => startEnvelope(id, { messageId: 'm-other', payload: Buffer.from([255]) })],
  ['lacks a lifetime', (id) => startEnvelope(id, { messageId: 'm-other' }, { ttlMs: 0 })],
];

describe('a SessionStart for a session that there is, refused inline because it', () => {
  it.each(misfits)('%s, lets a stranger hear nothing', async (_what, start) => {
    const id = await session();
    const stranger = open('outsider-token');
    stranger.send(start(id));
    const [refusal] = await stranger.count(1);
    await somethingIsSaid(id, 'm1');
    stranger.send(start(id));
    expect(await stranger.count(2)).toEqual([refusal, refusal]);
  });

  it.each(misfits)('%s, lets a participant hear what is said from then on', async (_what, start) => {
    const id = await session();
    const peer = open('peer-token');
    peer.send(start(id));
    const [refusal] = await peer.count(1);
    await somethingIsSaid(id, 'm1');
    expect(await peer.count(2)).toEqual([refusal, 'm1']);
  });
});

describe('a SessionStart under the id of one that was accepted', () => {
  it('lets a stranger hear nothing', async () => {
    const id = await session();
    const stranger = open('outsider-token');
    stranger.send(startEnvelope(id));
    stranger.send(proposalEnvelope(id, 'm0'));
    expect(await stranger.count(1)).toEqual(['!FORBIDDEN']);
    await somethingIsSaid(id, 'm1');
    stranger.send(proposalEnvelope(id, 'm0'));
    expect(await stranger.count(2)).toEqual(['!FORBIDDEN', '!FORBIDDEN']);
  });

  it('lets the initiator hear what is said from then on', async () => {
    const id = await session();
    await world.send(proposalEnvelope(id, 'm1'));
    const lead = open('lead-token');
    lead.send(startEnvelope(id));
    lead.send(proposalEnvelope(id, 'm2'));
    expect(await lead.count(1)).toEqual(['m2']);
  });
});

describe('a frame for a session that there is not yet', () => {
  it.each([
    ['a message', (id: string) => proposalEnvelope(id, 'early')],
    ['a start that is refused', (id: string) => startEnvelope(id, { messageId: 'early', mode: 'no.such.mode' })],
  ])('as %s lets a stranger hear nothing once it starts', async (_what, early) => {
    const id = newSessionId();
    const stranger = open('outsider-token');
    stranger.send(early(id));
    const [refusal] = await stranger.count(1);
    await world.send(startEnvelope(id));
    await somethingIsSaid(id, 'm1');
    stranger.send(proposalEnvelope(id, 'm2'));
    expect(await stranger.count(2)).toEqual([refusal, '!FORBIDDEN']);
    expect(world.engine.history.followers(id)).toBe(1);
  });

  it.each([
    ['a participant', 'peer-token'],
    ['an observer', 'watcher-token'],
  ])('lets %s hear it from its start on', async (_who, token) => {
    const id = newSessionId();
    const early = open(token);
    early.send(proposalEnvelope(id, 'early'));
    expect(await early.count(1)).toEqual(['!SESSION_NOT_FOUND']);
    await world.send(startEnvelope(id));
    await world.send(proposalEnvelope(id, 'm1'));
    expect(await early.count(3)).toEqual(['!SESSION_NOT_FOUND', 'm-start', 'm1']);
  });

  it('lets anyone hear a session that names nobody', async () => {
    const id = newSessionId();
    const early = open('outsider-token');
    early.send(proposalEnvelope(id, 'early'));
    expect(await early.count(1)).toEqual(['!SESSION_NOT_FOUND']);
    await world.send(startEnvelope(id, {}, { participants: [] }));
    expect(await early.count(2)).toEqual(['!SESSION_NOT_FOUND', 'm-start']);
  });

  it('lets a stranger start a session of that id, and hear it whole', async () => {
    const id = newSessionId();
    const early = open('outsider-token');
    early.send(proposalEnvelope(id, 'early'));
    early.send(startEnvelope(id, {}, { participants: ['peer'] }));
    expect(await early.count(2)).toEqual(['!SESSION_NOT_FOUND', 'm-start']);
  });

  it('does not keep the stream of a stranger open once the client has said all', async () => {
    const id = newSessionId();
    const stranger = open('outsider-token');
    stranger.send(proposalEnvelope(id, 'early'));
    await stranger.count(1);
    await world.send(startEnvelope(id));
    await somethingIsSaid(id, 'm1');
    stranger.stream.end();
    expect(await stranger.ended()).toBe('ok');
  });
});

describe('a Commitment of a stranger whom the policy lets commit', () => {
  it('comes back to its sender, from there on, and the stream ends when all is said', async () => {
    const rules = JSON.stringify({ commitment: { authority: 'designated_role', designated_roles: ['outsider'] } });
    const policyDescriptor = { policyId: 'committer', mode: '*', rules, schemaVersion: 3 };
    await call((done) => world.client.RegisterPolicy({ policyDescriptor }, tokenMetadata('lead-token'), {}, done));
    const id = newSessionId();
    await world.send(startEnvelope(id, {}, { policyVersion: 'committer' }));
    await world.send(proposalEnvelope(id, 'm1'));

    const committer = open('outsider-token');
    committer.send(commitmentEnvelope(id, 'm2'));
    committer.stream.end();

    expect(await committer.ended()).toBe('ok');
    expect(committer.seen).toEqual(['m2']);
  });
});
