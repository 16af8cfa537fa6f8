/** Envelopes and sessions of the talk mode, with everything a spec does not care about filled in. */
import type { CommitmentPayload, SessionStartPayload } from '../core-codec.js';
import type { Envelope } from '../envelope.js';
import type { PolicyDefinition } from '../policy.js';
import { SessionScript } from './session-script.js';
import { LAX, TALK, jsonCodec, laxMode, talkMode, toBytes } from './talk-mode.js';

export const SESSION_ID = '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55';
export const START_MS = 1_000_000;
export const TTL_MS = 60_000;

export function policy(policyId: string, commitment: unknown = {}, mode = '*'): PolicyDefinition {
  return { policyId, mode, description: '', rules: JSON.stringify({ commitment }), schemaVersion: 3 };
}

const POLICIES = [
  policy('policy.default'),
  policy('any', { authority: 'any_participant' }),
  policy('roles', { authority: 'designated_role', designated_roles: ['auditor', 'a'] }),
  policy('other-mode', {}, 'macp.mode.task.v1'),
  policy('lax-only', {}, LAX),
];

export function startPayload(overrides: Partial<SessionStartPayload> = {}): SessionStartPayload {
  return {
    participants: ['a', 'b'],
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    policyVersion: '',
    ttlMs: TTL_MS,
    contextId: '',
    extensionKeys: [],
    maxSuspendMs: 0,
    ...overrides,
  };
}

function envelopeOf(messageType: string, messageId: string, payload: Uint8Array): Envelope {
  return {
    macpVersion: '1.0',
    mode: TALK,
    messageType,
    messageId,
    sessionId: SESSION_ID,
    sender: 'lead',
    timestampUnixMs: 0n,
    payload,
  };
}

export function start(payload: Partial<SessionStartPayload> = {}, envelope: Partial<Envelope> = {}): Envelope {
  return { ...envelopeOf('SessionStart', 'start', toBytes(startPayload(payload))), ...envelope };
}

export function say(messageId: string, text = 'hello', envelope: Partial<Envelope> = {}): Envelope {
  return { ...envelopeOf('Say', messageId, toBytes({ text })), sender: 'a', ...envelope };
}

export function commit(
  messageId: string,
  payload: Partial<CommitmentPayload> = {},
  envelope: Partial<Envelope> = {},
): Envelope {
  const commitment: CommitmentPayload = {
    commitmentId: 'c1',
    action: 'talk.selected',
    authorityScope: 'scope',
    reason: 'because',
    modeVersion: '1.0.0',
    policyVersion: '',
    configurationVersion: 'cfg',
    outcomePositive: true,
    ...payload,
  };
  return { ...envelopeOf('Commitment', messageId, toBytes(commitment)), ...envelope };
}

/** A script with no session yet. */
export function blankScript(): SessionScript {
  const modes = new Map([talkMode, laxMode].map((mode) => [mode.descriptor.mode, mode]));
  const policies = new Map(POLICIES.map((definition) => [definition.policyId, definition]));
  return new SessionScript({
    modes: (mode) => modes.get(mode),
    policies: (policyId) => policies.get(policyId),
    codec: jsonCodec,
    nowMs: START_MS,
  });
}

/** A script whose session is OPEN: initiator `lead`, participants `a` and `b`. */
export function openScript(
  payload: Partial<SessionStartPayload> = {},
  envelope: Partial<Envelope> = {},
): SessionScript {
  const script = blankScript();
  script.submit(start(payload, envelope));
  return script;
}
