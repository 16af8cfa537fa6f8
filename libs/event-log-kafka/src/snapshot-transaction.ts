/**
 * The one writer of a partition's snapshot: whoever took its transactional id last. Every change is a transaction, seen as
 * a whole or not at all. After any failure the id is renewed, which only its holder can (KIP-360): what was left open ends,
 * a late commit can never touch a later transaction, and a writer that was replaced finds out instead of replacing back.
 */
import { SnapshotFenced } from '@macp/event-log';
import { produceRequest } from './kafka-apis.js';
import type { KafkaClient } from './kafka-client.js';
import { check } from './kafka-connection.js';
import { CODE, KafkaError, KafkaUnavailable } from './kafka-errors.js';
import { BATCH_OVERHEAD_BYTES, writeBatch } from './record-batch.js';
import type { KeyedRecord } from './record-batch.js';
import { commitTransactionRequest, initProducerRequest, joinTransactionRequest } from './transaction-apis.js';
import type { ProducerIdentity } from './transaction-apis.js';

/**
 * A snapshot of many entities is one transaction, however slow the brokers are. Nobody waits for one whose writer is no
 * more: the next holder of the id ends it at once.
 */
export const TRANSACTION_TIMEOUT_MS = 300_000;
/** Written, checked and copied in one go, while appends of the process wait. */
const BATCH_BYTES_WANTED_MAX = 128 * 1024;
/** A step that brokers keep putting off fails after this long. */
const STEP_WITHIN_MS = 20_000;

/** Records in portions, each taken whole before the next one is asked for. */
export type RecordStream<Result> = AsyncGenerator<Iterable<KeyedRecord>, Result>;

export interface SnapshotTransactionOptions {
  readonly client: KafkaClient;
  readonly transactionalId: string;
  readonly topic: string;
  readonly partition: number;
  /** A transaction that is open for longer is ended by the brokers. */
  readonly transactionTimeoutMs?: number;
}

export class SnapshotTransaction {
  readonly #options: SnapshotTransactionOptions;
  #holder: ProducerIdentity | undefined;
  /** Invariant: as long as the holder is the same, each batch takes up where the one before ended. */
  #nextSequence = 0;
  /** True when a transaction may have been left open, or its end is not known. */
  #isBroken = false;
  #isFenced = false;
  #writtenUpTo = -1;

  constructor(options: SnapshotTransactionOptions) {
    this.#options = options;
  }

  /** Offset of the last record of the last change: readers see the change once their end is beyond. */
  get writtenUpTo(): number {
    return this.#writtenUpTo;
  }

  /** Takes the writing over from whoever had it; what he left open is ended. */
  async take(): Promise<void> {
    this.#holder = await this.#init(undefined);
    this.#isFenced = false;
  }

  /** @throws SnapshotFenced; KafkaUnavailable, KafkaError the change is not there, or nobody knows */
  async commit<Result>(records: RecordStream<Result>): Promise<Result> {
    try {
      return await this.#commit(records);
    } catch (cause) {
      this.#isBroken = true;
      const fencing = isFencing(cause) ? await this.#whyFenced(cause) : undefined;
      if (fencing === undefined) throw cause;
      this.#isFenced = true;
      throw new SnapshotFenced(`${this.#options.transactionalId} was taken over`, { cause: fencing });
    }
  }

  /** Brokers end a transaction that takes too long as if its writer was replaced: only the id's holder can renew it. */
  async #whyFenced(cause: unknown): Promise<unknown> {
    if (this.#isFenced || this.#holder === undefined) return cause;
    try {
      this.#holder = await this.#init(this.#holder);
      return undefined;
    } catch (refusal) {
      return isFencing(refusal) ? refusal : undefined;
    }
  }

  async #commit<Result>(records: RecordStream<Result>): Promise<Result> {
    if (this.#isFenced || this.#holder === undefined) {
      throw new SnapshotFenced(`${this.#options.transactionalId} is held by another process`);
    }
    const holder = this.#isBroken ? await this.#init(this.#holder) : this.#holder;
    this.#holder = holder;
    const { transactionalId, topic, partition } = this.#options;
    await this.#step('joining a snapshot transaction', () =>
      this.#ask((coordinator) =>
        this.#connection.send(
          coordinator,
          'transaction',
          joinTransactionRequest(transactionalId, holder, { topic, partition }),
        ),
      ),
    );
    const result = await this.#produceAll(records, holder);
    await this.#end(holder);
    return result;
  }

  /** Only an answer that says "not now" is asked again: without an answer the transaction may have ended. */
  async #end(holder: ProducerIdentity): Promise<void> {
    const request = commitTransactionRequest(this.#options.transactionalId, holder);
    let isUnknown: KafkaUnavailable | undefined;
    await this.#step('committing a snapshot', async () => {
      const coordinator = await this.#coordinator();
      try {
        check(await this.#connection.send(coordinator, 'transaction', request), 'committing a snapshot');
      } catch (cause) {
        if (!(cause instanceof KafkaUnavailable)) throw cause;
        isUnknown = cause;
      }
    });
    if (isUnknown !== undefined) throw isUnknown;
  }

  async #produceAll<Result>(records: RecordStream<Result>, holder: ProducerIdentity): Promise<Result> {
    let batch: KeyedRecord[] = [];
    let bytes = 0;
    for (;;) {
      const next = await records.next();
      if (next.done === true) {
        if (batch.length > 0) await this.#produce(batch, bytes, holder);
        return next.value;
      }
      for (const record of next.value) {
        const recordBytes = (record.key?.length ?? 0) + (record.value?.length ?? 0) + BATCH_OVERHEAD_BYTES;
        if (batch.length > 0 && bytes + recordBytes > BATCH_BYTES_WANTED_MAX) {
          await this.#produce(batch, bytes, holder);
          batch = [];
          bytes = 0;
        }
        batch.push(record);
        bytes += recordBytes;
      }
    }
  }

  /** Sent again with the same sequence number, a batch that is there already is not appended again. */
  async #produce(records: readonly KeyedRecord[], bytes: number, holder: ProducerIdentity): Promise<void> {
    const { topic, partition, transactionalId } = this.#options;
    const { acksTimeoutMs } = this.#connection.settings;
    const producer = { ...holder, firstSequence: this.#nextSequence };
    const timestampMs = Date.now();
    const batch = {
      topic,
      partition,
      writeBatch: (writer: Parameters<typeof writeBatch>[0]) => writeBatch(writer, records, { timestampMs, producer }),
    };
    await this.#step('writing a snapshot', async () => {
      const leader = this.#connection.leaderOf(topic, partition);
      if (leader === undefined) throw new KafkaUnavailable(`nobody leads partition ${partition} of ${topic}`);
      const request = produceRequest({ batches: [batch], bytes, acksTimeoutMs, transactionalId });
      const [result] = await this.#connection.send(leader, 'transaction', request);
      const code = result?.code ?? CODE.notLeaderOrFollower;
      if (code === CODE.duplicateSequence) return;
      check(code, `writing a snapshot of partition ${partition}`);
      this.#writtenUpTo = (result?.baseOffset ?? 0) + records.length - 1;
    });
    this.#nextSequence += records.length;
  }

  /** A fresh identity: nothing is open under it. */
  async #init(holder: ProducerIdentity | undefined): Promise<ProducerIdentity> {
    const { transactionalId } = this.#options;
    const { transactionTimeoutMs = TRANSACTION_TIMEOUT_MS } = this.#options;
    const request = initProducerRequest(transactionalId, transactionTimeoutMs, holder);
    const identity = await this.#step('taking over a snapshot', async () => {
      const answer = await this.#connection.send(await this.#coordinator(), 'transaction', request);
      check(answer.code, `taking over ${transactionalId}`);
      return { producerId: answer.producerId, producerEpoch: answer.producerEpoch };
    });
    this.#nextSequence = 0;
    this.#isBroken = false;
    return identity;
  }

  async #ask(send: (coordinator: number) => Promise<number>): Promise<void> {
    check(await send(await this.#coordinator()), this.#options.transactionalId);
  }

  #coordinator(): Promise<number> {
    return this.#connection.coordinator(this.#options.transactionalId, 'transaction');
  }

  #step<Result>(what: string, task: () => Promise<Result>): Promise<Result> {
    return this.#connection.retried(what, task, STEP_WITHIN_MS);
  }

  get #connection(): KafkaClient['connection'] {
    return this.#options.client.connection;
  }
}

function isFencing(cause: unknown): boolean {
  return (
    cause instanceof KafkaError && (cause.code === CODE.invalidProducerEpoch || cause.code === CODE.producerFenced)
  );
}
