/**
 * The log of the simulated world. Shared by several processes it has the faults of our use of a broker: a produce whose
 * result is unknown and which has landed, has not, or lands later, also after somebody else's CLAIM. Embedded it has
 * those of a disk: what was written but not flushed may be gone after a crash. Reads are slow and fail in both.
 */
import { AppendRefused, AppendUnknown, OffsetOutOfRange, decodeRecord } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import { simFeed } from './sim-feed.js';

/** What the nemesis turns on and off. */
export interface LogFaults {
  appendUnknownRate: number;
  readFailureRate: number;
}

export const LOG_ID = 'sim-log';

/** What the brokers or the disk hold: the truth. */
export class SimLogStore {
  readonly records: LogRecord[] = [];
  lastClaimOffset = -1;
  /** Called for every record that has become durable. */
  readonly followers = new Set<() => void>();

  constructor(
    readonly faults: LogFaults,
    readonly options: {
      readonly recordBytesMax: number;
      /** A log of which only one process can be the writer. */
      readonly isExclusive: boolean;
    },
    private readonly onLanded: (record: LogRecord) => void,
  ) {}

  land(bytes: Uint8Array): number {
    const offset = this.records.length;
    const record = { offset, bytes: bytes.slice() };
    this.records.push(record);
    if (decodeRecord(bytes).kind === 'claim') this.lastClaimOffset = offset;
    this.onLanded(record);
    for (const wake of this.followers) wake();
    return offset;
  }
}

/** An append in two steps, as a disk has them. */
export interface Written {
  /** Its offset, if it lasts. */
  readonly written: Promise<number>;
  readonly flushed: Promise<number>;
}

/** One process's client of the log. */
export class SimLog implements EventLog {
  readonly logId = LOG_ID;
  readonly partitions = 1;
  appendsUnderWay = 0;

  constructor(
    private readonly store: SimLogStore,
    private readonly process: SimProcess,
    private readonly context: SimContext,
  ) {}

  append(_partition: number, bytes: Uint8Array): Promise<number> {
    return this.write(bytes).flushed;
  }

  /** As `append`, for whoever does not want to wait for the flush. */
  write(bytes: Uint8Array): Written {
    const { store } = this;
    const { random } = this.context;
    if (bytes.length > store.options.recordBytesMax) {
      const refused = this.settled<number>(1, () => new AppendRefused('record-too-large'));
      return { written: refused, flushed: refused };
    }
    const isUnknown = random.chance(store.faults.appendUnknownRate);
    if (store.options.isExclusive) return this.writeToDisk(bytes, isUnknown);
    const produced = isUnknown ? this.produceUnknown(bytes) : this.produce(bytes);
    return { written: produced, flushed: produced };
  }

  async read(_partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const { records } = this.store;
    await this.roundTrip();
    if (fromOffset > records.length) throw new OffsetOutOfRange(`${fromOffset} of ${records.length}`);
    return records.slice(fromOffset, fromOffset + this.context.random.between(1, limit));
  }

  async endOffset(): Promise<number> {
    await this.roundTrip();
    return this.store.records.length;
  }

  async startOffset(): Promise<number> {
    await this.roundTrip();
    return 0;
  }

  follow(_partition: number, fromOffset: number, onRecords: RecordListener): Subscription {
    const { store, process } = this;
    return simFeed({
      process,
      random: this.context.random,
      items: () => store.records,
      from: fromOffset,
      most: { items: 6, delay: 6 },
      wakers: store.followers,
      onItems: onRecords,
    });
  }

  provesOwnershipWithoutAppend(): boolean {
    return this.store.options.isExclusive;
  }

  async trim(): Promise<void> {}

  async close(): Promise<void> {}

  private produce(bytes: Uint8Array): Promise<number> {
    const { random } = this.context;
    return new Promise((resolve) => {
      this.appendsUnderWay += 1;
      this.land(bytes, random.between(1, 4), (offset) => {
        this.process.later(random.between(0, 3), () => {
          this.appendsUnderWay -= 1;
          resolve(offset);
        });
      });
    });
  }

  private produceUnknown(bytes: Uint8Array): Promise<number> {
    const { store } = this;
    const { random, sometimes } = this.context;
    const timeOutMs = random.between(5, 60);
    const fate = random.pick(['landed', 'lost', 'late', 'late'] as const);
    const isClaim = decodeRecord(bytes).kind === 'claim';
    if (isClaim) sometimes.note('unknown claim');
    if (fate === 'lost') sometimes.note('unknown result had not landed');
    else if (fate === 'landed') {
      this.land(bytes, random.between(0, timeOutMs), () => sometimes.note('unknown result had landed'));
    } else {
      const claimed = store.lastClaimOffset;
      this.land(bytes, timeOutMs + random.between(0, 150), (offset) => {
        const isAfterClaim = store.lastClaimOffset > claimed && store.lastClaimOffset < offset;
        if (!isClaim && isAfterClaim) sometimes.note('late append landed after a claim');
      });
    }
    return this.settled(timeOutMs, () => new AppendUnknown('time-out'));
  }

  /** The network and the brokers go on whatever becomes of the process. */
  private land(bytes: Uint8Array, delayMs: number, then: (offset: number) => void): void {
    this.context.scheduler.after(delayMs, () => then(this.store.land(bytes)));
  }

  /** A crash of the process before the flush loses the record, or not: the kernel may still have written it. */
  private writeToDisk(bytes: Uint8Array, isUnknown: boolean): Written {
    const { process, store } = this;
    const { random, sometimes } = this.context;
    const isLost = isUnknown && random.chance(0.5);
    let tellWritten: (offset: number) => void;
    const written = new Promise<number>((resolve) => (tellWritten = resolve));
    const flushed = new Promise<number>((resolve, reject) => {
      this.appendsUnderWay += 1;
      process.later(random.between(0, 2), () => tellWritten(store.records.length));
      const survive = process.onCrash(() => {
        if (random.chance(0.3)) store.land(bytes);
        else sometimes.note('unflushed record was lost');
      });
      process.later(random.between(2, 6), () => {
        survive();
        this.appendsUnderWay -= 1;
        const offset = isLost ? -1 : store.land(bytes);
        if (!isUnknown) resolve(offset);
        else {
          sometimes.note(isLost ? 'unknown result had not landed' : 'unknown result had landed');
          reject(new AppendUnknown('the flush failed'));
        }
      });
    });
    return { written, flushed };
  }

  private settled<Result>(delayMs: number, cause: () => Error): Promise<Result> {
    return new Promise((_resolve, reject) => {
      this.appendsUnderWay += 1;
      this.process.later(delayMs, () => {
        this.appendsUnderWay -= 1;
        reject(cause());
      });
    });
  }

  private roundTrip(): Promise<void> {
    const { process, store } = this;
    const { random } = this.context;
    return new Promise((resolve, reject) => {
      const fails = random.chance(store.faults.readFailureRate);
      process.later(random.between(0, 3), () => (fails ? reject(new Error('no connection')) : resolve()));
    });
  }
}
