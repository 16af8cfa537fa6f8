/** Edge cases 22, 30, 31, 33 and 42–44 of the modes' page: what the clock decides, and what a registry refuses. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import { CommitmentPayload, encodeBytes, handoff } from '@macp/proto';
import type { Codec, macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import { commitmentStep, step } from '../decision-script.js';
import type { Step } from '../decision-script.js';
import { eventually } from '../eventually.js';
import { control, expiresAt } from './edge-stream-rows.js';
import { changed, proposalStep, startStep } from './edge-world.js';
import type { EdgeWorld, WireRow } from './edge-world.js';

const HANDOFF = 'macp.mode.handoff.v1';
const IMPLICIT = 'implicit-accept:h1';

/** Registers a policy; the answer is why it was refused, empty when it was not. */
async function register(world: EdgeWorld, policyDescriptor: macp.v1.PolicyDescriptorInit): Promise<string> {
  return (await world.call('RegisterPolicy', { policyDescriptor: { schemaVersion: 3, ...policyDescriptor } })).error;
}

function say<Init>(
  sessionId: string,
  [sender, messageType]: readonly [string, string],
  codec: Codec<unknown, Init>,
  init: Init,
): Step {
  return changed(step(sessionId, sender, messageType, encodeBytes(codec, init)), { mode: HANDOFF });
}

const offerStep = (sessionId: string): Step =>
  say(sessionId, ['lead', 'HandoffOffer'], handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'peer' });
const acceptStep = (sessionId: string): Step =>
  say(sessionId, ['peer', 'HandoffAccept'], handoff.HandoffAcceptPayload, { handoffId: 'h1' });
const contextStep = (sessionId: string): Step =>
  say(sessionId, ['lead', 'HandoffContext'], handoff.HandoffContextPayload, { handoffId: 'h1' });
const commitStep = (sessionId: string): Step => changed(commitmentStep(sessionId), { mode: HANDOFF });

/** Id of a session with an offer whose target is silent for `timeoutMs`. */
async function offered(world: EdgeWorld, timeoutMs: number, ttlMs = 3_600_000): Promise<string> {
  const policyId = `silence.${randomUUID()}`;
  const rules = JSON.stringify({ acceptance: { implicit_accept_timeout_ms: timeoutMs } });
  expect(await register(world, { policyId, mode: HANDOFF, rules })).toBe('');
  const sessionId = randomUUID();
  expect(await world.answer(changed(startStep(sessionId, { policyVersion: policyId, ttlMs }), { mode: HANDOFF }))).toBe(
    'ok OPEN',
  );
  expect(await world.answer(offerStep(sessionId))).toBe('ok OPEN');
  return sessionId;
}

/** Accepted envelopes of a session, as a subscriber gets them; resolves once `count` have come. */
function envelopes({ client }: EdgeWorld, sessionId: string, count: number): Promise<macp.v1.Envelope[]> {
  const stream = client.StreamSession(bearer('lead'));
  stream.write({ subscribeSessionId: sessionId });
  return new Promise((resolve, reject) => {
    const all: macp.v1.Envelope[] = [];
    stream.on('error', reject);
    stream.on('end', () => resolve(all));
    stream.on('data', ({ envelope }: macp.v1.StreamSessionResponse) => {
      all.push(envelope!);
      if (all.length === count) stream.end();
    });
  });
}

const stamp = ({ timestampUnixMs }: macp.v1.Envelope): number => Number(timestampUnixMs);

const CLOCK_ROWS: readonly WireRow[] = [
  {
    row: 30,
    given: 'an offer whose time is over',
    when: 'the target explicitly accepts',
    outcome:
      'the synthetic accept is stamped with the deadline; the explicit one is INVALID_ENVELOPE, its id not consumed',
    play: async (world) => {
      const timeoutMs = 50;
      const sessionId = await offered(world, timeoutMs);
      const [, offer, implicit] = await envelopes(world, sessionId, 3);
      expect([implicit!.messageId, implicit!.sender, implicit!.messageType]).toEqual([
        IMPLICIT,
        'peer',
        'HandoffAccept',
      ]);
      expect(stamp(implicit!)).toBe(stamp(offer!) + timeoutMs);
      const late = acceptStep(sessionId);
      expect(await world.answer(late)).toBe('INVALID_ENVELOPE');
      const { messageId } = late.envelope;
      expect(await world.answer(changed(contextStep(sessionId), { messageId: messageId! }))).toBe('ok OPEN');
    },
  },
  {
    row: 31,
    given: 'an offer with a time-out and a pause after it',
    when: 'committed before the time is over, and after',
    outcome: 'INVALID_ENVELOPE; accepted, after a synthetic accept stamped with the pause left out',
    play: async (world) => {
      const timeoutMs = 1_500;
      const sessionId = await offered(world, timeoutMs);
      const before = await expiresAt(world, sessionId);
      expect(await control(world, 'SuspendSession', sessionId)).toBe('ok SUSPENDED');
      const from = Date.now();
      await eventually(async () => Date.now() > from + 50, true);
      expect(await control(world, 'ResumeSession', sessionId)).toBe('ok OPEN');
      const pauseMs = (await expiresAt(world, sessionId)) - before;
      expect(await world.answer(commitStep(sessionId))).toBe('INVALID_ENVELOPE');
      const [, offer, implicit] = await envelopes(world, sessionId, 3);
      expect(stamp(implicit!)).toBe(stamp(offer!) + timeoutMs + pauseMs);
      expect(await world.answer(commitStep(sessionId))).toBe('ok RESOLVED');
    },
  },
  {
    row: 33,
    given: 'a TTL that is over before the time-out of an offer, and both have passed',
    when: 'the next message comes',
    outcome: 'EXPIRED, SESSION_NOT_OPEN, no synthetic accept',
    play: async (world) => {
      const ttlMs = 1_000;
      const sessionId = await offered(world, ttlMs + 1, ttlMs);
      await eventually(async () => Date.now() > (await expiresAt(world, sessionId)) + 10, true);
      expect(await world.answer(commitStep(sessionId))).toMatch(/^SESSION_NOT_OPEN /);
      expect(await world.state(sessionId)).toBe('EXPIRED');
      const types = (await envelopes(world, sessionId, 2)).map(({ messageType }) => messageType);
      expect(types).toEqual(['SessionStart', 'HandoffOffer']);
    },
  },
];

const REGISTRY_ROWS: readonly WireRow[] = [
  {
    row: 22,
    given: 'a named policy',
    when: 'the Commitment names another, or none',
    outcome: 'INVALID_ENVELOPE; accepted',
    play: async (world) => {
      const policyId = `p.${randomUUID()}`;
      expect(await register(world, { policyId, mode: '*', rules: '{}' })).toBe('');
      const sessionId = await world.session({ policyVersion: policyId });
      expect(await world.answer(proposalStep(sessionId, 'p'))).toBe('ok OPEN');
      const commitment = CommitmentPayload.decode(Buffer.from(commitmentStep(sessionId).envelope.payload!));
      const naming = (policyVersion: string) =>
        changed(commitmentStep(sessionId), {
          payload: encodeBytes(CommitmentPayload, { ...commitment, policyVersion }),
        });
      expect(await world.answer(naming('policy.default'))).toBe('INVALID_ENVELOPE');
      expect(await world.answer(naming(''))).toBe('ok RESOLVED');
    },
  },
  {
    row: 42,
    given: 'no such policy',
    when: 'definitions are registered with an empty map of weights, a null for an object, or a threshold in mode *',
    outcome: 'each is refused; the same without is taken',
    play: async (world) => {
      const mode = 'macp.mode.decision.v1';
      const attempt = (rules: object, of = mode) =>
        register(world, { policyId: `p.${randomUUID()}`, mode: of, rules: JSON.stringify(rules) });
      const invalid = expect.stringMatching(/^INVALID_POLICY_DEFINITION: /);
      expect(await attempt({ voting: { algorithm: 'majority', weights: {} } })).toEqual(invalid);
      expect(await attempt({ voting: null })).toEqual(invalid);
      expect(await attempt({ threshold: { value: 0.5 } }, '*')).toEqual(invalid);
      expect(await attempt({ voting: { algorithm: 'majority' } })).toBe('');
    },
  },
  {
    row: 43,
    given: 'the reserved policy.std.majority',
    when: 'it is registered again with an annotation, and with one rule changed',
    outcome: 'refused without the prefix INVALID_POLICY_DEFINITION, and with it',
    play: async (world) => {
      const { policyDescriptor } = await world.call('GetPolicy', { policyId: 'policy.std.majority' });
      const rules = JSON.parse(policyDescriptor!.rules) as { voting: object };
      const again = (changedRules: object) =>
        register(world, { ...policyDescriptor!, rules: JSON.stringify(changedRules) });
      expect(await again({ ...rules, _note: 'ours' })).toBe("policy 'policy.std.majority' is already registered");
      const supermajority = { ...rules, voting: { ...rules.voting, threshold: 0.9 } };
      expect(await again(supermajority)).toMatch(/^INVALID_POLICY_DEFINITION: /);
    },
  },
  {
    row: 44,
    given: 'a session',
    when: 'WhatIfReplay',
    outcome: 'UNIMPLEMENTED without a code of ours',
    differs: 'what-if replay is not offered: capabilities say so, and the RPC is not there',
    play: async (world) => {
      const { capabilities } = await world.call('Initialize', { supportedProtocolVersions: ['1.0'] }, null);
      expect(capabilities!.policyRegistry!.whatIfReplay).toBe(false);
      const asked = world.call('WhatIfReplay', { sessionId: await world.session() });
      await expect(asked).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
    },
  },
];

export const MODE_WIRE_ROWS: readonly WireRow[] = [...CLOCK_ROWS, ...REGISTRY_ROWS];
