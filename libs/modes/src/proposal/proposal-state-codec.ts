/**
 * Proposal state as plain JSON in the specification's field names: what snapshots hold, policies evaluate and
 * conformance vectors match against.
 */
import { AppendOnlyList, InsertOnlyMap, InsertOnlySet, invariant } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';
import { encodeMap, stateDocument } from '../shared/state-document.js';
import type { ProposalPhase, ProposalRecord, ProposalState, RejectionRecord } from './proposal-state.js';

interface ProposalDocument {
  readonly accepts: Readonly<Record<string, string>>;
  readonly phase: ProposalPhase;
  readonly proposals: Readonly<Record<string, ProposalEntry>>;
  readonly rejections: readonly RejectionEntry[];
}

type ProposalEntry = {
  details: string;
  disposition: 'Live' | 'Withdrawn';
  proposal_id: string;
  proposer: string;
  summary: string;
  supersedes_proposal_id: string | null;
  tags: readonly string[];
  title: string;
};
type RejectionEntry = { proposal_id: string; reason: string; sender: string; terminal: boolean };

const PHASES: ReadonlySet<string> = new Set(['Negotiating', 'Converged', 'TerminalRejected', 'Committed']);

/** The plain form, members in canonical order. */
export function encodeProposalState(state: ProposalState): JsonValue {
  const proposals = state.proposals.values().map((record) => [record.proposalId, record] as const);
  return {
    accepts: encodeMap(state.accepts, (proposalId) => proposalId),
    phase: state.phase,
    proposals: encodeMap(proposals, (record) => encodeProposal(record, state.withdrawn.has(record.proposalId))),
    rejections: state.rejections.toArray().map(encodeRejection),
    terminal_rejections: state.terminalRejections.toArray().map(encodeTerminalRejection),
  };
}

/** Inverse of `encodeProposalState`; throws `InvariantViolation` on a form it cannot have made. */
export function decodeProposalState(value: unknown): ProposalState {
  const document = stateDocument<ProposalDocument>(value);
  invariant(PHASES.has(document.phase), 'the phase of a negotiation is known');
  const entries = Object.values(document.proposals);
  const withdrawn = entries.filter((entry) => entry.disposition === 'Withdrawn').map((entry) => entry.proposal_id);
  const rejections = document.rejections.map(decodeRejection);
  const withdrawnIds = InsertOnlySet.from(withdrawn);
  return {
    phase: document.phase,
    proposals: InsertOnlyMap.from(entries.map(decodeProposal)),
    withdrawn: withdrawnIds,
    counterProposals: entries.filter((entry) => entry.supersedes_proposal_id !== null).length,
    accepts: new Map(Object.entries(document.accepts)),
    rejections: AppendOnlyList.from(rejections),
    terminalRejections: AppendOnlyList.from(
      rejections.filter((rejection) => rejection.terminal && !withdrawnIds.has(rejection.proposalId)),
    ),
  };
}

function encodeProposal(record: ProposalRecord, isWithdrawn: boolean): ProposalEntry {
  return {
    details: record.details,
    disposition: isWithdrawn ? 'Withdrawn' : 'Live',
    proposal_id: record.proposalId,
    proposer: record.proposer,
    summary: record.summary,
    supersedes_proposal_id: record.supersedesProposalId ?? null,
    tags: record.tags,
    title: record.title,
  };
}

function encodeRejection({ proposalId, reason, sender, terminal }: RejectionRecord): RejectionEntry {
  return { proposal_id: proposalId, reason, sender, terminal };
}

function encodeTerminalRejection({ proposalId, reason, sender }: RejectionRecord): JsonValue {
  return { proposal_id: proposalId, reason, sender };
}

function decodeProposal(entry: ProposalEntry): readonly [string, ProposalRecord] {
  const record: ProposalRecord = {
    proposalId: entry.proposal_id,
    title: entry.title,
    summary: entry.summary,
    details: entry.details,
    tags: entry.tags,
    proposer: entry.proposer,
    supersedesProposalId: entry.supersedes_proposal_id ?? undefined,
  };
  return [record.proposalId, record];
}

function decodeRejection({ proposal_id: proposalId, reason, sender, terminal }: RejectionEntry): RejectionRecord {
  return { proposalId, sender, reason, terminal };
}
