/**
 * Asks leaders for the start and the end of partitions. What is asked while a question is on its way shares the next one,
 * so that an answer is never older than its question, and there is at most one question per kind on its way.
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

export class OffsetQueries {
  #waiting: Waiting[] = [];
  #isBusy = false;

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
    return new Promise((resolve, reject) => {
      this.#waiting.push({ topic, partition, key: `${partition}/${topic}`, resolve, reject });
      if (this.#isBusy) return;
      this.#isBusy = true;
      setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    const byLeader = new Map<number, Waiting[]>();
    for (const each of asked) {
      const leader = this.connection.leaderOf(each.topic, each.partition);
      if (leader === undefined) each.reject(new KafkaUnavailable(`nobody leads partition ${each.key}`));
      else byLeader.set(leader, [...(byLeader.get(leader) ?? []), each]);
    }
    await Promise.all([...byLeader].map(([leader, waiting]) => this.#askLeader(leader, waiting)));
    this.#isBusy = this.#waiting.length > 0;
    if (this.#isBusy) setImmediate(() => void this.#flush());
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
