/** Collects what a subscription delivers, and lets a test wait for it without sleeping. */
import type { EventLog, LogRecord, Subscription } from '../event-log.js';

export class Collector {
  readonly records: LogRecord[] = [];
  readonly faults: unknown[] = [];
  #subscription: Subscription | undefined;
  #waiters: (() => void)[] = [];

  /** Follows the partition from `fromOffset` on. */
  static follow(log: Pick<EventLog, 'follow'>, partition: number, fromOffset: number): Collector {
    const collector = new Collector();
    collector.#subscription = log.follow(
      partition,
      fromOffset,
      (records) => {
        collector.records.push(...records);
        collector.#changed();
      },
      (cause) => {
        collector.faults.push(cause);
        collector.#changed();
      },
    );
    return collector;
  }

  /** Resolves once the record at `offset` was delivered. */
  async reached(offset: number): Promise<void> {
    await this.#until(() => (this.records.at(-1)?.offset ?? -1) >= offset);
  }

  /** Resolves once the subscription has failed. */
  async failed(): Promise<void> {
    await this.#until(() => this.faults.length > 0);
  }

  get offsets(): number[] {
    return this.records.map(({ offset }) => offset);
  }

  close(): void {
    this.#subscription?.close();
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => void this.#waiters.push(resolve));
  }

  #changed(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}
