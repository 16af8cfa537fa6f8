/**
 * The vocabulary of governance rules as data: which keys exist at which level, and of what type (RFC-MACP-0012 §4).
 * Admission and reading walk the same tables, so a key cannot be admitted and then read as something else.
 */

/** Type of one position in a rules object. `values` of an enum are those that the type itself demands. */
export type RuleField =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, RuleField> }
  | { readonly kind: 'enum'; readonly values?: readonly string[] }
  | { readonly kind: 'unsigned'; readonly max: number }
  | { readonly kind: 'boolean' | 'number' | 'strings' | 'weights' };

/** A level whose keys are closed: others than its own are refused at admission. */
export type RuleObject = Extract<RuleField, { kind: 'object' }>;

/** Mode ids with a rule schema of their own. */
export const MODE_ID = {
  decision: 'macp.mode.decision.v1',
  proposal: 'macp.mode.proposal.v1',
  task: 'macp.mode.task.v1',
  handoff: 'macp.mode.handoff.v1',
  quorum: 'macp.mode.quorum.v1',
} as const;

/** The policy mode that fits every session. */
export const ANY_MODE = '*';

const UINT32_MAX = 0xffff_ffff;

const boolean: RuleField = { kind: 'boolean' };
const number: RuleField = { kind: 'number' };
const strings: RuleField = { kind: 'strings' };
const name: RuleField = { kind: 'enum' };
const uint32: RuleField = { kind: 'unsigned', max: UINT32_MAX };
// Wider integers than a double holds exactly are refused rather than rounded.
const unsigned: RuleField = { kind: 'unsigned', max: Number.MAX_SAFE_INTEGER };

function object(members: Record<string, RuleField>): RuleObject {
  return { kind: 'object', members: new Map(Object.entries(members)) };
}

const AUTHORITY = { authority: name, designated_roles: strings };

// A client's policy builder writes it into the rules of every mode; it has a meaning in Decision alone.
const COMMITMENT = { ...AUTHORITY, require_vote_quorum: boolean };

const DECISION = object({
  voting: object({
    algorithm: name,
    threshold: number,
    quorum: object({ type: name, value: number }),
    weights: { kind: 'weights' },
  }),
  objection_handling: object({
    critical_severity_vetoes: boolean,
    veto_threshold: uint32,
    critical_objection_action: { kind: 'enum', values: ['deny', 'finalize_decline', 'hold'] },
  }),
  evaluation: object({ required_before_voting: boolean, minimum_confidence: number }),
  commitment: object({ ...COMMITMENT, allow_decline_over_approval: boolean }),
});

const QUORUM = object({
  threshold: object({ type: name, value: number }),
  abstention: object({ counts_toward_quorum: boolean, interpretation: name }),
  commitment: object(COMMITMENT),
});

const PROPOSAL = object({
  acceptance: object({ criterion: name }),
  counter_proposal: object({ max_rounds: unsigned }),
  rejection: object({ terminal_on_any_reject: boolean }),
  commitment: object(COMMITMENT),
});

const TASK = object({
  assignment: object({ allow_reassignment_on_reject: boolean }),
  completion: object({ require_output: boolean }),
  commitment: object(COMMITMENT),
});

const HANDOFF = object({
  acceptance: object({ implicit_accept_timeout_ms: unsigned }),
  commitment: object(COMMITMENT),
});

/** What an extension mode's rules are checked for: nothing but who may commit, and that only when well formed. */
export const COMMITMENT_SCHEMA: RuleObject = object({ commitment: object(AUTHORITY) });

const SCHEMAS: ReadonlyMap<string, RuleObject> = new Map([
  [MODE_ID.decision, DECISION],
  [MODE_ID.quorum, QUORUM],
  [MODE_ID.proposal, PROPOSAL],
  [MODE_ID.task, TASK],
  [MODE_ID.handoff, HANDOFF],
  [ANY_MODE, [QUORUM, PROPOSAL, TASK, HANDOFF].reduce(union, DECISION)],
]);

/** The closed rule schema of a standard mode or of `*`; `undefined` for every other mode, whose rules are open. */
export function ruleSchema(mode: string): RuleObject | undefined {
  return SCHEMAS.get(mode);
}

// Shared keys have one type in every mode, so a union only ever adds keys.
function union(one: RuleObject, other: RuleObject): RuleObject {
  const members = new Map(one.members);
  for (const [key, field] of other.members) {
    const known = members.get(key);
    members.set(key, known?.kind === 'object' && field.kind === 'object' ? union(known, field) : field);
  }
  return { kind: 'object', members };
}
