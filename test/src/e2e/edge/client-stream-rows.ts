/** What existing clients rely on when they stream (client compatibility B10–B17 and B26). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import type { macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import { commitmentStep } from '../decision-script.js';
import { eventually } from '../eventually.js';
import { nowSecs } from '../signing-issuer.js';
import type { ClientRow } from './client-row.js';
import { control } from './edge-stream-rows.js';
import { changed, proposalStep, startStep, voteStep } from './edge-world.js';

export const CLIENT_STREAM_ROWS: readonly ClientRow[] = [
  {
    row: 'B10',
    outcome: 'a subscription before the session is there ends with NOT_FOUND and no frame, and works after it',
    play: async (world) => {
      const sessionId = randomUUID();
      const early = world.follow(sessionId);
      expect((await early.ended).code).toBe(status.NOT_FOUND);
      expect([early.ids, early.errors]).toEqual([[], []]);
      expect(await world.answer(startStep(sessionId))).toBe('ok OPEN');
      const follower = world.follow(sessionId);
      await follower.arrived(1);
      await follower.cancel();
    },
  },
  {
    row: 'B11',
    outcome: 'a subscription that is not allowed is an inline FORBIDDEN',
    play: async (world) => {
      const follower = world.follow(await world.session(), 0, 'outsider');
      await follower.arrived(1);
      expect(follower.errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
      expect((await follower.halfClose()).code).toBe(status.OK);
    },
  },
  {
    row: 'B12',
    outcome: 'after_sequence beyond the tail is no error, and live envelopes of lower ordinals arrive',
    play: async (world) => {
      const sessionId = await world.session();
      const follower = world.follow(sessionId, 50);
      // Frames are handled in order: once this one has come back, the subscription is in force.
      const [own, others] = [proposalStep(sessionId, 'p'), proposalStep(sessionId, 'q', 'peer')];
      follower.send({ envelope: own.envelope });
      await follower.arrived(1);
      expect(await world.answer(others)).toBe('ok OPEN');
      await follower.arrived(2);
      expect(follower.ids).toEqual([own.envelope.messageId, others.envelope.messageId]);
      expect(follower.errors).toEqual([]);
      await follower.cancel();
    },
  },
  {
    row: 'B14',
    outcome: 'a pause and its end are not delivered and take no ordinal',
    play: async (world) => {
      const sessionId = await world.session();
      const follower = world.follow(sessionId);
      await follower.arrived(1);
      for (const rpc of ['SuspendSession', 'ResumeSession'] as const) await control(world, rpc, sessionId);
      const message = proposalStep(sessionId, 'p');
      expect(await world.answer(message)).toBe('ok OPEN');
      await follower.arrived(2);
      const resumed = world.follow(sessionId, 1);
      await resumed.arrived(1);
      for (const each of [follower, resumed]) {
        expect([each.ids.at(-1), each.errors]).toEqual([message.envelope.messageId, []]);
        expect((await each.halfClose()).code).toBe(status.OK);
      }
    },
  },
  {
    row: 'B15',
    outcome: 'what is sent on a stream comes back on it, the start included; closing it drains it first',
    play: async (world) => {
      const sessionId = randomUUID();
      const steps = [startStep(sessionId), proposalStep(sessionId, 'p'), proposalStep(sessionId, 'q')];
      const stream = world.open();
      for (const { envelope } of steps) stream.send({ envelope });
      expect((await stream.halfClose()).code).toBe(status.OK);
      expect(stream.ids).toEqual(steps.map(({ envelope }) => envelope.messageId));
    },
  },
  {
    row: 'B16',
    outcome: 'refusals that end a stream end it, all others are frames on it',
    play: async (world) => {
      const sessionId = await world.session();
      const ends: readonly (readonly [macp.v1.EnvelopeInit, string])[] = [
        [startStep('short').envelope, 'INVALID_SESSION_ID'],
        [startStep(sessionId).envelope, 'SESSION_ALREADY_EXISTS'],
        [changed(proposalStep(sessionId, 'p'), { sender: 'peer' }).envelope, 'UNAUTHENTICATED'],
        [changed(proposalStep(sessionId, 'p'), { payload: Buffer.alloc(1_048_577) }).envelope, 'PAYLOAD_TOO_LARGE'],
      ];
      for (const [envelope, code] of ends) {
        const stream = world.open();
        stream.send({ envelope });
        expect((await stream.ended).macpCode).toBe(code);
        expect(stream.errors).toEqual([]);
      }
      const stays: readonly (readonly [macp.v1.EnvelopeInit, string])[] = [
        [changed(proposalStep(sessionId, 'p'), { macpVersion: '2.0' }).envelope, 'UNSUPPORTED_PROTOCOL_VERSION'],
        [changed(proposalStep(sessionId, 'p'), { messageType: 'Bribe' }).envelope, 'FORBIDDEN'],
        [voteStep(sessionId, 'lead', 'nothing').envelope, 'INVALID_ENVELOPE'],
        [startStep(randomUUID(), { policyVersion: 'nowhere' }).envelope, 'UNKNOWN_POLICY_VERSION'],
        [changed(startStep(randomUUID()), { mode: 'ext.none' }).envelope, 'MODE_NOT_SUPPORTED'],
        [proposalStep(randomUUID(), 'p').envelope, 'SESSION_NOT_FOUND'],
      ];
      for (const [envelope, code] of stays) {
        const stream = world.open();
        stream.send({ envelope });
        await stream.arrived(1);
        expect(stream.errors.map((error) => error.code)).toEqual([code]);
        expect((await stream.halfClose()).code).toBe(status.OK);
      }
    },
  },
  {
    row: 'B17',
    outcome: 'a stream outlives the end of its session and the expiry of the token that opened it',
    play: async (world) => {
      const sessionId = await world.session();
      // Within the leeway for another two or three seconds.
      const token = world.issuer.token('peer', { exp: nowSecs() - 57 });
      const follower = world.follow(sessionId, 0, token);
      await follower.arrived(1);
      const isRefused = () =>
        world.call('ListSessions', { pageSize: 1 }, token).then(
          () => false,
          () => true,
        );
      await eventually(isRefused, true);
      for (const message of [proposalStep(sessionId, 'p'), commitmentStep(sessionId)]) {
        expect(await world.answer(message)).toMatch(/^ok/);
      }
      await follower.arrived(3);
      expect(await world.state(sessionId)).toBe('RESOLVED');
      follower.send({ subscribeSessionId: sessionId });
      await follower.arrived(6);
      expect((await follower.halfClose()).code).toBe(status.OK);
    },
  },
  {
    row: 'B26',
    outcome: 'accepted envelopes, and no others, are delivered with the bytes of their payloads',
    play: async (world) => {
      const sessionId = await world.session();
      const proposal = proposalStep(sessionId, 'p');
      // A field that no schema knows: number 100, one byte.
      const payload = Buffer.concat([proposal.envelope.payload!, Buffer.from([0xa0, 0x06, 0x01])]);
      expect(await world.answer(changed(proposal, { payload }))).toBe('ok OPEN');
      expect(await world.answer(proposalStep(sessionId, 'p', 'stranger'))).toBe('FORBIDDEN');
      expect(await world.answer(changed(proposal, { payload: Buffer.alloc(0) }))).toBe('duplicate OPEN');
      const stream = world.client.StreamSession(bearer('peer'));
      stream.end({ subscribeSessionId: sessionId });
      const envelopes: macp.v1.Envelope[] = [];
      for await (const { envelope } of stream as AsyncIterable<macp.v1.StreamSessionResponse>)
        envelopes.push(envelope!);
      expect(envelopes.map(({ messageType }) => messageType)).toEqual(['SessionStart', 'Proposal']);
      expect(Buffer.from(envelopes[1]!.payload)).toEqual(payload);
    },
  },
];
