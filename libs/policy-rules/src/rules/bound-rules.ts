/**
 * Rules of a definition that is bound to sessions, read once per definition. A stored definition is never validated
 * against admission again (RFC-MACP-0012 §6): evaluation denies on rules it cannot read, while checks at message level
 * fall back to the defaults, as the commitment authority does.
 */
import type { PolicyDefinition } from '@macp/kernel';

import { decisionRules } from './decision-rules.js';
import type { DecisionRules } from './decision-rules.js';
import { handoffRules, proposalRules, quorumRules, taskRules } from './mode-rules.js';
import type { HandoffRules, ProposalRules, QuorumRules, TaskRules } from './mode-rules.js';
import { quorumThreshold } from './quorum-threshold.js';
import type { QuorumThreshold } from './quorum-threshold.js';
import { MODE_ID, ruleSchema } from './rule-schema.js';
import { readRulesText } from './rules-text.js';
import type { JsonObject } from './rules-text.js';
import { typeFault } from './type-faults.js';

/** The rules of each mode that has any. */
export interface RulesOfMode {
  readonly decision: DecisionRules;
  readonly proposal: ProposalRules;
  readonly task: TaskRules;
  readonly handoff: HandoffRules;
  readonly quorum: QuorumRules;
}

/** A standard mode by its short name. */
export type GovernedMode = keyof RulesOfMode;

const READERS: { readonly [M in GovernedMode]: (rules: JsonObject) => RulesOfMode[M] } = {
  decision: decisionRules,
  proposal: proposalRules,
  task: taskRules,
  handoff: handoffRules,
  quorum: quorumRules,
};

type Memo = { [M in GovernedMode]?: RulesOfMode[M] | 'unreadable' };

// A memo only: definitions are immutable and shared by many sessions.
const MEMOS = new WeakMap<PolicyDefinition, Memo>();

/** The bound rules as `mode` reads them, whatever mode the definition names; `undefined` when they are unreadable. */
export function boundRules<M extends GovernedMode>(policy: PolicyDefinition, mode: M): RulesOfMode[M] | undefined {
  let memo = MEMOS.get(policy);
  if (memo === undefined) {
    memo = {};
    MEMOS.set(policy, memo);
  }
  let rules: RulesOfMode[M] | 'unreadable' | undefined = memo[mode];
  if (rules === undefined) {
    rules = readBound(policy.rules, mode) ?? 'unreadable';
    (memo as Record<GovernedMode, unknown>)[mode] = rules;
  }
  return rules === 'unreadable' ? undefined : (rules as RulesOfMode[M]);
}

/** Proposal rules for checks at message level. */
export function boundProposalRules(policy: PolicyDefinition): ProposalRules {
  return boundRules(policy, 'proposal') ?? proposalRules({});
}

/** Task rules for checks at message level. */
export function boundTaskRules(policy: PolicyDefinition): TaskRules {
  return boundRules(policy, 'task') ?? taskRules({});
}

/** Handoff rules for checks at message level. */
export function boundHandoffRules(policy: PolicyDefinition): HandoffRules {
  return boundRules(policy, 'handoff') ?? handoffRules({});
}

/** The bound policy's bar for a pool of `voters` declared participants; it replaces the request's own number. */
export function boundQuorumThreshold(policy: PolicyDefinition, voters: number): QuorumThreshold {
  const rules = boundRules(policy, 'quorum');
  return rules === undefined ? { kind: 'none' } : quorumThreshold(rules.threshold, voters);
}

function readBound<M extends GovernedMode>(text: string, mode: M): RulesOfMode[M] | undefined {
  const reading = readRulesText(text);
  if (reading.kind === 'fault') return undefined;
  const schema = ruleSchema(MODE_ID[mode]);
  if (schema === undefined || typeFault(schema, reading.rules) !== undefined) return undefined;
  return READERS[mode](reading.rules);
}
