/** Which refusals of an envelope end its stream: the specification's list, and no other (runtime specification §5.2). */
import { describe, expect, it } from '@jest/globals';
import { REJECTION_CODES, reject } from '@macp/kernel';
import { endsStream } from './stream-refusals.js';

/** Codes a submitted envelope can be refused with, as the specification groups them. */
const TERMINATING = [
  'UNAUTHENTICATED',
  'PAYLOAD_TOO_LARGE',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'INVALID_SESSION_ID',
  'INVALID_POLICY_DEFINITION',
  'SESSION_ALREADY_EXISTS',
];
const INLINE = [
  'INVALID_ENVELOPE',
  'UNSUPPORTED_PROTOCOL_VERSION',
  'MODE_NOT_SUPPORTED',
  'FORBIDDEN',
  'POLICY_DENIED',
  'SESSION_NOT_FOUND',
  'UNKNOWN_POLICY_VERSION',
  'SESSION_NOT_OPEN',
];
/** Codes of streams themselves: a stream that falls behind, or asks for what is gone, is over. */
const OF_STREAMS = ['STREAM_LAGGED', 'HISTORY_UNAVAILABLE'];

describe('a refusal on a stream', () => {
  it.each(REJECTION_CODES)('%s ends it exactly when the specification says so', (code) => {
    expect(endsStream(reject(code))).toBe([...TERMINATING, ...OF_STREAMS].includes(code));
  });

  it('has a place for every code that an envelope can be refused with', () => {
    expect(REJECTION_CODES).toEqual(expect.arrayContaining([...TERMINATING, ...INLINE, ...OF_STREAMS]));
  });
});
