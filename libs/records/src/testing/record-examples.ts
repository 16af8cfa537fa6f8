/** One example of each durable fact and outcome, for specs: every field set to something that its default is not. */
import { REJECTION_CODES, policyDenied, reject } from '@macp/kernel';
import type { Envelope, ModeDescriptor, PolicyDefinition, SessionFact, SessionOutcome } from '@macp/kernel';
import type { RegistryFact, RegistryOutcome } from '@macp/policy-rules';

const SESSION = '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55';
const AT_MS = 1_790_000_000_000;

export const ENVELOPE: Envelope = {
  macpVersion: '1.0',
  mode: 'macp.mode.decision.v1',
  messageType: 'Vote',
  messageId: 'm-2',
  sessionId: SESSION,
  sender: 'agent://zoë',
  timestampUnixMs: 1_789_999_999_999n,
  payload: Buffer.from([0, 1, 127, 128, 255]),
};

export const POLICY: PolicyDefinition = {
  policyId: 'policy.majority',
  mode: 'macp.mode.decision.v1',
  description: 'more than half',
  rules: '{"voting":{"algorithm":"majority","threshold":0.5}}',
  schemaVersion: 3,
};

export const MODE: ModeDescriptor = {
  mode: 'ext.auction.v1',
  modeVersion: '1.2.0',
  title: 'Auction',
  description: 'highest bid wins',
  determinismClass: 'structural-only',
  participantModel: 'declared',
  messageTypes: ['SessionStart', 'Bid', 'Commitment'],
  terminalMessageTypes: ['Commitment'],
  schemaUris: { protobuf: 'https://example.org/auction' },
};

export const DENIALS = [
  { code: 'threshold_not_met', message: 'too few approvals', participants: ['a', 'b'] },
  { code: 'no_votes', message: 'nobody voted' },
] as const;

const accepted = {
  kind: 'EnvelopeAccepted',
  sessionId: SESSION,
  envelope: ENVELOPE,
  ordinal: 2,
  acceptedAtMs: AT_MS + 1,
  runtimeOriginated: false,
} as const;

export const SESSION_FACTS: Record<string, SessionFact> = {
  started: {
    kind: 'SessionStarted',
    sessionId: SESSION,
    envelope: { ...ENVELOPE, messageType: 'SessionStart', messageId: 'm-1' },
    ordinal: 1,
    acceptedAtMs: AT_MS,
    semanticsRevision: 4,
    policy: POLICY,
    maxSuspendMs: 86_400_000,
    modeVersion: '1.0.0',
    expiresAtMs: AT_MS + 60_000,
  },
  startedInExtension: {
    kind: 'SessionStarted',
    sessionId: SESSION,
    envelope: { ...ENVELOPE, mode: 'ext.auction.v1', messageType: 'SessionStart', messageId: 'm-1' },
    ordinal: 1,
    acceptedAtMs: AT_MS,
    semanticsRevision: 4,
    policy: POLICY,
    maxSuspendMs: 86_400_000,
    modeVersion: '2.1.0',
    expiresAtMs: AT_MS + 60_000,
    extension: { messageTypes: ['SessionStart', 'Bid', 'Commitment'] },
  },
  accepted,
  acceptedFromRuntime: { ...accepted, runtimeOriginated: true },
  acceptedWithVerdict: { ...accepted, verdict: { allowed: true, denials: [] } },
  acceptedWithDenials: { ...accepted, verdict: { allowed: false, denials: DENIALS } },
  expired: { kind: 'SessionExpired', sessionId: SESSION, atMs: AT_MS + 2 },
  cancelled: { kind: 'SessionCancelled', sessionId: SESSION, atMs: AT_MS + 3, reason: 'enough', cancelledBy: 'lead' },
  suspended: { kind: 'SessionSuspended', sessionId: SESSION, atMs: AT_MS + 4, reason: 'lunch', suspendedBy: 'lead' },
  resumed: {
    kind: 'SessionResumed',
    sessionId: SESSION,
    atMs: AT_MS + 5,
    reason: 'back',
    resumedBy: 'lead',
    bankedMs: 59_996,
  },
};

const taken = { kind: 'accepted', duplicate: false, ordinal: 2, acceptedAtMs: AT_MS } as const;

export const SESSION_OUTCOMES: Record<string, SessionOutcome> = {
  acceptedOpen: { ...taken, state: 'OPEN' },
  acceptedResolved: { ...taken, state: 'RESOLVED' },
  acceptedExpired: { ...taken, state: 'EXPIRED' },
  acceptedSuspended: { ...taken, state: 'SUSPENDED' },
  acceptedCancelled: { ...taken, state: 'CANCELLED' },
  duplicate: { ...taken, duplicate: true, ordinal: 0, state: 'OPEN' },
  ...Object.fromEntries(
    REJECTION_CODES.filter((code) => code !== 'POLICY_DENIED').map((code) => [
      code,
      { kind: 'rejected', rejection: reject(code, `${code} it is`) } as const,
    ]),
  ),
  POLICY_DENIED: { kind: 'rejected', rejection: policyDenied(DENIALS) },
};

export const REGISTRY_FACTS: Record<string, RegistryFact> = {
  registered: { kind: 'PolicyRegistered', policy: POLICY, atMs: AT_MS, registeredBy: 'admin' },
  unregistered: {
    kind: 'PolicyUnregistered',
    policyId: POLICY.policyId,
    atMs: AT_MS + 1,
    unregisteredBy: 'admin',
  },
  modeRegistered: { kind: 'ModeRegistered', descriptor: MODE, atMs: AT_MS + 2, registeredBy: 'admin' },
  modeUnregistered: { kind: 'ModeUnregistered', mode: MODE.mode, atMs: AT_MS + 3, unregisteredBy: 'admin' },
  modePromoted: {
    kind: 'ModePromoted',
    mode: MODE.mode,
    promotedMode: 'ext.auction.v2',
    atMs: AT_MS + 4,
    promotedBy: 'admin',
  },
  sessionReserved: {
    kind: 'SessionReserved',
    identity: 'lead',
    sessionId: SESSION,
    startsByMs: AT_MS + 30_000,
    startId: '',
    atMs: AT_MS + 5,
  },
  sessionReservedForStart: {
    kind: 'SessionReserved',
    identity: 'lead',
    sessionId: SESSION,
    startsByMs: AT_MS + 30_000,
    startId: 'kq2lJw5nXo0Zt1yQbV7c3A',
    atMs: AT_MS + 5,
  },
  sessionsReleased: { kind: 'SessionsReleased', identity: 'lead', sessionIds: [SESSION, 's-1'], atMs: AT_MS + 6 },
};

export const REGISTRY_OUTCOMES: Record<string, RegistryOutcome> = {
  accepted: { kind: 'registryAccepted' },
  invalidDefinition: { kind: 'registryRefused', error: 'INVALID_POLICY_DEFINITION: rules are no object' },
  refused: { kind: 'registryRefused', error: 'policy is not registered' },
  openSessionsFull: {
    kind: 'openSessionsFull',
    reserved: [
      { sessionId: SESSION, startsByMs: AT_MS + 30_000 },
      { sessionId: 's-1', startsByMs: AT_MS },
    ],
  },
};
