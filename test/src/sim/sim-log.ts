/**
 * The log of the simulated world, with the faults of our use of a broker: a produce whose result is unknown and which has
 * landed, has not, or lands later, also after somebody else's CLAIM; slow and failing reads; records that are too large.
 */
import { AppendRefused, AppendUnknown, OffsetOutOfRange, decodeRecord } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { SimProcess } from './sim-process.js';
import type { Sometimes } from './sometimes.js';

/** What the nemesis turns on and off. */
export interface LogFaults {
  appendUnknownRate: number;
  readFailureRate: number;
}

/** What the brokers hold: the truth. */
export class SimLogStore {
  readonly records: LogRecord[] = [];
  lastClaimOffset = -1;

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
    return offset;
  }
}

export interface SimLogParts {
  readonly store: SimLogStore;
  readonly process: SimProcess;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly sometimes: Sometimes;
}

/** One process's client of the log. */
export class SimLog implements EventLog {
  readonly logId = 'sim-log';
  readonly partitions = 1;
  appendsUnderWay = 0;

  constructor(private readonly parts: SimLogParts) {}

  append(_partition: number, bytes: Uint8Array): Promise<number> {
    const { store, random } = this.parts;
    return new Promise((resolve, reject) => {
      this.appendsUnderWay += 1;
      const end = (delayMs: number, settle: () => void): void => {
        this.parts.process.later(delayMs, () => {
          this.appendsUnderWay -= 1;
          settle();
        });
      };
      if (bytes.length > store.options.recordBytesMax) end(1, () => reject(new AppendRefused('record-too-large')));
      else if (random.chance(store.faults.appendUnknownRate)) {
        this.unknown(bytes, (afterMs) => end(afterMs, () => reject(new AppendUnknown('time-out'))));
      } else this.land(bytes, random.between(1, 4), (offset) => end(random.between(0, 3), () => resolve(offset)));
    });
  }

  async read(_partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const { records } = this.parts.store;
    await this.roundTrip();
    if (fromOffset > records.length) throw new OffsetOutOfRange(`${fromOffset} of ${records.length}`);
    return records.slice(fromOffset, fromOffset + this.parts.random.between(1, limit));
  }

  async endOffset(): Promise<number> {
    await this.roundTrip();
    return this.parts.store.records.length;
  }

  async startOffset(): Promise<number> {
    await this.roundTrip();
    return 0;
  }

  follow(): Subscription {
    throw new Error('nobody follows the simulated log: subscribers read it');
  }

  provesOwnershipWithoutAppend(): boolean {
    return this.parts.store.options.isExclusive;
  }

  async trim(): Promise<void> {}

  async close(): Promise<void> {}

  private unknown(bytes: Uint8Array, timeOut: (afterMs: number) => void): void {
    const { random, sometimes, store } = this.parts;
    const timeOutMs = random.between(5, 60);
    timeOut(timeOutMs);
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
  }

  /** The network and the brokers go on whatever becomes of the process. */
  private land(bytes: Uint8Array, delayMs: number, then: (offset: number) => void): void {
    this.parts.scheduler.after(delayMs, () => then(this.parts.store.land(bytes)));
  }

  private roundTrip(): Promise<void> {
    const { process, random, store } = this.parts;
    return new Promise((resolve, reject) => {
      const fails = random.chance(store.faults.readFailureRate);
      process.later(random.between(0, 3), () => (fails ? reject(new Error('no connection')) : resolve()));
    });
  }
}
