/**
 * Outcomes by correlation id, kept until the command's `expires_at`: a re-sent command gets the first outcome, accepted
 * or refused (I5). What has expired is dropped by recorded time, so that every owner keeps the same ones. A long log has
 * mostly outcomes that expire before its end: those that are read are put off, and only what is left of them is looked up.
 */
import type { RecordedOutcome } from '@macp/event-log';

const BUCKET_MS = 1024;
/** Outcomes dropped at once: more than a batch brings, so that what is due does not pile up. */
const PORTION = 2_048;
/** Outcomes put off together: what is looked through without a pause. */
const DEFERRED_MAX = 1_024;

interface Deferred {
  readonly outcomes: readonly RecordedOutcome[];
  /** Of the one that expires last. */
  readonly lastBucket: number;
}

const NOTHING: Deferred = { outcomes: [], lastBucket: -1 };

export class OutcomeLedger {
  private readonly byId = new Map<string, RecordedOutcome>();
  /** Invariant: every id of `byId` stands in the bucket of its `expiresAtMs`. */
  private readonly buckets = new Map<number, string[]>();
  /** Put off, in the order of their coming. Invariant: none when something is looked up or added. */
  private readonly deferred: Deferred[] = [];
  /** In `deferred`: what stands before it has gone. */
  private firstDeferred = 0;
  private prunedTo = 0;
  /** Something due is left. */
  private isBehind = false;

  get size(): number {
    this.settleAll();
    return this.byId.size;
  }

  get(correlationId: string): RecordedOutcome | undefined {
    if (this.deferred.length > 0) this.settleAll();
    return this.byId.get(correlationId);
  }

  /** It is kept as it is: whoever adds it sees to what its bytes are a view of. */
  add(recorded: RecordedOutcome): void {
    if (this.deferred.length > 0) this.settleAll();
    this.enter(recorded);
  }

  /** As `add` for each of them, without the work as long as nobody looks them up. */
  defer(outcomes: readonly RecordedOutcome[]): void {
    for (let from = 0; from < outcomes.length; from += DEFERRED_MAX) {
      const some = outcomes.length <= DEFERRED_MAX ? outcomes : outcomes.slice(from, from + DEFERRED_MAX);
      let lastMs = 0;
      for (const { expiresAtMs } of some) if (expiresAtMs > lastMs) lastMs = expiresAtMs;
      this.deferred.push({ outcomes: some, lastBucket: bucketOf(lastMs) });
    }
  }

  /** Does the work that was put off; yields where there may be a pause. */
  *settle(): Generator<void, void> {
    const { deferred } = this;
    while (this.firstDeferred < deferred.length) {
      const { outcomes } = deferred[this.firstDeferred]!;
      this.dropFirst();
      for (const recorded of outcomes) {
        if (bucketOf(recorded.expiresAtMs) >= this.prunedTo) this.enter(recorded);
        else this.byId.delete(recorded.correlationId);
      }
      yield;
    }
    deferred.length = 0;
    this.firstDeferred = 0;
  }

  /**
   * Drops outcomes whose command could not be evaluated any more at `nowMs`; cheap unless a second went by. What a burst
   * has left goes in portions, one for each call: until then it is kept for longer than it must be, which harms nobody.
   */
  prune(nowMs: number): void {
    const current = bucketOf(nowMs);
    if (current === this.prunedTo && !this.isBehind) return;
    this.prunedTo = current;
    this.isBehind = false;
    this.dropDeferred();
    let room = PORTION;
    for (const [bucket, ids] of this.buckets) {
      if (bucket >= current) continue;
      if (room === 0) {
        this.isBehind = true;
        return;
      }
      for (const id of ids.splice(-room)) {
        room -= 1;
        const recorded = this.byId.get(id);
        if (recorded !== undefined && bucketOf(recorded.expiresAtMs) === bucket) this.byId.delete(id);
      }
      if (ids.length === 0) this.buckets.delete(bucket);
      else this.isBehind = true;
    }
  }

  all(): RecordedOutcome[] {
    this.settleAll();
    return [...this.byId.values()];
  }

  private enter(recorded: RecordedOutcome): void {
    this.byId.set(recorded.correlationId, recorded);
    const bucket = bucketOf(recorded.expiresAtMs);
    const ids = this.buckets.get(bucket);
    if (ids === undefined) this.buckets.set(bucket, [recorded.correlationId]);
    else ids.push(recorded.correlationId);
  }

  private settleAll(): void {
    for (const _ of this.settle());
  }

  private dropDeferred(): void {
    const { deferred } = this;
    while (this.firstDeferred < deferred.length && deferred[this.firstDeferred]!.lastBucket < this.prunedTo) {
      // What was taken in before is of the same command, and has gone with it.
      if (this.byId.size > 0) this.forget(deferred[this.firstDeferred]!.outcomes);
      this.dropFirst();
    }
    if (this.firstDeferred * 2 < deferred.length) return;
    deferred.splice(0, this.firstDeferred);
    this.firstDeferred = 0;
  }

  private forget(outcomes: readonly RecordedOutcome[]): void {
    for (const { correlationId } of outcomes) this.byId.delete(correlationId);
  }

  private dropFirst(): void {
    this.deferred[this.firstDeferred] = NOTHING;
    this.firstDeferred += 1;
  }
}

function bucketOf(ms: number): number {
  return Math.floor(ms / BUCKET_MS);
}
