/** A projection of the simulated world: it follows the log in its own time and shows what it sees to nobody twice (I11). */
import { ClaimedLogReader } from '@macp/event-log';
import type { LogRecord } from '@macp/event-log';
import type { AggregateTypes } from '@macp/partition-worker';
import { Violation } from './invariants.js';
import type { Subject } from './subject.js';

export class Subscriber<T extends AggregateTypes> {
  private readonly reader = new ClaimedLogReader({ partition: 0, partitions: 1, logId: 'sim-log' });
  private readonly shown: string[] = [];
  private readonly ordinals = new Map<string, number>();

  constructor(
    private readonly subject: Subject<T>,
    private readonly records: readonly LogRecord[],
  ) {}

  /** Reads on to the end as of now. */
  follow(): void {
    while (this.reader.nextOffset < this.records.length) {
      const read = this.reader.read(this.records[this.reader.nextOffset]!);
      if (read.kind === 'batch') read.record.facts.forEach((bytes) => this.show(bytes));
    }
  }

  verify(feed: readonly string[]): void {
    if (this.shown.join() !== feed.join()) throw new Violation('I11', 'the feed differs from the log');
  }

  private show(bytes: Uint8Array): void {
    const { aggregate } = this.subject;
    const fact = aggregate.codec.decodeFact(bytes);
    const entity = aggregate.entityOfFact(fact);
    const { accepted } = this.subject.traceOf(fact);
    if (accepted === undefined) return;
    const expected = (this.ordinals.get(entity) ?? 0) + 1;
    if (accepted.ordinal !== expected) throw new Violation('I11', `${entity} showed ${accepted.ordinal}`);
    this.ordinals.set(entity, expected);
    this.shown.push(`${entity}#${expected}`);
  }
}
