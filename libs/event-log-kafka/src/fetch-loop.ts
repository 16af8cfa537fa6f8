/**
 * Follows any number of partitions with one waiting fetch per broker. Partitions come and go without disturbing those that
 * stay: what is added while a fetch waits goes out at once on a second link, until the first returns and takes it over.
 * Leaders are looked up again after every failure, with growing pauses.
 */
import { Backoff, pause } from './backoff.js';
import { fetchRequest } from './kafka-apis.js';
import type { FetchResult } from './kafka-apis.js';
import { describe } from './kafka-connection.js';
import type { KafkaConnection } from './kafka-connection.js';
import { CODE, KafkaError } from './kafka-errors.js';
import type { Lane } from './link-pool.js';
import { DAMAGED_ANSWERS } from './partition-read.js';
import type { ReadBatch } from './record-batch.js';

const FETCH_BYTES_MAX = 8 * 1024 * 1024;
const PARTITION_BYTES_MAX = 1024 * 1024;
/** The second link is soon free again for what is added next. */
const EXTRA_WAIT_MS = 50;
/** Failures in a row after which the operator hears of it. */
const QUIET_FAILURES = 5;

/** A place in a partition that moves on as records come. None of the callbacks may throw. */
export interface Cursor {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
  /** Batches that hold records at or above `nextOffset`, and perhaps some below it. */
  take(batches: readonly ReadBatch[]): void;
  /** The log has nothing at `nextOffset`, or what it has is damaged. */
  fault(cause: unknown): void;
}

class Followed {
  /** Fetches under way that ask for it. */
  asked = 0;
  isPaused = false;
  failures = 0;
  /** Answers in a row that what is stored is damaged. */
  damaged = 0;

  constructor(
    readonly cursor: Cursor,
    readonly backoff: Backoff,
  ) {}

  /** Whether this answer says that nothing will ever come. */
  isOver(code: number): boolean {
    this.damaged = code === CODE.corruptMessage ? this.damaged + 1 : 0;
    return code === CODE.offsetOutOfRange || this.damaged >= DAMAGED_ANSWERS;
  }

  succeeded(): void {
    this.backoff.reset();
    this.failures = 0;
    this.damaged = 0;
  }
}

/** What one fetch asks of one partition, and for whom. */
interface AskedPosition {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
  readonly at: readonly { readonly followed: Followed; readonly offset: number }[];
}

/** The two links to one broker. */
class BrokerFetches {
  readonly isBusy: Record<'fetch' | 'fetch-extra', boolean> = { fetch: false, 'fetch-extra': false };
}

export class FetchLoop {
  readonly #followed = new Map<Cursor, Followed>();
  readonly #brokers = new Map<number, BrokerFetches>();
  #isScheduled = false;
  /** Shifts the order of partitions, so that a busy one does not always come first. */
  #turn = 0;

  constructor(private readonly connection: KafkaConnection) {}

  add(cursor: Cursor): void {
    const { retryPauseMs, retryPauseMaxMs } = this.connection.settings;
    this.#followed.set(cursor, new Followed(cursor, new Backoff(retryPauseMs, retryPauseMaxMs)));
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // What is added in one turn is fetched together.
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump();
    });
  }

  /** No callback of the cursor runs after this. */
  remove(cursor: Cursor): void {
    this.#followed.delete(cursor);
  }

  #pump(): void {
    if (this.connection.closing.aborted) return;
    const byLeader = new Map<number, Followed[]>();
    for (const followed of this.#followed.values()) {
      if (followed.isPaused) continue;
      const leader = this.connection.leaderOf(followed.cursor.topic, followed.cursor.partition);
      if (leader === undefined) this.#pause(followed, new Error('nobody leads the partition'));
      else if (byLeader.has(leader)) byLeader.get(leader)!.push(followed);
      else byLeader.set(leader, [followed]);
    }
    for (const [leader, all] of byLeader) this.#start(leader, all);
  }

  #start(leader: number, all: readonly Followed[]): void {
    let broker = this.#brokers.get(leader);
    if (broker === undefined) {
      broker = new BrokerFetches();
      this.#brokers.set(leader, broker);
    }
    const unasked = all.filter(({ asked }) => asked === 0);
    if (unasked.length === 0) return;
    if (!broker.isBusy.fetch) void this.#fetch(leader, 'fetch', all);
    else if (!broker.isBusy['fetch-extra']) void this.#fetch(leader, 'fetch-extra', unasked);
  }

  async #fetch(leader: number, lane: Lane & ('fetch' | 'fetch-extra'), all: readonly Followed[]): Promise<void> {
    const broker = this.#brokers.get(leader)!;
    broker.isBusy[lane] = true;
    for (const followed of all) followed.asked += 1;
    const asked = this.#ask(all);
    const { fetchWaitMs } = this.connection.settings;
    const positions = [...asked.values()];
    try {
      const results = await this.connection.send(
        leader,
        lane,
        fetchRequest({
          positions,
          waitMs: lane === 'fetch' ? fetchWaitMs : Math.min(EXTRA_WAIT_MS, fetchWaitMs),
          bytesMax: FETCH_BYTES_MAX,
          partitionBytesMax: PARTITION_BYTES_MAX,
          isolation: 'uncommitted',
        }),
      );
      this.#deliver(asked, results);
    } catch (cause) {
      for (const followed of all) this.#pause(followed, cause);
    }
    for (const followed of all) followed.asked -= 1;
    broker.isBusy[lane] = false;
    // What was delivered is worked on first: the next fetch has time, whoever waits for an answer has none.
    setImmediate(() => this.#pump());
  }

  /** One position per partition: the lowest of those who follow it. */
  #ask(all: readonly Followed[]): Map<string, AskedPosition> {
    const turn = (this.#turn += 1) % all.length;
    const asked = new Map<string, AskedPosition>();
    for (const followed of [...all.slice(turn), ...all.slice(0, turn)]) {
      const { topic, partition, nextOffset } = followed.cursor;
      const key = `${partition}/${topic}`;
      const others = asked.get(key);
      const fromOffset = Math.min(nextOffset, others?.fromOffset ?? nextOffset);
      const at = [...(others?.at ?? []), { followed, offset: nextOffset }];
      asked.set(key, { topic, partition, fromOffset, at });
    }
    return asked;
  }

  #deliver(asked: ReadonlyMap<string, AskedPosition>, results: readonly FetchResult[]): void {
    let records = 0;
    let bytes = 0;
    for (const result of results) {
      const position = asked.get(`${result.partition}/${result.topic}`);
      if (position === undefined) continue;
      bytes += result.bytes;
      records += this.#take(position, result);
    }
    this.connection.metrics.fetched?.(asked.size, records, bytes);
  }

  /** Number of records given. */
  #take({ at, fromOffset, topic, partition }: AskedPosition, result: FetchResult): number {
    const live = at.filter(({ followed }) => this.#followed.get(followed.cursor) === followed);
    const lowest = live.filter(({ offset }) => offset === fromOffset);
    if (result.code !== CODE.none) {
      const cause = new KafkaError(result.code, `fetch of partition ${partition} of ${topic} from ${fromOffset}`);
      for (const { followed, offset } of live) {
        if (offset === fromOffset && followed.isOver(result.code)) followed.cursor.fault(cause);
        else if (result.code !== CODE.offsetOutOfRange) this.#pause(followed, cause);
      }
      return 0;
    }
    for (const { followed } of live) followed.succeeded();
    if (result.bytes === 0) return 0;
    let batches: ReadBatch[];
    try {
      batches = result.batches();
    } catch (cause) {
      for (const { followed } of lowest) followed.cursor.fault(cause);
      return 0;
    }
    for (const { followed } of live) followed.cursor.take(batches);
    return batches.reduce((sum, batch) => sum + batch.records.length, 0);
  }

  #pause(followed: Followed, cause: unknown): void {
    if (followed.isPaused || !this.#followed.has(followed.cursor)) return;
    followed.isPaused = true;
    followed.failures += 1;
    const { topic, partition } = followed.cursor;
    if (followed.failures % QUIET_FAILURES === 0) {
      this.connection.logger.warn('following a partition fails and is tried again', {
        topic,
        partition,
        failures: followed.failures,
        cause: describe(cause),
      });
    }
    void this.#resume(followed);
  }

  async #resume(followed: Followed): Promise<void> {
    await pause(followed.backoff.nextMs(), this.connection.closing);
    await this.connection.refresh().catch(() => undefined);
    followed.isPaused = false;
    this.#pump();
  }
}
