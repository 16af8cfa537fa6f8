/** A payload that is read twice in a row is decoded once, and never taken for another. */
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '@macp/kernel';
import { decision, encodeBytes } from '@macp/proto';
import { acceptedPayload, payloadOf } from './payload.js';

const vote = (word: string): Uint8Array => encodeBytes(decision.VotePayload, { proposalId: 'p', vote: word });
const NO_MESSAGE = Uint8Array.of(0xff);

describe('payloadOf', () => {
  it('given a payload was read, when it is read again, then it is the same message', () => {
    const payload = vote('APPROVE');
    const checked = payloadOf(decision.VotePayload, payload);
    expect(checked).toMatchObject({ proposalId: 'p', vote: 'APPROVE' });
    expect(acceptedPayload(decision.VotePayload, payload)).toBe(checked);
  });

  it('given another payload, or another message of the same bytes, then it is read for itself', () => {
    const payload = vote('APPROVE');
    payloadOf(decision.VotePayload, payload);
    expect(payloadOf(decision.VotePayload, vote('REJECT'))?.vote).toBe('REJECT');
    payloadOf(decision.VotePayload, payload);
    expect(payloadOf(decision.ObjectionPayload, payload)).toMatchObject({ proposalId: 'p', reason: 'APPROVE' });
  });

  it('given bytes that are no message, when they are read again, then they are none still, and never of history', () => {
    expect(payloadOf(decision.VotePayload, NO_MESSAGE)).toBeUndefined();
    expect(payloadOf(decision.VotePayload, NO_MESSAGE)).toBeUndefined();
    expect(() => acceptedPayload(decision.VotePayload, NO_MESSAGE)).toThrow(InvariantViolation);
  });
});
