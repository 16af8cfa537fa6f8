/**
 * A process's client of the simulated log. Shared by several processes the log has the faults of our use of brokers: a
 * produce whose result is unknown and which has landed, has not, or lands later, also after somebody else's CLAIM, and a
 * leader that goes with what only it had. Embedded it has those of a disk: what was written but not flushed may be gone
 * after a crash. Reads are slow and fail in both.
 */
import { AppendRefused, AppendUnknown, OffsetOutOfRange, decodeRecord } from '@macp/event-log';
import type { EventLog, LogRecord, RecordListener, Subscription } from '@macp/event-log';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import { simFeed } from './sim-feed.js';
import { LOG_ID } from './sim-log-store.js';
import type { SimLogStore } from './sim-log-store.js';

/** An append in two steps: the disk or the leader has it, and then it is there for good. */
export interface Written {
  /** Its offset, if it lasts. */
  readonly written: Promise<number>;
  readonly flushed: Promise<number>;
}

/** A record on its way to the leader. */
interface Sending {
  readonly delayMs: number;
  readonly answer: (offset: number | undefined) => void;
  readonly onWritten?: (offset: number) => void;
}

/** One process's client of the log. */
export class SimLog implements EventLog {
  readonly logId = LOG_ID;
  readonly partitions: number;
  appendsUnderWay = 0;

  constructor(
    private readonly stores: readonly SimLogStore[],
    private readonly process: SimProcess,
    private readonly context: SimContext,
  ) {
    this.partitions = stores.length;
  }

  append(partition: number, bytes: Uint8Array): Promise<number> {
    return this.write(partition, bytes).flushed;
  }

  /** As `append`, for whoever does not want to wait until it is there for good. */
  write(partition: number, bytes: Uint8Array): Written {
    const store = this.stores[partition]!;
    const { random } = this.context;
    if (bytes.length > store.options.recordBytesMax) {
      const refused = this.settled<number>(1, () => new AppendRefused('record-too-large'));
      return { written: refused, flushed: refused };
    }
    const isUnknown = random.chance(store.faults.appendUnknownRate);
    if (store.options.isExclusive) return this.writeToDisk(store, bytes, isUnknown);
    if (!isUnknown) return this.produce(store, bytes);
    const unknown = this.produceUnknown(store, bytes);
    return { written: unknown, flushed: unknown };
  }

  async read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const { records } = await this.roundTrip(partition);
    if (fromOffset > records.length) throw new OffsetOutOfRange(`${fromOffset} of ${records.length}`);
    return records.slice(fromOffset, fromOffset + this.context.random.between(1, limit));
  }

  async endOffset(partition: number): Promise<number> {
    const { records } = await this.roundTrip(partition);
    return records.length;
  }

  async startOffset(partition: number): Promise<number> {
    await this.roundTrip(partition);
    return 0;
  }

  follow(partition: number, fromOffset: number, onRecords: RecordListener): Subscription {
    const store = this.stores[partition]!;
    return simFeed({
      process: this.process,
      random: this.context.random,
      items: () => store.records,
      from: fromOffset,
      most: { items: 6, delay: 6 },
      wakers: store.followers,
      onItems: onRecords,
    });
  }

  provesOwnershipWithoutAppend(): boolean {
    return this.stores[0]!.options.isExclusive;
  }

  async trim(): Promise<void> {}

  async close(): Promise<void> {}

  private produce(store: SimLogStore, bytes: Uint8Array): Written {
    const { random } = this.context;
    let tellWritten: (offset: number) => void;
    const written = new Promise<number>((resolve) => (tellWritten = resolve));
    this.appendsUnderWay += 1;
    const flushed = new Promise<number>((resolve, reject) => {
      const answer = (offset: number | undefined): void => {
        this.process.later(random.between(0, 3), () => {
          this.appendsUnderWay -= 1;
          if (offset === undefined) reject(new AppendUnknown('the leader has gone'));
          else resolve(offset);
        });
      };
      const tell = (offset: number): void => void this.process.later(0, () => tellWritten(offset));
      this.send(store, bytes, { delayMs: random.between(1, 3), answer, onWritten: tell });
    });
    return { written, flushed };
  }

  private produceUnknown(store: SimLogStore, bytes: Uint8Array): Promise<number> {
    const { random, sometimes } = this.context;
    const timeOutMs = random.between(5, 60);
    const fate = random.pick(['landed', 'lost', 'late', 'late'] as const);
    const isClaim = decodeRecord(bytes).kind === 'claim';
    if (isClaim) sometimes.note('unknown claim');
    if (fate === 'lost') sometimes.note('unknown result had not landed');
    else if (fate === 'landed') {
      const answer = (offset: number | undefined): void => {
        if (offset !== undefined) sometimes.note('unknown result had landed');
      };
      this.send(store, bytes, { delayMs: random.between(0, timeOutMs), answer });
    } else {
      const claimed = store.lastClaimOffset;
      const answer = (offset: number | undefined): void => {
        if (isClaim || offset === undefined) return;
        const isAfterClaim = store.lastClaimOffset > claimed && store.lastClaimOffset < offset;
        if (isAfterClaim) sometimes.note('late append landed after a claim');
      };
      this.send(store, bytes, { delayMs: timeOutMs + random.between(0, 150), answer });
    }
    return this.settled(timeOutMs, () => new AppendUnknown('time-out'));
  }

  /** The network and the brokers go on whatever becomes of the process. */
  private send(store: SimLogStore, bytes: Uint8Array, { delayMs, answer, onWritten }: Sending): void {
    const { random, scheduler } = this.context;
    scheduler.after(delayMs, () => {
      const record = { bytes, answer };
      const offset = store.append(record);
      if (offset === undefined) return answer(undefined);
      onWritten?.(offset);
      scheduler.after(random.between(0, store.faults.replicationMs), () => store.commit(record));
    });
  }

  /** A crash of the process before the flush loses the record, or not: the kernel may still have written it. */
  private writeToDisk(store: SimLogStore, bytes: Uint8Array, isUnknown: boolean): Written {
    const { process } = this;
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

  private roundTrip(partition: number): Promise<SimLogStore> {
    const { process } = this;
    const { random } = this.context;
    const store = this.stores[partition]!;
    return new Promise((resolve, reject) => {
      const fails = random.chance(store.faults.readFailureRate);
      process.later(random.between(0, 3), () => {
        if (fails || !store.hasLeader) reject(new Error('no connection'));
        else resolve(store);
      });
    });
  }
}
