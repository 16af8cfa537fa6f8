/**
 * Outcomes by correlation id, kept until the command's `expires_at`, and some seconds beyond: a re-sent command gets the
 * first outcome, accepted or refused (I5). What has expired is dropped by recorded time. A long log has mostly outcomes that
 * expire before its end: nothing is listed until somebody looks something up.
 */
import { EncodedOutcomes } from '@macp/event-log';
import type { RecordedOutcome } from '@macp/event-log';
import { OutcomeWindow, outcomeHash } from './outcome-window.js';

/** Outcomes are dropped together that expire within so long: few windows to look into, and little that is kept in vain. */
const WINDOW_MS = 8_192;
/** What is taken in without a pause. */
const PORTION = 1_024;

export class OutcomeLedger {
  /** Invariant: in the order of their numbers, the last one first. */
  private windows: OutcomeWindow[] = [];
  private prunedTo = 0;

  get size(): number {
    return this.windows.reduce((sum, { count }) => sum + count, 0);
  }

  /** Of several of one id, which no valid log has within their time, the one that expires last. */
  get(correlationId: string): RecordedOutcome | undefined {
    const hash = outcomeHash(correlationId);
    for (const window of this.windows) {
      const found = window.find(correlationId, hash);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Their bytes are copied. */
  add(outcomes: readonly RecordedOutcome[]): void {
    for (const _ of this.addInParts(outcomes));
  }

  /** As `add`: yields where there may be a pause. */
  *addInParts(outcomes: readonly RecordedOutcome[]): Generator<void, void> {
    let from = 0;
    while (from < outcomes.length) {
      const number = windowOf(outcomes[from]!.expiresAtMs);
      const end = Math.min(outcomes.length, from + PORTION);
      let to = from + 1;
      while (to < end && windowOf(outcomes[to]!.expiresAtMs) === number) to += 1;
      const isWhole = from === 0 && to === outcomes.length;
      if (number >= this.prunedTo) this.window(number).add(isWhole ? outcomes : outcomes.slice(from, to));
      from = to;
      yield;
    }
  }

  /** Gets ready to be asked; yields where there may be a pause. */
  *settle(): Generator<void, void> {
    for (const window of this.windows) yield* window.list();
  }

  /** Drops what no command that could still be evaluated at `nowMs` has. */
  prune(nowMs: number): void {
    const current = windowOf(nowMs);
    if (current === this.prunedTo) return;
    this.prunedTo = current;
    this.windows = this.windows.filter(({ number }) => number >= current);
  }

  /** As of now, whatever is added or dropped later. */
  all(): EncodedOutcomes {
    return new EncodedOutcomes(this.windows.toReversed().flatMap(({ blocks }) => blocks));
  }

  private window(number: number): OutcomeWindow {
    const [last] = this.windows;
    if (last?.number === number) return last;
    const known = this.windows.find((window) => window.number === number);
    if (known !== undefined) return known;
    const window = new OutcomeWindow(number, last?.count ?? 0);
    this.windows = [...this.windows, window].sort((left, right) => right.number - left.number);
    return window;
  }
}

function windowOf(ms: number): number {
  return Math.floor(ms / WINDOW_MS);
}
