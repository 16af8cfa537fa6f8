/**
 * Sessions of any mode for specs: real codecs and real policy evaluation, with what a spec does not care about filled in.
 */
import { expect } from '@jest/globals';
import { builtInPolicy, evaluateCommitment } from '@macp/policy-rules';
import { canonicalJson } from '@macp/kernel';
import type { Envelope, ModeLookup, PolicyDefinition, PolicyVerdict, SessionOutcome } from '@macp/kernel';
import { SessionScript, summary } from '@macp/kernel/testing';
import { CommitmentPayload, SessionStartPayload, encodeBytes } from '@macp/proto';
import type { Codec, macp } from '@macp/proto';
import { coreCodec } from '../core-codec.js';
import { builtInModes, modeLookup } from '../registry.js';

export const SESSION_ID = '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55';
export const START_MS = 1_000_000;

/** How refusals read in one line. */
export const INVALID = 'INVALID_ENVELOPE InvalidPayload';
/** Of types that only the runtime may bring about. */
export const INVALID_TYPE = 'INVALID_ENVELOPE InvalidEnvelope';
export const FORBIDDEN = 'FORBIDDEN Forbidden';
export const DENIED = 'POLICY_DENIED PolicyDenied';

export const modes = modeLookup(builtInModes);

/** Payloads that are none of any type: a group that never ends, a truncated field, text that is not UTF-8. */
export const UNDECODABLE: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ['an unknown wire type', Uint8Array.of(0x0f)],
  ['a truncated field', Uint8Array.of(0x0a, 0x05, 0x70)],
  ['text that is not UTF-8', Uint8Array.of(0x0a, 0x02, 0xc3, 0x28)],
];

/** A policy of the given rules for one mode, under the id `bound`. */
export function boundPolicy(mode: string, rules: unknown, schemaVersion = 3): PolicyDefinition {
  return { policyId: 'bound', mode, description: '', rules: JSON.stringify(rules), schemaVersion };
}

/** A script over one mode in which Commitments are really evaluated. */
export class ModeScript extends SessionScript {
  private count = 0;

  constructor(
    readonly mode: string,
    readonly policy?: PolicyDefinition,
    lookup: ModeLookup = modes,
  ) {
    const policies = (id: string): PolicyDefinition | undefined =>
      id === policy?.policyId ? policy : builtInPolicy(id);
    super({ modes: lookup, codec: coreCodec, policies, nowMs: START_MS });
  }

  protected override verdictOn(question: Parameters<typeof evaluateCommitment>[0]): PolicyVerdict {
    return evaluateCommitment(question);
  }

  /** Of what is refused nothing may become durable: the runtime's own envelopes at most, and what was due. */
  override submit(envelope: Envelope): SessionOutcome {
    const factCount = this.facts.length;
    const outcome = super.submit(envelope);
    if (outcome.kind !== 'rejected') return outcome;
    for (const fact of this.facts.slice(factCount)) {
      expect(fact.kind === 'SessionExpired' || (fact.kind === 'EnvelopeAccepted' && fact.runtimeOriginated)).toBe(true);
    }
    return outcome;
  }

  /** Submits under the next fresh message id. */
  send(sender: string, messageType: string, payload: Uint8Array): SessionOutcome {
    this.count += 1;
    return this.submit(modeEnvelope(this.mode, sender, messageType, { payload, messageId: `m${this.count}` }));
  }

  /** The same with a payload that is encoded first. */
  say<Init>(sender: string, messageType: string, codec: Codec<unknown, Init>, init: Init): SessionOutcome {
    return this.send(sender, messageType, encodeBytes(codec, init));
  }

  /** Starts under the script's policy: initiator `lead`, participants `lead`, `a`, `b`, unless told otherwise. */
  start(payload: macp.v1.SessionStartPayloadInit = {}, initiator = 'lead'): SessionOutcome {
    const init = { policyVersion: this.policy?.policyId ?? '', ...payload };
    const envelope = { payload: startBytes(init), messageId: 'start' };
    return this.submit(modeEnvelope(this.mode, initiator, 'SessionStart', envelope));
  }

  commit(sender: string, outcomePositive: boolean, payload: macp.v1.CommitmentPayloadInit = {}): SessionOutcome {
    return this.send(sender, 'Commitment', commitmentBytes({ outcomePositive, ...payload }));
  }

  /** The mode's state as canonical JSON. */
  stateText(): string {
    return canonicalJson(this.world.modes(this.mode, this.session!.extension)!.encodeState(this.session!.modeState));
  }

  /** The mode's state as plain data. */
  state(): unknown {
    return JSON.parse(this.stateText());
  }
}

/** A refusal must read as given and leave everything as it was. */
export function expectRefusal<Script extends SessionScript>(
  script: Script,
  act: (script: Script) => SessionOutcome,
  refusal: string,
): void {
  const before = script.session;
  const factCount = script.facts.length;
  expect(summary(act(script))).toBe(refusal);
  expect(script.session).toBe(before);
  expect(script.facts.length).toBe(factCount);
}

/** The codes of the reasons why a policy denied; empty for any other outcome. */
export function denialCodes(outcome: SessionOutcome): string[] {
  return outcome.kind === 'rejected' ? (outcome.rejection.denials ?? []).map((denial) => denial.code) : [];
}

export function startBytes(payload: macp.v1.SessionStartPayloadInit = {}): Uint8Array {
  return encodeBytes(SessionStartPayload, {
    participants: ['lead', 'a', 'b'],
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    ttlMs: 60_000,
    ...payload,
  });
}

export function commitmentBytes(payload: macp.v1.CommitmentPayloadInit = {}): Uint8Array {
  return encodeBytes(CommitmentPayload, {
    commitmentId: 'c1',
    action: 'decision.made',
    authorityScope: 'scope',
    reason: 'because',
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    outcomePositive: true,
    ...payload,
  });
}

export function modeEnvelope(mode: string, sender: string, messageType: string, rest: Partial<Envelope>): Envelope {
  return {
    macpVersion: '1.0',
    mode,
    messageType,
    messageId: 'm',
    sessionId: SESSION_ID,
    sender,
    timestampUnixMs: 0n,
    payload: new Uint8Array(),
    ...rest,
  };
}
