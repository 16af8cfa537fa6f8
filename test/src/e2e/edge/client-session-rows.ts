/** What existing clients rely on of sessions and policies (client compatibility B18–B25): views, control, defaults, ids. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { CommitmentPayload, SessionStartPayload, encodeBytes, macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import { commitmentStep } from '../decision-script.js';
import { ServerWatch } from '../server-watch.js';
import { register } from './client-row.js';
import type { ClientRow } from './client-row.js';
import { control } from './edge-stream-rows.js';
import { answerOfAck, changed, pageTokenBefore, proposalStep, startStep, voteStep } from './edge-world.js';

const { EventType } = macp.v1.SessionLifecycleEvent;
const VERSIONS = { modeVersion: '1.0.0', configurationVersion: 'c1' };

export const CLIENT_SESSION_ROWS: readonly ClientRow[] = [
  {
    row: 'B18',
    outcome: 'whoever watches sessions hears of a cancellation',
    play: async (world) => {
      const watch = await new ServerWatch(world.client.WatchSessions({}, bearer('peer'))).opened();
      const sessionId = await world.session();
      expect(await control(world, 'CancelSession', sessionId)).toBe('ok CANCELLED');
      const told = () => watch.frames.filter(({ event }) => event!.session!.sessionId === sessionId);
      await watch.until(() => told().length === 2);
      expect(told().map(({ event }) => event!.eventType)).toEqual([
        EventType.EVENT_TYPE_CREATED,
        EventType.EVENT_TYPE_CANCELLED,
      ]);
      watch.cancel();
    },
  },
  {
    row: 'B19',
    outcome: 'an ended session is shown with all it was started with',
    play: async (world) => {
      const init = { contextId: 'ctx-1', extensions: { 'x-one': Buffer.from('1'), 'x-two': Buffer.from('2') } };
      const sessionId = await world.session(init);
      expect(await control(world, 'CancelSession', sessionId)).toBe('ok CANCELLED');
      const { metadata } = await world.call('GetSession', { sessionId }, 'peer');
      expect(metadata).toMatchObject({
        sessionId,
        state: 5,
        initiator: 'lead',
        participants: ['lead', 'peer'],
        contextId: 'ctx-1',
        modeVersion: '1.0.0',
        configurationVersion: 'c1',
        policyVersion: 'policy.default',
      });
      expect(metadata!.extensionKeys.toSorted()).toEqual(['x-one', 'x-two']);
      expect(Number(metadata!.expiresAtUnixMs) - Number(metadata!.startedAtUnixMs)).toBe(3_600_000);
    },
  },
  {
    row: 'B20',
    outcome: 'lists end with an empty token, and a watch begins with every session, ended ones too, each once',
    play: async (world) => {
      const { sessionId } = await world.resolved();
      const listed: string[] = [];
      let pageToken = '';
      do {
        const page = await world.call('ListSessions', { pageSize: 7, pageToken });
        expect(page.sessions.length).toBeLessThanOrEqual(7);
        listed.push(...page.sessions.map((session) => session.sessionId));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(listed).toEqual([...new Set(listed)].sort());
      expect(listed).toContain(sessionId);
      const watch = new ServerWatch(world.client.WatchSessions({}, bearer('peer')));
      await watch.until(() => watch.frames.length === listed.length);
      const synced = watch.frames.map(({ event }) => event!);
      expect(synced.map(({ session }) => session!.sessionId).sort()).toEqual(listed);
      expect(new Set(synced.map(({ eventType }) => eventType))).toEqual(new Set([EventType.EVENT_TYPE_CREATED]));
      watch.cancel();
      const { sessions } = await world.call('ListSessions', { pageToken: pageTokenBefore(sessionId), pageSize: 1 });
      expect(sessions[0]!.sessionId).toBe(sessionId);
    },
  },
  {
    row: 'B21',
    outcome: 'control calls are acknowledged with the new state and no message id',
    play: async (world) => {
      const sessionId = await world.session();
      const states = { SuspendSession: 'SUSPENDED', ResumeSession: 'OPEN', CancelSession: 'CANCELLED' } as const;
      for (const [rpc, state] of Object.entries(states)) {
        const { ack } = await world.call(rpc as keyof typeof states, { sessionId, reason: 'spec' });
        expect([answerOfAck(ack!), ack!.messageId, ack!.sessionId]).toEqual([`ok ${state}`, '', sessionId]);
      }
    },
  },
  {
    row: 'B22',
    outcome: 'the simple defaults of the client libraries make a whole session',
    play: async (world) => {
      const versions = { modeVersion: '1.0.0', configurationVersion: 'config.default' };
      const sessionId = await world.session({ ...versions, policyVersion: 'policy.default' });
      expect(await world.answer(proposalStep(sessionId, 'p'))).toBe('ok OPEN');
      const commitment = CommitmentPayload.decode(Buffer.from(commitmentStep(sessionId).envelope.payload!));
      const payload = encodeBytes(CommitmentPayload, { ...commitment, ...versions, policyVersion: '' });
      expect(await world.answer(changed(commitmentStep(sessionId), { payload }))).toBe('ok RESOLVED');
    },
  },
  {
    row: 'B23',
    outcome:
      'policies of schema 2 and 3 are taken, with the key that one client puts everywhere; taken ids say "already"',
    play: async (world) => {
      const rules = JSON.stringify({ commitment: { authority: 'initiator_only', require_vote_quorum: false } });
      for (const mode of ['decision', 'proposal', 'task', 'handoff', 'quorum'].map((name) => `macp.mode.${name}.v1`)) {
        for (const schemaVersion of [2, 3]) expect(await register(world, { mode, rules, schemaVersion })).toBe('');
      }
      const policyId = `p.${randomUUID()}`;
      const policy = { policyId, mode: '*', rules: '', schemaVersion: 3 };
      expect(await register(world, policy)).toBe('');
      expect(await register(world, policy)).toContain('already');
    },
  },
  {
    row: 'B24',
    outcome: 'UUIDs of version 4 and 7 in lower case, and base64url of 22 to 128 characters, are session ids',
    play: async (world) => {
      const uuid = randomUUID();
      const text = uuid.replaceAll('-', '');
      const good = [uuid, `${uuid.slice(0, 14)}7${uuid.slice(15)}`, `_${text.slice(0, 21)}`, text.padEnd(128, '-_A')];
      const bad = [
        randomUUID().toUpperCase(),
        `${uuid.slice(0, 14)}1${uuid.slice(15)}`,
        text.slice(0, 21),
        text.padEnd(129, 'x'),
      ];
      for (const sessionId of good) expect(await world.answer(startStep(sessionId))).toBe('ok OPEN');
      for (const sessionId of bad) expect(await world.answer(startStep(sessionId))).toBe('INVALID_SESSION_ID');
    },
  },
  {
    row: 'B25',
    outcome: 'a multi-round value may be JSON; enums are exact; only a Decision may have nobody in it',
    play: async (world) => {
      const rounds = { mode: 'ext.multi_round.v1' };
      const sessionId = randomUUID();
      expect(await world.answer(changed(startStep(sessionId), rounds))).toBe('ok OPEN');
      const json = { ...rounds, messageType: 'Contribute', payload: Buffer.from('{"value":"x"}') };
      expect(await world.answer(changed(proposalStep(sessionId, 'p'), json))).toBe('ok OPEN');
      const decided = await world.session();
      expect(await world.answer(proposalStep(decided, 'p'))).toBe('ok OPEN');
      const payload = Buffer.from(voteStep(decided, 'peer').envelope.payload!);
      const lower = Buffer.from(payload.toString('latin1').replace('APPROVE', 'approve'), 'latin1');
      expect(await world.answer(changed(voteStep(decided, 'peer'), { payload: lower }))).toBe('INVALID_ENVELOPE');
      const empty = { payload: encodeBytes(SessionStartPayload, { ...VERSIONS, ttlMs: 1000, participants: [] }) };
      expect(await world.answer(changed(startStep(randomUUID()), empty))).toBe('ok OPEN');
      expect(await world.answer(changed(startStep(randomUUID()), { ...empty, ...rounds }))).toBe('INVALID_ENVELOPE');
    },
  },
];
