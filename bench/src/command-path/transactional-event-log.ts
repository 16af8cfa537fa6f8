/**
 * The log with Kafka transactions instead of plain appends, to be compared with: batches are appended by transactional
 * producers, one transaction of each under way, the next with what waits meanwhile. An append resolves when its transaction
 * is committed, so it is there as a whole; with its first append an owner takes the transactional id from whoever had it.
 * Positions in the queue are not part of the transaction: a batch says itself how far it has decided. For a topic that
 * starts empty and for one owner, since only what was appended here last is read back.
 */
import { AppendUnknown, OffsetOutOfRange } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import { Kafka, logLevel } from 'kafkajs';
import type { Producer } from 'kafkajs';

/** A committed record is followed by the marker of its transaction. */
const OFFSETS_PER_RECORD = 2;
/** Enough for an owner to find the CLAIM that it has just appended. */
const KEPT_RECORDS = 4;
/** Brokers put off what comes before the markers of the last transaction are written; kafkajs would wait for 300 ms. */
const RETRY = { initialRetryTime: 1, maxRetryTime: 4, retries: 1000 };

export interface TransactionalEventLogOptions {
  /** The same topic's plain log: tells its identity and its partitions. */
  readonly plain: EventLog;
  readonly brokers: readonly string[];
  readonly topic: string;
  /** As many as there are partitions for transactions of their own, or fewer, which are shared. */
  readonly producers: number;
  /** Called with the name of each request to a broker. */
  readonly onRequest: (name: string) => void;
}

interface Waiting {
  readonly partition: number;
  readonly record: Uint8Array;
  readonly resolve: (offset: number) => void;
  readonly reject: (cause: Error) => void;
}

/** Transactions of one producer, one after the other. */
class Transactions {
  private waiting: Waiting[] = [];
  private isBusy = false;

  constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {}

  put(waiting: Waiting): void {
    this.waiting.push(waiting);
    this.schedule();
  }

  private schedule(): void {
    if (this.isBusy || this.waiting.length === 0) return;
    this.isBusy = true;
    // What is put in one turn travels together.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const taken = this.waiting;
    this.waiting = [];
    try {
      const offsets = await this.commit(taken);
      for (const { partition, resolve } of taken) resolve(offsets.get(partition)! / OFFSETS_PER_RECORD);
    } catch (cause) {
      for (const { reject } of taken) reject(new AppendUnknown('a transaction has no known result', { cause }));
    }
    this.isBusy = false;
    this.schedule();
  }

  /** An owner has one append under way, so no partition occurs twice. */
  private async commit(taken: readonly Waiting[]): Promise<Map<number, number>> {
    const messages = taken.map(({ partition, record }) => ({ partition, value: record as Buffer }));
    const transaction = await this.producer.transaction();
    const written = await transaction.send({ topic: this.topic, acks: -1, messages });
    await transaction.commit();
    return new Map(written.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
  }
}

export class TransactionalEventLog implements EventLog {
  readonly logId: string;
  readonly partitions: number;
  private readonly kept: LogRecord[][];

  private constructor(
    private readonly plain: EventLog,
    private readonly producers: readonly Producer[],
    private readonly transactions: readonly Transactions[],
  ) {
    this.logId = plain.logId;
    this.partitions = plain.partitions;
    this.kept = Array.from({ length: plain.partitions }, () => []);
  }

  static async open(options: TransactionalEventLogOptions): Promise<TransactionalEventLog> {
    const { plain, brokers, topic, producers: count, onRequest } = options;
    const kafka = new Kafka({ brokers: [...brokers], clientId: 'transactions', logLevel: logLevel.NOTHING });
    const producers = Array.from({ length: count }, (_, index) => {
      const producer = kafka.producer({
        transactionalId: `${topic}-${index}`,
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        retry: RETRY,
      });
      producer.on(producer.events.REQUEST, ({ payload }) => onRequest(payload.apiName));
      return producer;
    });
    for (const producer of producers) await producer.connect();
    const transactions = producers.map((producer) => new Transactions(producer, topic));
    return new TransactionalEventLog(plain, producers, transactions);
  }

  async append(partition: number, record: Uint8Array): Promise<number> {
    const { transactions } = this;
    const offset = await new Promise<number>((resolve, reject) => {
      transactions[partition % transactions.length]!.put({ partition, record, resolve, reject });
    });
    const kept = this.kept[partition]!;
    kept.push({ offset, bytes: record });
    if (kept.length > KEPT_RECORDS) kept.shift();
    return offset;
  }

  /** @throws OffsetOutOfRange it is not kept any more */
  read(partition: number, fromOffset: number, limit: number): Promise<readonly LogRecord[]> {
    const kept = this.kept[partition]!;
    const isKept = kept.length === 0 ? fromOffset === 0 : fromOffset >= kept[0]!.offset;
    if (!isKept) return Promise.reject(new OffsetOutOfRange(`partition ${partition} does not keep ${fromOffset}`));
    return Promise.resolve(kept.filter(({ offset }) => offset >= fromOffset).slice(0, limit));
  }

  async endOffset(partition: number): Promise<number> {
    return (this.kept[partition]!.at(-1)?.offset ?? -1) + 1;
  }

  startOffset(partition: number): Promise<number> {
    return this.plain.startOffset(partition);
  }

  /** @throws Error always: the markers in between are no records of a log */
  follow(): Subscription {
    throw new Error('a log of transactions is not followed');
  }

  provesOwnershipWithoutAppend(): boolean {
    return false;
  }

  /** @throws Error always: offsets count records here */
  trim(): Promise<void> {
    return Promise.reject(new Error('a log of transactions is not trimmed'));
  }

  async close(): Promise<void> {
    await Promise.all(this.producers.map((producer) => producer.disconnect()));
    await this.plain.close();
  }
}
