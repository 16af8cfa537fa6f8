/** The feed in memory, for specs: it keeps the contract of the sink, and fails in the ways in which a broker fails. */
import { invariant } from '@macp/kernel';
import type { FeedRecord, FeedSink } from '@macp/ports';

/** What becomes of a put: acknowledged; nothing arrives; all arrives and nobody says so; so many arrive and nobody says so. */
export type PutFate = 'ok' | 'lost' | 'unknown' | number;

export class MemoryFeedSink implements FeedSink {
  readonly records: FeedRecord[][];
  /** Fates of the next puts; without one it is 'ok'. */
  readonly fates: PutFate[] = [];
  /** While set, puts wait. */
  hold: Promise<void> | undefined;
  /** Most puts of one partition that were on their way at once. */
  putsAtOnceMax = 0;
  readonly #puts: number[] = [];

  constructor(readonly partitions: number) {
    this.records = Array.from({ length: partitions }, () => []);
  }

  async put(partition: number, records: readonly FeedRecord[]): Promise<void> {
    const atOnce = (this.#puts[partition] ?? 0) + 1;
    this.#puts[partition] = atOnce;
    this.putsAtOnceMax = Math.max(this.putsAtOnceMax, atOnce);
    await this.hold;
    this.#puts[partition] = (this.#puts[partition] ?? 1) - 1;
    const fate = this.fates.shift() ?? 'ok';
    const arriving = fate === 'lost' ? 0 : typeof fate === 'number' ? fate : records.length;
    this.#of(partition).push(...records.slice(0, arriving));
    if (fate !== 'ok') throw new Error(`the put was ${fate}`);
  }

  async last(partition: number): Promise<FeedRecord | undefined> {
    return this.#of(partition).at(-1);
  }

  #of(partition: number): FeedRecord[] {
    const records = this.records[partition];
    invariant(records !== undefined, `the feed has no partition ${partition}`);
    return records;
  }
}
