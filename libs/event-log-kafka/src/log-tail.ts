/**
 * One partition of the log as this process follows it: any number of followers, each given every record once, in order and
 * without a gap. Those that are behind read on their own; those at the end share what the fetch loop brings, and get the
 * process's own appends handed over before these resolve.
 */
import { LogCorruption, OffsetOutOfRange } from '@macp/event-log';
import type { LogRecord, RecordListener, Subscription } from '@macp/event-log';
import type { Cursor, FetchLoop } from './fetch-loop.js';
import type { KafkaConnection } from './kafka-connection.js';
import { CODE, KafkaError, KafkaUnavailable } from './kafka-errors.js';
import { readPartition } from './partition-read.js';
import type { PartitionReadOptions } from './partition-read.js';
import { CorruptBatch } from './record-batch.js';
import type { ReadBatch } from './record-batch.js';
import { TailFollower } from './tail-follower.js';

/**
 * Records of the batches from `fromOffset` on, up to where something is missing or no record of a log.
 *
 * @throws LogCorruption that is so at `fromOffset` already
 */
function recordsFrom(partition: number, fromOffset: number, batches: readonly ReadBatch[]): LogRecord[] {
  const records: LogRecord[] = [];
  let next = fromOffset;
  for (const { isControl, records: stored } of batches) {
    for (const { offset, value } of stored) {
      if (offset < next) continue;
      if (offset !== next || value === null || isControl) {
        if (records.length > 0) return records;
        const found = isControl ? 'a transaction marker' : value === null ? 'a record without a value' : 'a record';
        throw new LogCorruption(partition, next, `${found} with offset ${offset} comes next`);
      }
      records.push({ offset, bytes: value });
      next += 1;
    }
  }
  return records;
}

/** Faults of the wire, in the terms of the log port. */
function toLogFault(partition: number, fromOffset: number, cause: unknown): unknown {
  if (cause instanceof KafkaError && cause.code === CODE.offsetOutOfRange) {
    return new OffsetOutOfRange(`partition ${partition} has no offset ${fromOffset}`, { cause });
  }
  if (cause instanceof KafkaError && cause.code === CODE.corruptMessage) {
    return new LogCorruption(partition, fromOffset, 'the broker finds what it has stored damaged', { cause });
  }
  if (cause instanceof CorruptBatch) return new LogCorruption(partition, fromOffset, cause.message, { cause });
  return cause;
}

/** A stretch of a partition. */
export interface ReadStretch {
  /** Empty only at the end. */
  readonly records: readonly LogRecord[];
  /** Of the first and of the last batch that came; -1 without one. */
  readonly leaderEpochs: LeaderEpochs;
  /** Next offset of the partition to be committed. */
  readonly end: number;
}

interface LeaderEpochs {
  readonly first: number;
  readonly last: number;
}

const NO_EPOCHS: LeaderEpochs = { first: -1, last: -1 };

/** `batches` has one at least. */
function leaderEpochsOf(batches: readonly ReadBatch[]): LeaderEpochs {
  return { first: batches[0]?.leaderEpoch ?? -1, last: batches.at(-1)?.leaderEpoch ?? -1 };
}

/** Records of the partition from an offset on. @throws OffsetOutOfRange, LogCorruption, KafkaUnavailable */
async function readStretch(connection: KafkaConnection, options: PartitionReadOptions): Promise<ReadStretch> {
  const { partition, fromOffset } = options;
  try {
    const { bytes, end, batches } = await readPartition(connection, options);
    if (bytes === 0) return { records: [], leaderEpochs: NO_EPOCHS, end };
    const read = batches();
    return { records: recordsFrom(partition, fromOffset, read), leaderEpochs: leaderEpochsOf(read), end };
  } catch (cause) {
    throw toLogFault(partition, fromOffset, cause);
  }
}

export interface LogTailOptions {
  readonly topic: string;
  readonly partition: number;
  /** Of the topic that is followed: one of the same name that was created anew is not. */
  readonly topicId: string;
  readonly connection: KafkaConnection;
  readonly loop: FetchLoop;
}

/** Followers that are behind take bites of this size, so that others get their turn. */
const CATCH_UP_BYTES_MAX = 1024 * 1024;
/** Its first record comes whole. */
const CHECK_BYTES_MAX = 1024;

export class LogTail implements Cursor {
  readonly topic: string;
  readonly partition: number;
  /** Invariant: while `#live` is not empty, each of its members is at or beyond it. */
  nextOffset = 0;
  /** Followers at the end of the log, fed by the fetch loop. */
  readonly #live = new Set<TailFollower>();
  readonly #behind = new Set<TailFollower>();

  constructor(private readonly options: LogTailOptions) {
    this.topic = options.topic;
    this.partition = options.partition;
  }

  follow(fromOffset: number, onRecords: RecordListener, onFault: (cause: unknown) => void): Subscription {
    const follower = new TailFollower(fromOffset, onRecords, onFault, (closed) => this.#drop(closed));
    this.#behind.add(follower);
    void this.#catchUp(follower);
    return follower;
  }

  /** A record that this process has just appended durably: followers that stand right before it have it at once. */
  appended(offset: number, bytes: Uint8Array): void {
    if (this.#live.size === 0 || this.nextOffset !== offset) return;
    this.#give([{ offset, bytes }]);
  }

  /** Bites of at most `bytesMax`, or one record. @throws OffsetOutOfRange, LogCorruption, KafkaUnavailable */
  async read(fromOffset: number, bytesMax: number): Promise<ReadStretch> {
    const { topic, partition } = this;
    this.checkIdentity();
    const stretch = await readStretch(this.options.connection, { topic, partition, fromOffset, bytesMax });
    this.checkIdentity();
    return stretch;
  }

  /** True as long as nothing says that the topic was created anew. */
  get isSameTopic(): boolean {
    const topicId = this.options.connection.topic(this.topic)?.topicId;
    return topicId === undefined || topicId === this.options.topicId;
  }

  /** @throws OffsetOutOfRange the topic was created anew: none of the offsets that anyone remembers is there */
  checkIdentity(): void {
    if (this.isSameTopic) return;
    throw new OffsetOutOfRange(`topic ${this.topic} was created anew: it is not ${this.options.topicId}`);
  }

  take(batches: readonly ReadBatch[]): void {
    let records: LogRecord[];
    const { last } = leaderEpochsOf(batches);
    try {
      this.checkIdentity();
      if ([...this.#live].some((follower) => follower.mistrusts(last))) return this.#doubt();
      records = recordsFrom(this.partition, this.nextOffset, batches);
    } catch (cause) {
      this.fault(cause);
      return;
    }
    for (const follower of this.#live) follower.leaderEpoch = Math.max(follower.leaderEpoch, last);
    if (records.length > 0) this.#give(records);
  }

  fault(cause: unknown): void {
    const fault = toLogFault(this.partition, this.nextOffset, cause);
    for (const follower of [...this.#live]) follower.fail(fault);
  }

  #give(records: readonly LogRecord[]): void {
    this.nextOffset += records.length;
    for (const follower of [...this.#live]) follower.give(records);
  }

  /** Another broker leads, which may have lost what was given: everyone looks before going on. */
  #doubt(): void {
    const live = [...this.#live];
    this.#live.clear();
    this.options.loop.remove(this);
    for (const follower of live) {
      this.#behind.add(follower);
      void this.#catchUp(follower);
    }
  }

  async #catchUp(follower: TailFollower): Promise<void> {
    // Never within `follow`: its caller does not have the subscription yet.
    await Promise.resolve();
    while (!follower.isClosed) {
      const { nextOffset } = follower;
      try {
        const { records, end, leaderEpochs } = await this.read(nextOffset, CATCH_UP_BYTES_MAX);
        if (follower.mistrusts(leaderEpochs.first)) await this.#requireLast(follower);
        follower.leaderEpoch = Math.max(follower.leaderEpoch, leaderEpochs.last);
        follower.give(records);
        if (follower.isClosed || !this.#isAtEnd(follower, end)) continue;
        // In the turn of the delivery: whoever waited for these records may append the next.
        this.#goLive(follower);
        return;
      } catch (cause) {
        follower.fail(toLogFault(this.partition, nextOffset, cause));
      }
    }
  }

  /** @throws LogCorruption what the follower was given last is not there any more */
  async #requireLast(follower: TailFollower): Promise<void> {
    const { nextOffset } = follower;
    const { connection } = this.options;
    const what = `looking again at offset ${nextOffset - 1} of partition ${this.partition} of ${this.topic}`;
    let found: LogRecord;
    try {
      found = await connection.retried(what, async () => {
        const [record] = (await this.read(nextOffset - 1, CHECK_BYTES_MAX)).records;
        if (record === undefined) throw new KafkaUnavailable('the leader does not know yet that it is committed');
        return record;
      });
    } catch (cause) {
      // Trimmed meanwhile.
      if (cause instanceof OffsetOutOfRange) return;
      throw cause;
    }
    if (follower.knows(found)) return;
    const why = 'a leader of before had another record there, which was read: acknowledged records are lost';
    throw new LogCorruption(this.partition, nextOffset - 1, why);
  }

  #isAtEnd({ nextOffset }: TailFollower, end: number): boolean {
    if (this.#live.size > 0) return nextOffset >= this.nextOffset;
    if (nextOffset < end) return false;
    this.nextOffset = nextOffset;
    return true;
  }

  #goLive(follower: TailFollower): void {
    this.#behind.delete(follower);
    this.#live.add(follower);
    if (this.#live.size === 1) this.options.loop.add(this);
  }

  #drop(follower: TailFollower): void {
    this.#behind.delete(follower);
    this.#live.delete(follower);
    if (this.#live.size === 0) this.options.loop.remove(this);
  }
}

/** Subscriptions of one adapter: it shares the tails with others, and closes what is its own. */
export class OwnSubscriptions {
  readonly #open = new Set<Subscription>();

  add(subscription: Subscription): Subscription {
    const own = {
      close: () => {
        this.#open.delete(own);
        subscription.close();
      },
    };
    this.#open.add(own);
    return own;
  }

  closeAll(): void {
    for (const subscription of [...this.#open]) subscription.close();
  }
}
