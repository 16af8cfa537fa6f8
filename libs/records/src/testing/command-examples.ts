/** One example of each command, for specs: every field set to something that its default is not. */
import type { SessionCommand } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { ENVELOPE, MODE, POLICY } from './record-examples.js';

const { sessionId } = ENVELOPE;

export const SESSION_COMMANDS: Record<string, SessionCommand> = {
  submit: { kind: 'SubmitEnvelope', envelope: ENVELOPE },
  cancel: { kind: 'CancelSession', sessionId, caller: 'lead', reason: 'enough' },
  suspend: { kind: 'SuspendSession', sessionId, caller: 'lead', reason: 'lunch' },
  resume: { kind: 'ResumeSession', sessionId, caller: 'lead', reason: 'back' },
  observe: { kind: 'ObserveSession', sessionId, caller: 'auditor', observer: true },
};

export const REGISTRY_COMMANDS: Record<string, RegistryCommand> = {
  register: { kind: 'RegisterPolicy', descriptor: { ...POLICY, rules: '{ "voting" : {} }' }, caller: 'admin' },
  unregister: { kind: 'UnregisterPolicy', policyId: POLICY.policyId, caller: 'admin' },
  registerExtMode: { kind: 'RegisterExtMode', descriptor: MODE, caller: 'admin' },
  unregisterExtMode: { kind: 'UnregisterExtMode', mode: MODE.mode, caller: 'admin' },
  promoteMode: { kind: 'PromoteMode', mode: MODE.mode, promotedMode: 'ext.auction.v2', caller: 'admin' },
  reserveSession: {
    kind: 'ReserveSession',
    identity: 'lead',
    sessionId,
    startsByMs: 1_790_000_000_000,
    startId: '',
    limit: 2,
    exempt: ['s-1'],
  },
  reserveSessionForStart: {
    kind: 'ReserveSession',
    identity: 'lead',
    sessionId,
    startsByMs: 1_790_000_000_000,
    startId: 'kq2lJw5nXo0Zt1yQbV7c3A',
    limit: 2,
    exempt: ['s-1'],
  },
  releaseSessions: {
    kind: 'ReleaseSessions',
    identity: 'lead',
    sessionIds: [sessionId, 's-1'],
    over: [],
    refused: [],
  },
  releaseSessionsAsSeen: {
    kind: 'ReleaseSessions',
    identity: 'lead',
    sessionIds: ['s-2'],
    over: [{ sessionId: 's-1', startsByMs: 1_790_000_000_000 }],
    refused: [{ sessionId, startId: 'kq2lJw5nXo0Zt1yQbV7c3A' }],
  },
};
