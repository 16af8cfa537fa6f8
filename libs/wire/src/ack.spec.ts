import { describe, expect, it } from '@jest/globals';
import { SESSION_STATE, policyDenied, reject } from '@macp/kernel';
import type { Accepted, SessionState } from '@macp/kernel';
import { Ack, encodeBytes, macp, toSafeNumber } from '@macp/proto';
import { ackOf, ambientAck, macpError, rejectedAck } from './ack.js';
import { wireMetadata } from './metadata.js';
import { kernelState, wireEventType, wireState } from './session-state.js';

const ADDRESS = { sessionId: 's-1', messageId: 'm-1' };
const NOW_MS = 1_790_000_000_123;
const STATES = Object.keys(SESSION_STATE) as SessionState[];

const accepted = (state: SessionState, duplicate = false): Accepted => ({
  kind: 'accepted',
  duplicate,
  state,
  ordinal: 3,
  acceptedAtMs: NOW_MS - 1000,
});

/** An Ack as a client reads it. */
const received = (init: macp.v1.AckInit): Ack => Ack.decode(encodeBytes(Ack, init));

describe('Acks', () => {
  it.each(STATES.flatMap((state) => [false, true].map((duplicate) => [state, duplicate] as const)))(
    'given acceptance with the session %s and duplicate %p, when the client reads the Ack, then it says so',
    (state, duplicate) => {
      const ack = received(ackOf(accepted(state, duplicate), ADDRESS, NOW_MS));

      expect(ack).toMatchObject({ ok: true, duplicate, ...ADDRESS, sessionState: SESSION_STATE[state], error: null });
      expect(toSafeNumber(ack.acceptedAtUnixMs)).toBe(NOW_MS);
    },
  );

  it('given a refusal, when the client reads the Ack, then it has the code, the ids, the time, and no state', () => {
    const rejection = reject('SESSION_NOT_OPEN', 'TtlExpired');

    const ack = received(ackOf({ kind: 'rejected', rejection }, ADDRESS, NOW_MS));

    expect(ack).toMatchObject({ ok: false, duplicate: false, ...ADDRESS, sessionState: 0 });
    expect(ack.error).toMatchObject({ code: 'SESSION_NOT_OPEN', message: 'TtlExpired', ...ADDRESS });
    expect(ack.error?.details).toHaveLength(0);
    expect(toSafeNumber(ack.acceptedAtUnixMs)).toBe(NOW_MS);
  });

  it('given a denial, when the client reads the Ack, then its text is short and the reasons are in the details', () => {
    const ack = received(rejectedAck(policyDenied([{ code: 'veto', message: 'a veto stands' }]), ADDRESS, NOW_MS));

    expect(ack.error?.message).toBe('PolicyDenied');
    expect(JSON.parse(Buffer.from(ack.error?.details ?? []).toString())).toEqual({
      denials: [{ code: 'veto', message: 'a veto stands' }],
      reasons: ['a veto stands'],
    });
  });

  it('given an ambient envelope, when the client reads the Ack, then it is accepted, OPEN and no duplicate', () => {
    const ack = received(ambientAck({ sessionId: '', messageId: 'm-1' }, NOW_MS));

    expect(ack).toMatchObject({ ok: true, duplicate: false, sessionId: '', messageId: 'm-1', sessionState: 1 });
  });

  it('given a refusal before any session is known, when it is an inline error, then it names none', () => {
    expect(macpError(reject('FORBIDDEN'), { sessionId: '', messageId: '' })).toMatchObject({
      code: 'FORBIDDEN',
      sessionId: '',
      messageId: '',
    });
  });
});

describe('lifecycle states', () => {
  it.each(STATES)('given %s, when it goes to the wire and back, then it is the same and has its number', (state) => {
    expect(macp.v1.SessionState[`SESSION_STATE_${state}`]).toBe(wireState(state));
    expect(kernelState(wireState(state))).toBe(state);
  });

  it.each([0, 6, -1])('given the number %d, when it comes from the wire, then it is no state', (number) => {
    expect(kernelState(number)).toBeUndefined();
  });

  it.each(['CREATED', 'RESOLVED', 'EXPIRED', 'SUSPENDED', 'RESUMED', 'CANCELLED'] as const)(
    'given the change %s, when it goes to the wire, then it has its number',
    (change) => {
      expect(wireEventType(change)).toBe(macp.v1.SessionLifecycleEvent.EventType[`EVENT_TYPE_${change}`]);
    },
  );
});

describe('session metadata', () => {
  it('given a session, when the client reads its metadata, then every field is there', () => {
    const init = wireMetadata({
      sessionId: 's-1',
      mode: 'macp.mode.decision.v1',
      state: 'SUSPENDED',
      startedAtMs: NOW_MS,
      expiresAtMs: NOW_MS + 60_000,
      modeVersion: '1.0.0',
      configurationVersion: 'config.default',
      policyVersion: 'policy.default',
      participants: ['agent://a', 'agent://b'],
      participantActivity: [{ participantId: 'agent://a', lastMessageAtMs: NOW_MS + 5, messageCount: 2 }],
      initiator: 'agent://a',
      contextId: 'c-1',
      extensionKeys: ['x.one'],
    });

    const metadata = macp.v1.SessionMetadata.decode(encodeBytes(macp.v1.SessionMetadata, init));

    const { startedAtUnixMs, expiresAtUnixMs, participantActivity, ...rest } = metadata;
    expect({ ...rest }).toEqual({
      sessionId: 's-1',
      mode: 'macp.mode.decision.v1',
      state: 4,
      modeVersion: '1.0.0',
      configurationVersion: 'config.default',
      policyVersion: 'policy.default',
      participants: ['agent://a', 'agent://b'],
      initiator: 'agent://a',
      contextId: 'c-1',
      extensionKeys: ['x.one'],
    });
    expect([startedAtUnixMs, expiresAtUnixMs].map(toSafeNumber)).toEqual([NOW_MS, NOW_MS + 60_000]);
    expect(participantActivity).toHaveLength(1);
    expect(participantActivity[0]).toMatchObject({ participantId: 'agent://a', messageCount: 2 });
    expect(participantActivity.map((activity) => toSafeNumber(activity.lastMessageAtUnixMs))).toEqual([NOW_MS + 5]);
  });
});
