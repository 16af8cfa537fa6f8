/**
 * How often a sender may send (runtime specification §8): a sliding log of 60 seconds per sender. Refused attempts are
 * not recorded. Memory is bounded: moments are kept as counts per 10 ms, so that a log never has more than 6,001 entries
 * whatever the limit, and senders that were idle for a window are forgotten.
 */
const WINDOW_MS = 60_000;
const GRAIN_MS = 10;
const WINDOW_GRAINS = WINDOW_MS / GRAIN_MS;

/** The sliding log of one sender: a ring of moments with their counts. */
class SlidingLog {
  private grains = new Float64Array(8);
  private counts = new Float64Array(8);
  private head = 0;
  private length = 0;
  private total = 0;
  newestGrain = 0;

  take(grain: number, limit: number): boolean {
    this.forget(grain - WINDOW_GRAINS);
    if (this.total >= limit) return false;
    this.total++;
    const capacity = this.grains.length;
    const last = (this.head + this.length - 1) % capacity;
    if (this.length > 0 && this.grains[last] === grain) {
      this.counts[last]! += 1;
      return true;
    }
    if (this.length === capacity) this.grow();
    const next = (this.head + this.length) % this.grains.length;
    this.grains[next] = grain;
    this.counts[next] = 1;
    this.length++;
    this.newestGrain = grain;
    return true;
  }

  private forget(upToGrain: number): void {
    while (this.length > 0 && this.grains[this.head]! <= upToGrain) {
      this.total -= this.counts[this.head]!;
      this.head = (this.head + 1) % this.grains.length;
      this.length--;
    }
  }

  private grow(): void {
    const capacity = this.grains.length;
    const grains = new Float64Array(capacity * 2);
    const counts = new Float64Array(capacity * 2);
    for (let i = 0; i < this.length; i++) {
      grains[i] = this.grains[(this.head + i) % capacity]!;
      counts[i] = this.counts[(this.head + i) % capacity]!;
    }
    this.grains = grains;
    this.counts = counts;
    this.head = 0;
  }
}

export class RateLimit {
  private readonly logs = new Map<string, SlidingLog>();

  /** `monotonicMs` never goes back; `sendersMax` bounds how many senders are remembered at once. */
  constructor(
    private readonly limitPerMinute: number,
    private readonly monotonicMs: () => number,
    private readonly sendersMax = 100_000,
  ) {}

  /** Senders remembered. */
  get senders(): number {
    return this.logs.size;
  }

  /** True, and recorded, when the sender may send now. */
  take(sender: string): boolean {
    const grain = Math.floor(this.monotonicMs() / GRAIN_MS);
    let log = this.logs.get(sender);
    if (log === undefined) {
      this.makeRoom(grain);
      log = new SlidingLog();
      this.logs.set(sender, log);
    }
    return log.take(grain, this.limitPerMinute);
  }

  /** Each new sender looks after the two that were looked at longest ago: idle ones go, others move to the end. */
  private makeRoom(grain: number): void {
    for (let looked = 0; looked < 2; looked++) {
      const first = this.logs.entries().next();
      if (first.done === true) return;
      const [sender, log] = first.value;
      this.logs.delete(sender);
      if (log.newestGrain > grain - WINDOW_GRAINS) this.logs.set(sender, log);
    }
    if (this.logs.size >= this.sendersMax) this.logs.delete(this.logs.keys().next().value!);
  }
}
