/**
 * What a Decision session's state says to a policy: evaluations, critical objections and ballots (RFC-MACP-0007 §4).
 * Read with own keys only and checked as it is read, since it may have travelled from another process.
 */
import { compareText } from '@macp/kernel';
import { isRecord } from './records.js';

export interface EvaluationEntry {
  readonly recommendation: string;
  readonly confidence: number;
}

/** One vote. A participant casts one ballot per proposal, and ballots on all proposals are pooled. */
export interface Ballot {
  readonly sender: string;
  readonly vote: string;
}

export interface DecisionRecord {
  readonly evaluations: readonly EvaluationEntry[];
  /** Senders of critical objections, one entry per objection. */
  readonly criticalObjectors: readonly string[];
  /** Invariant: by proposal, then by voter, both in byte order, so that sums of weights are the same everywhere. */
  readonly ballots: readonly Ballot[];
}

/** Reads the canonical state of Decision mode; `undefined` if it is none. */
export function readDecisionRecord(modeState: unknown): DecisionRecord | undefined {
  if (!isRecord(modeState)) return undefined;
  const evaluations = entries(modeState['evaluations'], isEvaluation);
  const objections = entries(modeState['objections'], isObjection);
  const ballots = readBallots(modeState['votes']);
  if (evaluations === undefined || objections === undefined || ballots === undefined) return undefined;
  const critical = objections.filter((objection) => objection.severity === 'critical');
  return { evaluations, criticalObjectors: critical.map((objection) => objection.sender), ballots };
}

interface ObjectionEntry {
  readonly severity: string;
  readonly sender: string;
}

function entries<T>(value: unknown, isEntry: (entry: unknown) => entry is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(isEntry) ? value : undefined;
}

function isEvaluation(entry: unknown): entry is EvaluationEntry {
  return isRecord(entry) && typeof entry['recommendation'] === 'string' && typeof entry['confidence'] === 'number';
}

function isObjection(entry: unknown): entry is ObjectionEntry {
  return isRecord(entry) && typeof entry['severity'] === 'string' && typeof entry['sender'] === 'string';
}

function readBallots(votes: unknown): readonly Ballot[] | undefined {
  if (!isRecord(votes)) return undefined;
  const ballots: Ballot[] = [];
  for (const proposalId of Object.keys(votes).sort(compareText)) {
    const cast = votes[proposalId];
    if (!isRecord(cast)) return undefined;
    for (const sender of Object.keys(cast).sort(compareText)) {
      const ballot = cast[sender];
      if (!isRecord(ballot) || typeof ballot['vote'] !== 'string') return undefined;
      ballots.push({ sender, vote: ballot['vote'] });
    }
  }
  return ballots;
}
