/**
 * One follower of a partition: how far it has come, and the record it was given last. That record is committed and stays
 * (ADR 0007, A3); where a later leader has another one there, what was read or acknowledged was lost.
 */
import type { LogRecord, RecordListener, Subscription } from '@macp/event-log';

/** The first bytes of a record have its checksum or its id. */
const MARK_BYTES = 64;

/** What a record is recognised by, without keeping it. */
export interface RecordMark {
  readonly bytes: number;
  readonly head: Uint8Array;
}

function markOf({ bytes }: LogRecord): RecordMark {
  return { bytes: bytes.length, head: new Uint8Array(bytes.subarray(0, MARK_BYTES)) };
}

export class TailFollower implements Subscription {
  isClosed = false;
  /** Of the record before `nextOffset`; `undefined` before the first. */
  #last: RecordMark | undefined;
  /** Leader epoch of what was fetched last; -1 while it is not known. */
  leaderEpoch = -1;

  constructor(
    public nextOffset: number,
    private readonly onRecords: RecordListener,
    private readonly onFault: (cause: unknown) => void,
    private readonly onClosed: (follower: TailFollower) => void,
  ) {}

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onClosed(this);
  }

  /** Whether what a leader of this epoch has may be another history than what the follower was given. */
  mistrusts(leaderEpoch: number): boolean {
    return this.#last !== undefined && this.leaderEpoch >= 0 && leaderEpoch > this.leaderEpoch;
  }

  /** Whether `record` is the one that was given last. */
  knows(record: LogRecord): boolean {
    if (this.#last === undefined || record.offset !== this.nextOffset - 1) return false;
    return record.bytes.length === this.#last.bytes && Buffer.compare(this.#last.head, markOf(record).head) === 0;
  }

  /** Gives what of `records`, which have no gap, the follower has not had. */
  give(records: readonly LogRecord[]): void {
    const skipped = this.nextOffset - (records[0]?.offset ?? this.nextOffset);
    const fresh = skipped <= 0 ? records : records.slice(skipped);
    if (this.isClosed || fresh.length === 0) return;
    // Moved before the call: the listener may append, and is then given the new record while still inside.
    this.nextOffset += fresh.length;
    this.#last = markOf(fresh.at(-1)!);
    try {
      this.onRecords(fresh);
    } catch (cause) {
      this.fail(cause);
    }
  }

  fail(cause: unknown): void {
    if (this.isClosed) return;
    this.close();
    this.onFault(cause);
  }
}
