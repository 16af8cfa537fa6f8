/**
 * What the brokers or the disk hold of the log: the truth. Shared by several processes, a record is first the leader's
 * alone, seen by nobody, and is committed once all replicas have it; a leader that goes takes some of those records with
 * it, and the next may have the others. Whoever waits for one of them hears nothing certain.
 */
import { decodeRecord } from '@macp/event-log';
import type { LogRecord } from '@macp/event-log';

/** What the nemesis turns on and off. */
export interface LogFaults {
  appendUnknownRate: number;
  readFailureRate: number;
  /** Longest time that replicas need for a record. */
  replicationMs: number;
}

export const LOG_ID = 'sim-log';

/** A record that only the leader has. */
export interface Uncommitted {
  readonly bytes: Uint8Array;
  /** Its offset, or `undefined` when the broker cannot say what became of it. */
  readonly answer: (offset: number | undefined) => void;
}

export interface SimLogOptions {
  readonly recordBytesMax: number;
  /** A log of which only one process can be the writer. */
  readonly isExclusive: boolean;
}

export class SimLogStore {
  /** Invariant: committed, hence never less and never others. */
  readonly records: LogRecord[] = [];
  lastClaimOffset = -1;
  hasLeader = true;
  /** Called for every record that has become durable. */
  readonly followers = new Set<() => void>();
  private tail: Uncommitted[] = [];
  /** Of the tail, what the next leader has. */
  private inherited: readonly Uncommitted[] = [];

  constructor(
    readonly faults: LogFaults,
    readonly options: SimLogOptions,
    private readonly onLanded: (record: LogRecord) => void,
  ) {}

  /** Puts a record where it lasts. */
  land(bytes: Uint8Array): number {
    const offset = this.records.length;
    const record = { offset, bytes: bytes.slice() };
    this.records.push(record);
    if (decodeRecord(bytes).kind === 'claim') this.lastClaimOffset = offset;
    this.onLanded(record);
    for (const wake of this.followers) wake();
    return offset;
  }

  /** The leader takes the record, at the offset that it gets if it lasts; `undefined` without a leader. */
  append(record: Uncommitted): number | undefined {
    if (!this.hasLeader) return undefined;
    return this.records.length + this.tail.push(record) - 1;
  }

  /** All replicas have the record, and those before it; nothing if its leader has gone. */
  commit(record: Uncommitted): void {
    const at = this.tail.indexOf(record);
    if (at < 0) return;
    for (const each of this.tail.splice(0, at + 1)) each.answer(this.land(each.bytes));
  }

  get uncommitted(): number {
    return this.tail.length;
  }

  /** The leader goes, and nobody has more than the first `kept` of the records that were not committed. */
  loseLeader(kept: number): void {
    const { tail } = this;
    this.hasLeader = false;
    this.tail = [];
    this.inherited = tail.slice(0, kept);
    for (const { answer } of tail) answer(undefined);
  }

  /** Another leads, with what it has. */
  electLeader(): void {
    this.hasLeader = true;
    for (const { bytes } of this.inherited) this.land(bytes);
    this.inherited = [];
  }
}
