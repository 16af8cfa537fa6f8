import { status } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { REJECTION_CODES, policyDenied, reject } from '@macp/kernel';
import type { Rejection, RejectionCode } from '@macp/kernel';
import { errorDetails } from './error-details.js';
import { ERROR_CODE_KEY, ERROR_DETAILS_KEY, grpcStatus, statusError } from './rejection-to-grpc.js';

/** The registry as the specification groups it, by gRPC status. */
const REGISTRY: readonly (readonly [grpc: status, ...codes: RejectionCode[]])[] = [
  [
    status.INVALID_ARGUMENT,
    'INVALID_ENVELOPE',
    'UNSUPPORTED_PROTOCOL_VERSION',
    'MODE_NOT_SUPPORTED',
    'INVALID_SESSION_ID',
    'INVALID_POLICY_DEFINITION',
    'INVALID_REQUEST',
  ],
  [status.NOT_FOUND, 'SESSION_NOT_FOUND', 'UNKNOWN_POLICY_VERSION', 'AGENT_NOT_FOUND'],
  [status.ALREADY_EXISTS, 'SESSION_ALREADY_EXISTS', 'DUPLICATE_MESSAGE'],
  [status.PERMISSION_DENIED, 'FORBIDDEN', 'POLICY_DENIED', 'UNAUTHORIZED'],
  [status.RESOURCE_EXHAUSTED, 'PAYLOAD_TOO_LARGE', 'RATE_LIMITED', 'STREAM_LAGGED'],
  [status.FAILED_PRECONDITION, 'SESSION_NOT_OPEN', 'REGISTRY_READ_ONLY', 'HISTORY_UNAVAILABLE', 'RECEIPT_UNAVAILABLE'],
  [status.INTERNAL, 'INTERNAL_ERROR'],
  [status.UNAUTHENTICATED, 'UNAUTHENTICATED'],
];

const ROWS = REGISTRY.flatMap(([grpc, ...codes]) => codes.map((code) => [code, grpc] as const));

const DENIALS = [
  { code: 'quorum_not_met', message: '2 of 3 voters needed' },
  { code: 'veto', message: 'a veto stands', participants: ['agent://a', 'agent://b'] },
];

describe('the error registry', () => {
  it('given the registry, when its rows are counted, then every code is in it once', () => {
    expect(ROWS.map(([code]) => code).sort()).toEqual([...REJECTION_CODES].sort());
  });

  it.each(ROWS)('given %s, when it ends a call, then the status is %d and the code is named', (code, grpc) => {
    const error = statusError(reject(code));

    expect(grpcStatus(code)).toBe(grpc);
    expect(error.code).toBe(grpc);
    expect(error.metadata.getMap()).toEqual({ [ERROR_CODE_KEY]: code });
  });
});

describe('status texts', () => {
  it.each<[string, Rejection, string | undefined, string]>([
    ['a refusal', reject('FORBIDDEN'), undefined, 'Forbidden'],
    ['a refusal with a text', reject('INVALID_ENVELOPE', 'InvalidPayload'), 's-1', 'InvalidPayload'],
    ['a storage failure', reject('INTERNAL_ERROR'), undefined, 'StorageFailed'],
    ['an unknown session', reject('SESSION_NOT_FOUND'), 's-1', "Session 's-1' not found"],
    ['an unknown session without id', reject('SESSION_NOT_FOUND'), undefined, 'UnknownSession'],
    ['a denial', policyDenied(DENIALS), 's-1', 'PolicyDenied: 2 of 3 voters needed; a veto stands'],
    ['a single denial', policyDenied(DENIALS.slice(1)), undefined, 'PolicyDenied: a veto stands'],
    ['a denial without reasons', policyDenied([]), undefined, 'PolicyDenied'],
  ])('given %s, when it ends a call, then its text is as specified', (_what, rejection, sessionId, text) => {
    const error = statusError(rejection, sessionId);

    expect(error.details).toBe(text);
    expect(error.message).toBe(text);
  });
});

describe('a text that is longer than trailers can carry', () => {
  it.each([
    ['an id of a million characters', 'x'.repeat(1_000_000), `Session '${'x'.repeat(1014)}…`],
    [
      'an id whose cut would go through a pair',
      `${'x'.repeat(1013)}${'😀'.repeat(1000)}`,
      `Session '${'x'.repeat(1013)}…`,
    ],
    ['the longest that is shown whole', 'x'.repeat(1004), `Session '${'x'.repeat(1004)}' not found`],
  ])('given %s, when it ends a call, then its text is cut and can be encoded', (_what, sessionId, text) => {
    const { details } = statusError(reject('SESSION_NOT_FOUND'), sessionId);

    expect(details).toBe(text);
    expect(() => encodeURI(details)).not.toThrow();
  });
});

describe('details', () => {
  const denied =
    '{"denials":[{"code":"quorum_not_met","message":"2 of 3 voters needed"},' +
    '{"code":"veto","message":"a veto stands","participants":["agent://a","agent://b"]}],' +
    '"reasons":["2 of 3 voters needed","a veto stands"]}';

  it.each<[string, Rejection, string]>([
    ['a denial', policyDenied(DENIALS), denied],
    [
      'a denial that names nobody',
      policyDenied([{ code: 'unspecified', message: 'größer', participants: [] }]),
      '{"denials":[{"code":"unspecified","message":"größer"}],"reasons":["größer"]}',
    ],
    [
      'a denial that names one participant',
      policyDenied([{ code: 'veto', message: 'a veto stands', participants: ['agent://a'] }]),
      '{"denials":[{"code":"veto","message":"a veto stands","participants":["agent://a"]}],"reasons":["a veto stands"]}',
    ],
    ['a denial without reasons', policyDenied([]), '{"denials":[],"reasons":[]}'],
    [
      'a compacted history',
      { ...reject('HISTORY_UNAVAILABLE'), lowestAvailableSequence: 42 },
      '{"lowest_available_sequence":42}',
    ],
    ['a compacted history without a sequence', reject('HISTORY_UNAVAILABLE'), ''],
    ['a denial whose reasons are unknown', reject('POLICY_DENIED'), ''],
    ['denials of another code', { ...reject('FORBIDDEN'), denials: DENIALS }, ''],
    ['a sequence of another code', { ...reject('FORBIDDEN'), lowestAvailableSequence: 1 }, ''],
  ])('given %s, when details are written, then they are exact and travel with the status', (_what, rejection, json) => {
    expect(errorDetails(rejection).toString()).toBe(json);
    expect(statusError(rejection).metadata.get(ERROR_DETAILS_KEY)).toEqual(json === '' ? [] : [Buffer.from(json)]);
  });
});
