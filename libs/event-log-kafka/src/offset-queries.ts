/**
 * Asks leaders for the start and the end of partitions. What is asked while a question is on its way shares the next one,
 * so that an answer is never older than its question, and there is at most one question per kind on its way to a broker. A
 * broker that does not answer keeps nobody from the others.
 */
import { offsetsRequest } from './kafka-apis.js';
import type { Isolation, OffsetKind, OffsetQuery } from './kafka-apis.js';
import { check } from './kafka-connection.js';
import type { KafkaConnection } from './kafka-connection.js';
import { KafkaUnavailable } from './kafka-errors.js';

interface Waiting extends OffsetQuery {
  readonly key: string;
  resolve(offset: number): void;
  reject(cause: unknown): void;
}

/** What waits for one broker. */
class LeaderQueue {
  waiting: Waiting[] = [];
  /** Invariant: true from the moment a question is scheduled until it is answered. */
  isBusy = false;
}

export class OffsetQueries {
  readonly #queues = new Map<number, LeaderQueue>();

  constructor(
    private readonly connection: KafkaConnection,
    private readonly kind: OffsetKind,
    private readonly isolation: Isolation,
  ) {}

  /** Asked again, of the new leader, while there is none or it moves. @throws KafkaUnavailable, KafkaError */
  ask(topic: string, partition: number): Promise<number> {
    return this.connection.retried(`asking for the ${this.kind} of partition ${partition} of ${topic}`, () =>
      this.#askOnce(topic, partition),
    );
  }

  #askOnce(topic: string, partition: number): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#put({ topic, partition, key: `${partition}/${topic}`, resolve, reject }),
    );
  }

  #put(waiting: Waiting): void {
    const leader = this.connection.leaderOf(waiting.topic, waiting.partition);
    if (leader === undefined) {
      waiting.reject(new KafkaUnavailable(`nobody leads partition ${waiting.key}`));
      return;
    }
    let queue = this.#queues.get(leader);
    if (queue === undefined) {
      queue = new LeaderQueue();
      this.#queues.set(leader, queue);
    }
    queue.waiting.push(waiting);
    this.#schedule(leader, queue);
  }

  /** At the end of the turn, so that what is asked in one turn travels together. */
  #schedule(leader: number, queue: LeaderQueue): void {
    if (queue.isBusy) return;
    queue.isBusy = true;
    setImmediate(() => void this.#flush(leader, queue));
  }

  async #flush(leader: number, queue: LeaderQueue): Promise<void> {
    const asked = queue.waiting;
    queue.waiting = [];
    const isLed = ({ topic, partition }: Waiting): boolean => this.connection.leaderOf(topic, partition) === leader;
    const led = asked.filter(isLed);
    // Their leader has moved while they waited.
    for (const each of asked) if (!isLed(each)) this.#put(each);
    if (led.length > 0) await this.#askLeader(leader, led);
    queue.isBusy = false;
    if (queue.waiting.length > 0) this.#schedule(leader, queue);
  }

  async #askLeader(leader: number, waiting: readonly Waiting[]): Promise<void> {
    const distinct = [...new Map(waiting.map((each) => [each.key, each])).values()];
    try {
      const results = await this.connection.send(leader, 'read', offsetsRequest(distinct, this.kind, this.isolation));
      const found = new Map(results.map((result) => [`${result.partition}/${result.topic}`, result]));
      for (const each of waiting) answer(each, found.get(each.key));
    } catch (cause) {
      for (const each of waiting) each.reject(cause);
    }
  }
}

function answer(waiting: Waiting, result: { readonly code: number; readonly offset: number } | undefined): void {
  try {
    if (result === undefined) throw new KafkaUnavailable(`no answer about partition ${waiting.key}`);
    check(result.code, `offsets of partition ${waiting.key}`);
    waiting.resolve(result.offset);
  } catch (cause) {
    waiting.reject(cause);
  }
}
