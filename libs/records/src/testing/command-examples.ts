/** One example of each command, for specs: every field set to something that its default is not. */
import type { SessionCommand } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { ENVELOPE, POLICY } from './record-examples.js';

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
};
