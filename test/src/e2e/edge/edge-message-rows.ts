/** Edge cases 1–5, 7, 9, 16, 18, 19 and 21–25 of the kernel's page: credentials, sizes, starts and the ambient plane. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import { SignalPayload, encodeBytes, macp } from '@macp/proto';
import { ANONYMOUS, endOf, failureOf, refusal } from '../connection.js';
import type { CallEnd } from '../connection.js';
import { ServerWatch } from '../server-watch.js';
import { bearer } from '@macp/wire';
import { answerOfAck, changed, proposalStep, startStep, voteStep } from './edge-world.js';
import type { EdgeWorld, WireRow } from './edge-world.js';

const PAYLOAD_BYTES_MAX = 1_048_576;
const ENVELOPE_BYTES = 65_536;
const UNAUTHENTICATED = refusal(status.UNAUTHENTICATED, 'UNAUTHENTICATED', 'Unauthenticated');
const { EVENT_TYPE_EXPIRED } = macp.v1.SessionLifecycleEvent.EventType;

/** Opens a StreamSession without a credential; resolves with its end and what came before it. */
function anonymousStream({ client }: EdgeWorld): Promise<{ readonly end: CallEnd; readonly frames: number }> {
  const stream = client.StreamSession(ANONYMOUS);
  let frames = 0;
  return new Promise((resolve) => {
    stream.on('data', () => (frames += 1));
    stream.on('error', () => undefined);
    stream.on('status', (end) => resolve({ end: endOf(end), frames }));
  });
}

function signal(messageId: string): macp.v1.EnvelopeInit {
  const payload = encodeBytes(SignalPayload, { signalType: 'load' });
  return { macpVersion: '1.0', messageType: 'Signal', messageId, payload };
}

const CREDENTIAL_ROWS: readonly WireRow[] = [
  {
    row: 1,
    given: 'no credential',
    when: 'Send',
    outcome: 'status OK, an Ack UNAUTHENTICATED, state 0',
    play: async (world) => {
      const { envelope } = proposalStep(await world.session(), 'p');
      const error = { code: 'UNAUTHENTICATED', message: 'Unauthenticated' };
      expect(await world.ack(envelope, null)).toMatchObject({ ok: false, sessionState: 0, error });
      expect(await world.ack(envelope)).toMatchObject({ ok: true, duplicate: false });
    },
  },
  {
    row: 2,
    given: 'no credential',
    when: 'Send of a payload over the limit',
    outcome: 'an Ack PAYLOAD_TOO_LARGE',
    play: async (world) => {
      const over = (bytes: number) =>
        changed(proposalStep(randomUUID(), 'p'), { payload: Buffer.alloc(bytes) }).envelope;
      expect(answerOfAck(await world.ack(over(PAYLOAD_BYTES_MAX + 1), null))).toBe('PAYLOAD_TOO_LARGE');
      expect(answerOfAck(await world.ack(over(PAYLOAD_BYTES_MAX), null))).toBe('UNAUTHENTICATED');
    },
  },
  {
    row: 3,
    given: 'no credential',
    when: 'GetSession, StreamSession',
    outcome: 'status 16 and its code, without a frame',
    play: async (world) => {
      const sessionId = await world.session();
      expect(await failureOf(world.call('GetSession', { sessionId }, null))).toEqual(UNAUTHENTICATED);
      expect(await anonymousStream(world)).toEqual({ end: UNAUTHENTICATED, frames: 0 });
    },
  },
  {
    row: 4,
    given: 'no credential',
    when: 'Send without an envelope',
    outcome: 'status 3 INVALID_ENVELOPE',
    play: async (world) => {
      expect(await failureOf(world.call('Send', {}, null))).toEqual(
        refusal(status.INVALID_ARGUMENT, 'INVALID_ENVELOPE', 'SendRequest must contain an envelope'),
      );
    },
  },
  {
    row: 5,
    given: 'a request over the limit and 64 KiB',
    when: 'Send',
    outcome: 'a status of the transport, no metadata of ours',
    differs: 'status 8, where the page has 11: the transport refuses it before any code of ours sees it',
    play: async (world) => {
      const { envelope } = proposalStep(await world.session(), 'p');
      const payload = Buffer.alloc(PAYLOAD_BYTES_MAX + ENVELOPE_BYTES);
      const end = await failureOf(world.ack({ ...envelope, payload }));
      expect([end.code, end.macpCode, end.details]).toEqual([status.RESOURCE_EXHAUSTED, undefined, undefined]);
    },
  },
  {
    row: 19,
    given: 'max_open_sessions 1, one OPEN',
    when: 'a second start, and again after suspending the first',
    outcome: 'RATE_LIMITED, accepted',
    play: async (world) => {
      const [first, second] = [randomUUID(), randomUUID()];
      expect(await world.answer(startStep(first, {}, 'capped'))).toBe('ok OPEN');
      const again = startStep(second, {}, 'capped');
      expect(await world.answer(again)).toBe('RATE_LIMITED');
      const { ack } = await world.call('SuspendSession', { sessionId: first }, 'capped');
      expect(answerOfAck(ack!)).toBe('ok SUSPENDED');
      expect(await world.answer(again)).toBe('ok OPEN');
    },
  },
  {
    row: 21,
    given: 'a static token with one allowed mode',
    when: 'an ambient Signal',
    outcome: 'FORBIDDEN; the mode itself is allowed',
    play: async (world) => {
      expect(answerOfAck(await world.ack(signal('s'), 'narrow'))).toBe('FORBIDDEN');
      expect(answerOfAck(await world.ack(signal('s'), 'peer'))).toBe('ok OPEN');
      expect(await world.answer(startStep(randomUUID(), {}, 'narrow'))).toBe('ok OPEN');
    },
  },
  {
    row: 22,
    given: 'a JWT with an empty list of modes',
    when: 'any envelope',
    outcome: 'FORBIDDEN; without the list it is accepted',
    play: async (world) => {
      const none = world.issuer.token('agent', { macp_scopes: { allowed_modes: [] } });
      const { envelope } = startStep(randomUUID());
      expect(answerOfAck(await world.ack(envelope, none))).toBe('FORBIDDEN');
      expect(answerOfAck(await world.ack(signal('s'), none))).toBe('FORBIDDEN');
      expect(answerOfAck(await world.ack(envelope, world.issuer.token('agent')))).toBe('ok OPEN');
    },
  },
  {
    row: 23,
    given: 'the static token a.b',
    when: 'any RPC that asks for a credential',
    outcome: 'UNAUTHENTICATED',
    play: async (world) => {
      expect(await failureOf(world.call('ListSessions', {}, 'a.b'))).toEqual(UNAUTHENTICATED);
      expect(await world.answer(startStep(randomUUID(), {}, 'a.b'))).toBe('UNAUTHENTICATED');
    },
  },
];

const SESSION_ROWS: readonly WireRow[] = [
  {
    row: 7,
    given: 'no credential',
    when: 'a message has another version and no id, and then a version of ours',
    outcome: 'UNSUPPORTED_PROTOCOL_VERSION, then INVALID_ENVELOPE, and only then UNAUTHENTICATED',
    play: async (world) => {
      const { envelope } = proposalStep(await world.session(), 'p');
      const answer = async (change: macp.v1.EnvelopeInit) =>
        answerOfAck(await world.ack({ ...envelope, ...change }, null));
      expect(await answer({ macpVersion: '2.0', messageId: '' })).toBe('UNSUPPORTED_PROTOCOL_VERSION');
      expect(await answer({ messageId: '' })).toBe('INVALID_ENVELOPE');
      expect(await answer({})).toBe('UNAUTHENTICATED');
    },
  },
  {
    row: 9,
    given: 'a resolved session',
    when: 'an accepted id comes again on a stream',
    outcome: 'the stream ends with status 3, INVALID_ENVELOPE, SESSION_NOT_OPEN',
    play: async (world) => {
      const { sessionId, ids } = await world.resolved();
      const again = changed(proposalStep(sessionId, 'p'), { messageId: ids[1]! });
      expect(await world.answer(again)).toBe('duplicate RESOLVED');
      const follower = world.follow(sessionId);
      follower.send({ envelope: again.envelope });
      expect(await follower.ended).toEqual(refusal(status.INVALID_ARGUMENT, 'INVALID_ENVELOPE', 'SESSION_NOT_OPEN'));
    },
  },
  {
    row: 16,
    given: 'a start whose timestamp is two hours old, with a TTL of a minute',
    when: 'it comes, then a message',
    outcome: 'ok OPEN; SESSION_NOT_OPEN, EXPIRED, and watchers are told',
    differs: 'whoever comes first notices the expiry: the timers of the owner, or the message itself',
    play: async (world) => {
      const watch = await new ServerWatch(world.client.WatchSessions({}, bearer('outsider'))).opened();
      const sessionId = randomUUID();
      const old = { timestampUnixMs: Date.now() - 7_200_000 };
      expect(await world.answer(changed(startStep(sessionId, { ttlMs: 60_000 }), old))).toBe('ok OPEN');
      expect(await world.answer(proposalStep(sessionId, 'p'))).toMatch(
        /^SESSION_NOT_OPEN (TtlExpired|SessionNotOpen)$/,
      );
      const expired = () =>
        watch.frames.some(
          ({ event }) => event!.eventType === EVENT_TYPE_EXPIRED && event!.session?.sessionId === sessionId,
        );
      expect((await watch.until(expired)).end).toBeUndefined();
      watch.cancel();
      expect(await world.state(sessionId)).toBe('EXPIRED');
    },
  },
  {
    row: 18,
    given: 'a policy of Task',
    when: 'a Decision names it on a stream',
    outcome: 'the stream ends with INVALID_POLICY_DEFINITION',
    play: async (world) => {
      const follower = world.follow(await world.session());
      await follower.arrived(1);
      const stream = world.open();
      stream.send({ envelope: startStep(randomUUID(), { policyVersion: 'task-only' }).envelope });
      expect(await stream.ended).toMatchObject({
        code: status.INVALID_ARGUMENT,
        macpCode: 'INVALID_POLICY_DEFINITION',
      });
      const sound = world.open();
      sound.send({ envelope: startStep(randomUUID(), { policyVersion: 'decision-only' }).envelope });
      await sound.arrived(1);
      expect((await sound.halfClose()).code).toBe(status.OK);
      expect((await follower.halfClose()).code).toBe(status.OK);
    },
  },
];

const AMBIENT_ROWS: readonly WireRow[] = [
  {
    row: 24,
    given: 'Progress of a session nobody knows, with a mode',
    when: 'Send',
    outcome: 'ok, state OPEN, seen by watchers of signals',
    play: async (world) => {
      const watch = await world.watchSignals();
      const envelope = {
        ...voteStep(randomUUID(), 'peer').envelope,
        messageType: 'Progress',
        payload: Buffer.alloc(0),
      };
      expect(await world.ack(envelope, 'peer')).toMatchObject({ ok: true, duplicate: false, sessionState: 1 });
      await watch.until(() => watch.frames.some((frame) => frame.envelope?.messageId === envelope.messageId));
      expect(watch.frames.at(-1)).toMatchObject({ senderAuthenticated: true, envelope: { sender: 'peer' } });
      watch.cancel();
    },
  },
  {
    row: 25,
    given: 'one id of a Signal',
    when: 'it comes twice',
    outcome: 'both ok, no duplicate, both handed on',
    play: async (world) => {
      const watch = await world.watchSignals();
      const envelope = signal(randomUUID());
      for (let n = 0; n < 2; n++) {
        expect(await world.ack(envelope)).toMatchObject({ ok: true, duplicate: false, sessionState: 1 });
      }
      const seen = () => watch.frames.filter((frame) => frame.envelope?.messageId === envelope.messageId);
      await watch.until(() => seen().length === 2);
      expect(seen()).toHaveLength(2);
      watch.cancel();
    },
  },
];

export const MESSAGE_WIRE_ROWS: readonly WireRow[] = [...CREDENTIAL_ROWS, ...SESSION_ROWS, ...AMBIENT_ROWS];
