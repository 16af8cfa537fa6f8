/**
 * Edge cases of the specification as data: what is given and done, and how each step is answered. They are played
 * against the kernel with the real modes, codecs and policy rules, exactly as an engine plays commands; whatever is
 * refused must leave the session as it was.
 */
import type { Envelope, PolicyDefinition, PolicyQuestion, PolicyVerdict, SessionOutcome } from '@macp/kernel';
import { SessionScript } from '@macp/kernel/testing';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { builtInPolicy, evaluateCommitment } from '@macp/policy-rules';
import { SessionStartPayload, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';

export const SESSION_ID = '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55';
export const MODE = {
  decision: 'macp.mode.decision.v1',
  proposal: 'macp.mode.proposal.v1',
  task: 'macp.mode.task.v1',
  handoff: 'macp.mode.handoff.v1',
  quorum: 'macp.mode.quorum.v1',
  multiRound: 'ext.multi_round.v1',
} as const;

/** Does one thing to the session and says how it was answered. */
export type Action = (script: EdgeScript) => string;

/** An action that must be answered `ok …`, or with what is given. */
export type Step = Action | readonly [action: Action, answer: string];

/** One row of a page of the specification, or one variant of it. */
export interface EdgeCase {
  /** Number of the row on its page. */
  readonly row: number;
  readonly given: string;
  readonly when: string;
  readonly outcome: string;
  /** What this runtime does instead of what the page says, and why. */
  readonly differs?: string;
  readonly mode?: (typeof MODE)[keyof typeof MODE];
  /** `false`: the steps start the session themselves. Initiator `lead`, participants `lead`, `a`, `b`. */
  readonly start?: macp.v1.SessionStartPayloadInit | false;
  readonly rules?: unknown;
  /** Schema version of the policy of `rules`; 3 if not given. */
  readonly schemaVersion?: number;
  /** Semantics revision of the session; the newest if not given. */
  readonly revision?: number;
  readonly steps: readonly Step[];
}

/** Clock at which a case begins, Unix ms; Handoff's rows count from here. */
export const BEGIN_MS = 1000;

const modes = modeLookup(builtInModes);

/** A session being played, over the policy `bound` if the case has rules. */
export class EdgeScript extends SessionScript {
  /** Message id of the next message; a fresh one without it. */
  nextId: string | undefined;
  private count = 0;

  constructor(readonly edgeCase: EdgeCase) {
    const own = policyOf(edgeCase);
    const policies = new Map([own, TASK_ONLY, DECISION_ONLY].map((policy) => [policy.policyId, policy]));
    super({ modes, codec: coreCodec, policies: (id) => policies.get(id) ?? builtInPolicy(id), nowMs: BEGIN_MS });
  }

  get mode(): string {
    return this.edgeCase.mode ?? MODE.decision;
  }

  private takeId(): string {
    const { nextId } = this;
    this.nextId = undefined;
    this.count += 1;
    return nextId ?? `m${this.count}`;
  }

  envelope(sender: string, messageType: string, rest: Partial<Envelope> = {}): Envelope {
    return {
      macpVersion: '1.0',
      mode: this.mode,
      messageType,
      messageId: rest.messageId ?? this.takeId(),
      sessionId: SESSION_ID,
      sender,
      timestampUnixMs: 0n,
      payload: new Uint8Array(),
      ...rest,
    };
  }

  /** Begins the session as the case says. */
  begin(): void {
    const { start, rules, revision } = this.edgeCase;
    if (start === false) return;
    const policyVersion = rules === undefined ? '' : 'bound';
    const payload = startBytes({ policyVersion, ...start });
    this.submit(this.envelope('lead', 'SessionStart', { messageId: 'start', payload }));
    if (this.session === undefined) throw new Error(`the session of row ${this.edgeCase.row} did not start`);
    if (revision !== undefined) this.startedUnder(revision);
  }

  protected override verdictOn(question: PolicyQuestion): PolicyVerdict {
    return evaluateCommitment(question);
  }
}

/** A start with what a strict mode demands. */
export function startBytes(payload: macp.v1.SessionStartPayloadInit = {}): Uint8Array {
  return encodeBytes(SessionStartPayload, {
    participants: ['lead', 'a', 'b'],
    modeVersion: '1.0.0',
    configurationVersion: 'cfg',
    ttlMs: 60_000,
    ...payload,
  });
}

/** `ok OPEN`, `duplicate …`, or the code of a refusal, with the reasons of a policy and why a session is not open. */
export function answerOf(outcome: SessionOutcome): string {
  if (outcome.kind === 'observed') return `ok ${outcome.metadata.state}`;
  if (outcome.kind === 'accepted') return `${outcome.duplicate ? 'duplicate' : 'ok'} ${outcome.state}`;
  const { code, message, denials } = outcome.rejection;
  if (code === 'SESSION_NOT_OPEN') return `${code} ${message}`;
  const reasons = (denials ?? []).map(({ code: reason, participants }) =>
    participants === undefined ? reason : `${reason}(${participants.join()})`,
  );
  return [code, ...reasons].join(' ');
}

const TASK_ONLY = definition('task-only', MODE.task, '{}');
const DECISION_ONLY = definition('decision-only', MODE.decision, '{}');

function policyOf({ mode = MODE.decision, rules = {}, schemaVersion }: EdgeCase): PolicyDefinition {
  return definition('bound', mode, JSON.stringify(rules), schemaVersion);
}

function definition(policyId: string, mode: string, rules: string, schemaVersion = 3): PolicyDefinition {
  return { policyId, mode, description: '', rules, schemaVersion };
}
