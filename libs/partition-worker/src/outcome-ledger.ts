/**
 * Outcomes by correlation id, kept until the command's `expires_at`: a re-sent command gets the first outcome, accepted
 * or refused (I5). What has expired is dropped by recorded time, so that every owner keeps the same ones.
 */
import type { RecordedOutcome } from '@macp/event-log';

const BUCKET_MS = 1024;
/** Outcomes dropped at once: more than a batch brings, so that what is due does not pile up. */
const PORTION = 2_048;

export class OutcomeLedger {
  private readonly byId = new Map<string, RecordedOutcome>();
  /** Invariant: every id of `byId` stands in the bucket of its `expiresAtMs`. */
  private readonly buckets = new Map<number, string[]>();
  private prunedTo = 0;
  /** Something due is left. */
  private isBehind = false;

  get size(): number {
    return this.byId.size;
  }

  get(correlationId: string): RecordedOutcome | undefined {
    return this.byId.get(correlationId);
  }

  add(recorded: RecordedOutcome): void {
    this.byId.set(recorded.correlationId, recorded);
    const bucket = Math.floor(recorded.expiresAtMs / BUCKET_MS);
    const ids = this.buckets.get(bucket);
    if (ids === undefined) this.buckets.set(bucket, [recorded.correlationId]);
    else ids.push(recorded.correlationId);
  }

  /**
   * Drops outcomes whose command could not be evaluated any more at `nowMs`; cheap unless a second went by. What a burst
   * has left goes in portions, one for each call: until then it is kept for longer than it must be, which harms nobody.
   */
  prune(nowMs: number): void {
    const current = Math.floor(nowMs / BUCKET_MS);
    if (current === this.prunedTo && !this.isBehind) return;
    this.prunedTo = current;
    this.isBehind = false;
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
        if (recorded !== undefined && Math.floor(recorded.expiresAtMs / BUCKET_MS) === bucket) this.byId.delete(id);
      }
      if (ids.length === 0) this.buckets.delete(bucket);
      else this.isBehind = true;
    }
  }

  all(): RecordedOutcome[] {
    return [...this.byId.values()];
  }
}
