/**
 * Governance rules of Quorum, Proposal, Task and Handoff mode with every default resolved, and the `commitment` block
 * that all modes share (RFC-MACP-0012 §4.2–4.5). Every reader takes a rules object without type faults.
 */
import { boolean, number, section, text } from './rule-values.js';
import { ownMember } from './rules-text.js';
import type { JsonObject } from './rules-text.js';

/** Who may commit, as written; the tolerant reading for live authority is the kernel's `commitmentAuthority`. */
export interface CommitmentRules {
  readonly authority: string;
  readonly designatedRoles: readonly string[];
}

export interface QuorumRules {
  readonly threshold: {
    readonly type: string;
    /** Absent: the request's own number stands. */
    readonly value: number | undefined;
  };
  readonly abstention: { readonly countsTowardQuorum: boolean; readonly interpretation: string };
  readonly commitment: CommitmentRules;
}

export interface ProposalRules {
  /** `all_parties`, `counterparty` or `initiator`. */
  readonly criterion: string;
  /** Greatest number of counter-proposals; 0 = unlimited. */
  readonly maxRounds: number;
  readonly terminalOnAnyReject: boolean;
  readonly commitment: CommitmentRules;
}

export interface TaskRules {
  readonly allowReassignmentOnReject: boolean;
  readonly requireOutput: boolean;
  readonly commitment: CommitmentRules;
}

export interface HandoffRules {
  /** 0 = off. */
  readonly implicitAcceptTimeoutMs: number;
  readonly commitment: CommitmentRules;
}

export function commitmentRules(rules: JsonObject): CommitmentRules {
  const commitment = section(rules, 'commitment');
  return {
    authority: text(commitment, 'authority', 'initiator_only'),
    designatedRoles: (ownMember(commitment, 'designated_roles') as readonly string[] | undefined) ?? [],
  };
}

export function quorumRules(rules: JsonObject): QuorumRules {
  const threshold = section(rules, 'threshold');
  const abstention = section(rules, 'abstention');
  return {
    threshold: {
      type: text(threshold, 'type', 'n_of_m'),
      value: ownMember(threshold, 'value') as number | undefined,
    },
    abstention: {
      countsTowardQuorum: boolean(abstention, 'counts_toward_quorum'),
      interpretation: text(abstention, 'interpretation', 'neutral'),
    },
    commitment: commitmentRules(rules),
  };
}

export function proposalRules(rules: JsonObject): ProposalRules {
  return {
    criterion: text(section(rules, 'acceptance'), 'criterion', 'all_parties'),
    maxRounds: number(section(rules, 'counter_proposal'), 'max_rounds', 0),
    terminalOnAnyReject: boolean(section(rules, 'rejection'), 'terminal_on_any_reject'),
    commitment: commitmentRules(rules),
  };
}

export function taskRules(rules: JsonObject): TaskRules {
  return {
    allowReassignmentOnReject: boolean(section(rules, 'assignment'), 'allow_reassignment_on_reject'),
    requireOutput: boolean(section(rules, 'completion'), 'require_output'),
    commitment: commitmentRules(rules),
  };
}

export function handoffRules(rules: JsonObject): HandoffRules {
  return {
    implicitAcceptTimeoutMs: number(section(rules, 'acceptance'), 'implicit_accept_timeout_ms', 0),
    commitment: commitmentRules(rules),
  };
}
