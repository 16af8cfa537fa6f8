/**
 * What the edge answers to what it must not take (runtime specification §1, §2.1, §5.1, §5.2, §13): the exact answer,
 * each time, and the server goes on as if nothing had been.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SessionState, decision, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { ANONYMOUS, connect, failureOf, refusal } from './connection.js';
import { completeDecision, history, proposalStep, send, startStep, step } from './decision-script.js';
import type { Step } from './decision-script.js';
import { PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { expectBoundedMemory, expectStillServes } from './still-serves.js';

jest.setTimeout(60_000);

const PAYLOAD_BYTES_MAX = 1_048_576;

describe.each(PROFILES)('$name', ({ start }) => {
  let server: ServerUnderTest;
  let client: RuntimeClient;
  beforeAll(async () => {
    server = await start(UNLIMITED);
    client = connect(server);
  });
  afterEach(() => expectBoundedMemory(server));
  afterAll(async () => {
    client.close();
    await server.remove();
  });

  /** Id of a new OPEN session with one proposal, `p`. */
  async function openSession(): Promise<string> {
    const sessionId = randomUUID();
    for (const message of [startStep(sessionId), proposalStep(sessionId, 'p')]) {
      expect((await send(client, message)).ok).toBe(true);
    }
    return sessionId;
  }

  const changed = ({ sender, envelope }: Step, change: macp.v1.EnvelopeInit): Step => ({
    sender,
    envelope: { ...envelope, ...change },
  });
  const vote = (sessionId: string, sender = 'alice'): Step =>
    step(sessionId, sender, 'Vote', encodeBytes(decision.VotePayload, { proposalId: 'p', vote: 'APPROVE' }));

  describe('Send refuses in band', () => {
    const cases: readonly [string, (sessionId: string) => Step, string, string][] = [
      [
        'an envelope without fields',
        () => ({ sender: 'lead', envelope: {} }),
        'UNSUPPORTED_PROTOCOL_VERSION',
        'InvalidMacpVersion',
      ],
      [
        'another version before a missing message id',
        (id) => changed(vote(id), { macpVersion: '2.0', messageId: '' }),
        'UNSUPPORTED_PROTOCOL_VERSION',
        'InvalidMacpVersion',
      ],
      ['no message id', (id) => changed(vote(id), { messageId: '' }), 'INVALID_ENVELOPE', 'InvalidEnvelope'],
      ['no message type', (id) => changed(vote(id), { messageType: '' }), 'INVALID_ENVELOPE', 'InvalidEnvelope'],
      ['no session', () => vote(''), 'INVALID_ENVELOPE', 'InvalidEnvelope'],
      ['a mode of white space', (id) => changed(vote(id), { mode: ' ' }), 'INVALID_ENVELOPE', 'InvalidEnvelope'],
      ['another mode', (id) => changed(vote(id), { mode: 'other' }), 'INVALID_ENVELOPE', 'InvalidEnvelope'],
      [
        'a Signal of a session',
        (id) => changed(vote(id), { messageType: 'Signal' }),
        'INVALID_ENVELOPE',
        'InvalidEnvelope',
      ],
      ['a lifecycle record', (id) => changed(vote(id), { messageType: 'SessionCancel' }), 'FORBIDDEN', 'Forbidden'],
      ['an unknown type', (id) => changed(vote(id), { messageType: 'Bribe' }), 'FORBIDDEN', 'Forbidden'],
      ['an outsider', (id) => vote(id, 'mallory'), 'FORBIDDEN', 'Forbidden'],
      ["somebody else's name", (id) => changed(vote(id), { sender: 'bob' }), 'UNAUTHENTICATED', 'Unauthenticated'],
      ['an unknown session', () => vote(randomUUID()), 'SESSION_NOT_FOUND', 'UnknownSession'],
      [
        'a payload one byte over the limit',
        (id) => changed(vote(id), { payload: Buffer.alloc(PAYLOAD_BYTES_MAX + 1) }),
        'PAYLOAD_TOO_LARGE',
        'PayloadTooLarge',
      ],
      ['an unknown mode', () => changed(startStep(randomUUID()), { mode: 'x' }), 'MODE_NOT_SUPPORTED', 'UnknownMode'],
      ['an inadmissible id', () => startStep('short'), 'INVALID_SESSION_ID', 'InvalidSessionId'],
      ['an upper-case UUID', () => startStep(randomUUID().toUpperCase()), 'INVALID_SESSION_ID', 'InvalidSessionId'],
      ['a second start', (id) => startStep(id), 'SESSION_ALREADY_EXISTS', 'SessionAlreadyExists'],
      [
        'a start without a payload',
        () => changed(startStep(randomUUID()), { payload: Buffer.alloc(0) }),
        'INVALID_ENVELOPE',
        'InvalidPayload',
      ],
    ];

    it.each(cases)('%s', async (_name, make, code, message) => {
      const existing = await openSession();
      const before = await history(client, existing);
      const bad = make(existing);
      const { sessionId = '', messageId = '' } = bad.envelope;
      const ack = await send(client, bad);
      expect(ack).toMatchObject({
        ok: false,
        duplicate: false,
        messageId,
        sessionId,
        sessionState: SessionState.SESSION_STATE_UNSPECIFIED,
        error: { code, message, sessionId, messageId, details: Buffer.alloc(0) },
      });
      expect(Number(ack.acceptedAtUnixMs)).toBeGreaterThan(0);
      expect(await history(client, existing)).toEqual(before);
      // A refused id is free, and the session is as it was.
      expect(await send(client, vote(existing))).toMatchObject({ ok: true, duplicate: false });
    });

    it('no credential, but not before the shape', async () => {
      const sessionId = await openSession();
      const anonymous = async (envelope: macp.v1.EnvelopeInit): Promise<string | undefined> => {
        const { ack } = await callUnary(client, { rpc: 'Send', request: { envelope }, metadata: ANONYMOUS });
        return ack!.error?.code;
      };
      expect(await anonymous(vote(sessionId).envelope)).toBe('UNAUTHENTICATED');
      const large = { ...vote(sessionId).envelope, payload: Buffer.alloc(PAYLOAD_BYTES_MAX + 1) };
      expect(await anonymous(large)).toBe('PAYLOAD_TOO_LARGE');
      expect(await anonymous({})).toBe('UNSUPPORTED_PROTOCOL_VERSION');
    });
  });

  describe('a status answers', () => {
    it('Send without an envelope, credential or not', async () => {
      for (const metadata of [ANONYMOUS, bearer('lead')]) {
        expect(await failureOf(callUnary(client, { rpc: 'Send', request: {}, metadata }))).toEqual(
          refusal(status.INVALID_ARGUMENT, 'INVALID_ENVELOPE', 'SendRequest must contain an envelope'),
        );
      }
    });

    it('a frame over the limit, from the transport and without a MACP code; the largest payload is taken', async () => {
      const sessionId = await openSession();
      const around = proposalStep(sessionId, 'q', '').envelope.payload!.length;
      const largest = proposalStep(sessionId, 'q', 'x'.repeat(PAYLOAD_BYTES_MAX - around - 4));
      expect(largest.envelope.payload).toHaveLength(PAYLOAD_BYTES_MAX);
      expect(await send(client, largest)).toMatchObject({ ok: true, duplicate: false });
      for (const bytes of [PAYLOAD_BYTES_MAX + 65_536, 2 * PAYLOAD_BYTES_MAX, 8 * PAYLOAD_BYTES_MAX]) {
        const end = await failureOf(send(client, changed(vote(sessionId), { payload: Buffer.alloc(bytes) })));
        expect([end.code, end.macpCode]).toEqual([status.RESOURCE_EXHAUSTED, undefined]);
      }
    });

    it('reads without a credential, of unknown sessions and by outsiders', async () => {
      const sessionId = await openSession();
      const get = (id: string, metadata = bearer('lead')) =>
        failureOf(callUnary(client, { rpc: 'GetSession', request: { sessionId: id }, metadata }));
      expect(await get(sessionId, ANONYMOUS)).toEqual(
        refusal(status.UNAUTHENTICATED, 'UNAUTHENTICATED', 'Unauthenticated'),
      );
      expect(await get(sessionId, bearer('mallory'))).toEqual(
        refusal(status.PERMISSION_DENIED, 'FORBIDDEN', 'FORBIDDEN: session access denied'),
      );
      const unknown = randomUUID();
      expect(await get(unknown)).toEqual(
        refusal(status.NOT_FOUND, 'SESSION_NOT_FOUND', `Session '${unknown}' not found`),
      );
    });
  });

  describe('a stream ends', () => {
    const invalid = (text: string) => refusal(status.INVALID_ARGUMENT, 'INVALID_ENVELOPE', text);
    const ambiguous = invalid('a frame carries either an envelope or subscribe_session_id, not both and not neither');
    type Act = (follower: SessionFollower, sessionId: string) => Promise<void> | void;
    const cases: readonly [string, Act, (sessionId: string) => object][] = [
      ['at a frame with nothing', (follower) => follower.send({}), () => ambiguous],
      [
        'at a frame with both',
        (follower, id) => follower.send({ envelope: vote(id).envelope, subscribeSessionId: id }),
        () => ambiguous,
      ],
      [
        'at a Signal',
        (follower) => follower.send({ envelope: { macpVersion: '1.0', messageType: 'Signal', messageId: 's' } }),
        () => invalid('StreamSession requires a non-empty session_id'),
      ],
      [
        'at an envelope of another session',
        async (follower, id) => {
          const other = await openSession();
          follower.send({ subscribeSessionId: id });
          follower.send({ envelope: proposalStep(other, 'q').envelope });
        },
        () => invalid('StreamSession may only carry envelopes for one session_id'),
      ],
      [
        "at another mode than the session's",
        (follower, id) => follower.send({ envelope: { ...proposalStep(id, 'q').envelope, mode: 'other' } }),
        () => invalid('INVALID_ENVELOPE: envelope mode does not match the bound session mode'),
      ],
      [
        "at somebody else's name",
        (follower, id) => follower.send({ envelope: { ...vote(id).envelope, sender: 'alice' } }),
        () => refusal(status.UNAUTHENTICATED, 'UNAUTHENTICATED', 'Unauthenticated'),
      ],
      [
        'at a payload over the limit',
        (follower, id) =>
          follower.send({ envelope: { ...vote(id).envelope, payload: Buffer.alloc(PAYLOAD_BYTES_MAX + 1) } }),
        () => refusal(status.RESOURCE_EXHAUSTED, 'PAYLOAD_TOO_LARGE', 'PayloadTooLarge'),
      ],
      [
        'at a second start',
        (follower, id) => follower.send({ envelope: startStep(id).envelope }),
        () => refusal(status.ALREADY_EXISTS, 'SESSION_ALREADY_EXISTS', 'SessionAlreadyExists'),
      ],
      [
        'at a subscription to an unknown session',
        (follower) => follower.send({ subscribeSessionId: 'unknown' }),
        () => refusal(status.NOT_FOUND, 'SESSION_NOT_FOUND', "Session 'unknown' not found"),
      ],
    ];

    it.each(cases)('%s', async (_name, act, expected) => {
      const sessionId = await openSession();
      const follower = new SessionFollower(client);
      await act(follower, sessionId);
      expect(await follower.ended).toEqual(expected(sessionId));
      expect(follower.errors).toEqual([]);
    });

    it('at an accepted id once the session is over', async () => {
      const sessionId = randomUUID();
      const steps = completeDecision(sessionId);
      for (const message of steps) await send(client, message);
      const follower = new SessionFollower(client);
      follower.send({ envelope: steps[1]!.envelope });
      expect(await follower.ended).toEqual(invalid('SESSION_NOT_OPEN'));
    });

    it('at a frame over the limit, from the transport and without a MACP code', async () => {
      const follower = new SessionFollower(client);
      follower.send({ envelope: { ...vote('x').envelope, payload: Buffer.alloc(2 * PAYLOAD_BYTES_MAX) } });
      const { code, macpCode } = await follower.ended;
      expect([code, macpCode]).toEqual([status.RESOURCE_EXHAUSTED, undefined]);
    });
  });

  describe('a stream goes on', () => {
    it('after refusals of envelopes, each a frame of its own', async () => {
      const sessionId = await openSession();
      const follower = SessionFollower.subscribe(client, sessionId);
      await follower.arrived(2);
      const bad = [
        changed(proposalStep(sessionId, 'q'), { macpVersion: '2.0' }),
        changed(proposalStep(sessionId, 'q'), { payload: Buffer.from([0xff]) }),
        changed(proposalStep(sessionId, 'q'), { messageType: 'Bribe' }),
        proposalStep(sessionId, 'p'),
      ];
      for (const { envelope } of bad) follower.send({ envelope });
      const good = proposalStep(sessionId, 'q');
      follower.send({ envelope: good.envelope });
      await follower.arrived(7);
      expect(follower.errors.map(({ code, messageId }) => [code, messageId])).toEqual([
        ['UNSUPPORTED_PROTOCOL_VERSION', bad[0]!.envelope.messageId],
        ['INVALID_ENVELOPE', bad[1]!.envelope.messageId],
        ['FORBIDDEN', bad[2]!.envelope.messageId],
        ['INVALID_ENVELOPE', bad[3]!.envelope.messageId],
      ]);
      expect(follower.ids.at(-1)).toBe(good.envelope.messageId);
      expect((await follower.halfClose()).code).toBe(status.OK);
    });

    it('after an envelope of an unknown session, and is bound to it', async () => {
      const follower = new SessionFollower(client);
      const { envelope } = proposalStep(randomUUID(), 'p');
      follower.send({ envelope });
      await follower.arrived(1);
      const { sessionId, messageId } = envelope;
      const details = Buffer.alloc(0);
      const message = 'UnknownSession';
      expect(follower.errors).toMatchObject([{ code: 'SESSION_NOT_FOUND', message, sessionId, messageId, details }]);
      follower.send({ subscribeSessionId: await openSession() });
      expect((await follower.ended).macpCode).toBe('INVALID_ENVELOPE');
    });

    it('after an outsider was kept out, who may follow a session of his own', async () => {
      const sessionId = await openSession();
      const follower = new SessionFollower(client, 'mallory');
      follower.send({ subscribeSessionId: sessionId });
      await follower.arrived(1);
      const message = 'caller is not a declared participant or observer for this session';
      const details = Buffer.alloc(0);
      expect(follower.errors).toMatchObject([{ code: 'FORBIDDEN', message, sessionId: '', messageId: '', details }]);
      const own = startStep(randomUUID());
      expect((await send(client, { ...own, sender: 'mallory' })).ok).toBe(true);
      follower.send({ subscribeSessionId: own.envelope.sessionId! });
      await follower.arrived(2);
      expect(follower.ids).toEqual([own.envelope.messageId]);
      expect((await follower.cancel()).code).toBe(status.CANCELLED);
    });
  });

  it('serves as before, after all of this', () => expectStillServes(server));
});
