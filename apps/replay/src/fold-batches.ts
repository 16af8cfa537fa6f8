/**
 * Folds batches of the log into what a projection changes. Records that a stored summary already reflects change nothing
 * when they are read again, which is how a store may be further than its position after a crash.
 */
import type { HistoryEntry } from '@macp/event-log';
import { isTerminal } from '@macp/kernel';
import type { EvolveContext, SessionFact } from '@macp/kernel';
import type { HistoryEnvelope } from '@macp/ports';
import { Envelope as EnvelopeCodec, kernelEnvelope } from '@macp/proto';
import { encodeHistoryEntry, viewSessionFact } from '@macp/records';
import type { FactsBatch } from './projected-partition.js';
import { foldSummary } from './session-summary.js';
import type { SessionSummaryState } from './session-summary.js';

/** One fact with the summary it made. */
export interface FoldedFact {
  readonly fact: SessionFact;
  readonly before: SessionSummaryState | undefined;
  readonly after: SessionSummaryState;
  /** When its record was written, Unix ms. */
  readonly recordedAtMs: number;
}

export interface FoldParts {
  readonly context: EvolveContext;
  /** The summary as it is stored. */
  readonly summaryOf: (sessionId: string) => SessionSummaryState | undefined;
  /** Sessions are forgotten: facts about one that is not there are passed over. */
  readonly forgets: boolean;
  /** Called for each fact that was folded, in order. Its payload is a view: who keeps it keeps its record. */
  readonly onFolded: (folded: FoldedFact) => void;
}

export interface Folded {
  readonly history: readonly (HistoryEntry & { readonly sessionId: string })[];
  readonly changed: Map<string, SessionSummaryState>;
}

/** @throws InvariantViolation on facts that cannot follow what is stored */
export function foldBatches(batches: readonly FactsBatch[], parts: FoldParts): Folded {
  const history: (HistoryEntry & { readonly sessionId: string })[] = [];
  const changed = new Map<string, SessionSummaryState>();
  for (const { offset, facts, recordedAtMs } of batches) {
    for (const bytes of facts) {
      const fact = viewSessionFact(bytes);
      const { sessionId } = fact;
      const inHand = changed.get(sessionId);
      const before = inHand ?? parts.summaryOf(sessionId);
      if (before === undefined && fact.kind !== 'SessionStarted' && parts.forgets) continue;
      if (inHand === undefined && before?.offset !== undefined && before.offset >= offset) continue;
      if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') {
        history.push({ sessionId, ordinal: fact.ordinal, bytes: encodeHistoryEntry(fact, before?.steps ?? []) });
      }
      const folded = foldSummary(before, fact, parts.context);
      const end = isTerminal(folded.metadata.state) ? { endedAtMs: folded.endedAtMs ?? recordedAtMs } : {};
      const after = { ...folded, offset, ...end };
      changed.set(sessionId, after);
      parts.onFolded({ fact, before, after, recordedAtMs });
    }
  }
  return { history, changed };
}

/** What a fold stored as one entry of a history. */
export function decodeEntry({ ordinal, bytes }: HistoryEntry): HistoryEnvelope {
  return { ordinal, envelope: kernelEnvelope(EnvelopeCodec.decode(bytes)) };
}
