/**
 * Appends of all partitions to all brokers: one request per broker in flight, carrying whatever waits for any partition
 * there, the next as soon as it returns (ADR 0002). There are no retries and no producer ids: a result is the offset, a
 * definite no, or unknown.
 */
import { AppendRefused, AppendUnknown } from '@macp/event-log';
import { produceRequest } from './kafka-apis.js';
import type { PartitionBatch, ProduceResult } from './kafka-apis.js';
import type { KafkaConnection } from './kafka-connection.js';
import { CODE, KafkaError } from './kafka-errors.js';
import { BATCH_OVERHEAD_BYTES, writeBatch } from './record-batch.js';

/** A batch of several records stays below; a larger record goes alone. */
const BATCH_BYTES_MAX = 1024 * 1024;
const REQUEST_BYTES_MAX = 32 * 1024 * 1024;
/** Of every topic; what is refused may be everything that is asked. */
const REFUSALS_SAID_EVERY_MS = 1000;

/** Not that a timestamp is refused: the same record is taken once the clock of this process is right again. */
const REFUSALS: ReadonlyMap<number, AppendRefused['reason']> = new Map([
  [CODE.messageTooLarge, 'record-too-large'],
  [CODE.recordListTooLarge, 'record-too-large'],
  [CODE.topicAuthorizationFailed, 'not-authorized'],
  [CODE.clusterAuthorizationFailed, 'not-authorized'],
  [CODE.invalidTopic, 'invalid-record'],
  [CODE.unsupportedForMessageFormat, 'invalid-record'],
  [CODE.unsupportedCompression, 'invalid-record'],
  [CODE.invalidRecord, 'invalid-record'],
]);

/** One record to append. Exactly one of `landed` and `failed` is called, once. */
export interface PendingRecord {
  readonly topic: string;
  readonly partition: number;
  /** The record, asked for once, when its request is put together. */
  take(): Uint8Array;
  /** At least the size of what `take` will give. */
  readonly bytesMax: number;
  landed(offset: number): void;
  /** With `AppendRefused` or `AppendUnknown`. */
  failed(cause: Error): void;
}

/** What one request carries for one partition. */
class OpenBatch implements PartitionBatch {
  readonly pending: PendingRecord[] = [];
  readonly #values: Uint8Array[] = [];
  bytes = 0;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  add(pending: PendingRecord): void {
    const value = pending.take();
    this.pending.push(pending);
    this.#values.push(value);
    this.bytes += value.length + BATCH_OVERHEAD_BYTES;
  }

  writeBatch(writer: Parameters<PartitionBatch['writeBatch']>[0]): void {
    const records = this.#values.map((value) => ({ key: null, value }));
    writeBatch(writer, records, { timestampMs: Date.now() });
  }

  landed(baseOffset: number): void {
    for (const [index, pending] of this.pending.entries()) pending.landed(baseOffset + index);
  }

  failed(cause: Error): void {
    for (const pending of this.pending) pending.failed(cause);
  }
}

/** What waits for one broker. */
class BrokerQueue {
  waiting: PendingRecord[] = [];
  /** Invariant: true from the moment a request is scheduled until its results are given. */
  isBusy = false;
}

export class CombinedProduce {
  readonly #queues = new Map<number, BrokerQueue>();
  /** By topic. */
  readonly #refusalSaidAtMs = new Map<string, number>();

  constructor(private readonly connection: KafkaConnection) {}

  /** Records of one partition keep the order of their `put`s. */
  put(pending: PendingRecord): void {
    const leader = this.connection.leaderOf(pending.topic, pending.partition);
    if (leader === undefined) {
      void this.connection.refresh().catch(() => undefined);
      const { topic, partition } = pending;
      setImmediate(() => pending.failed(new AppendUnknown(`nobody leads partition ${partition} of ${topic}`)));
      return;
    }
    let queue = this.#queues.get(leader);
    if (queue === undefined) {
      queue = new BrokerQueue();
      this.#queues.set(leader, queue);
    }
    queue.waiting.push(pending);
    this.#schedule(leader, queue);
  }

  /** At the end of the turn, so that what is put in one turn travels together. */
  #schedule(leader: number, queue: BrokerQueue): void {
    if (queue.isBusy) return;
    queue.isBusy = true;
    setImmediate(() => {
      void this.#send(leader, queue);
    });
  }

  async #send(leader: number, queue: BrokerQueue): Promise<void> {
    const batches = gather(queue);
    try {
      const results = await this.connection.send(leader, 'produce', this.#request(batches));
      this.#settle(batches, results);
    } catch (cause) {
      void this.connection.refresh().catch(() => undefined);
      for (const batch of batches) batch.failed(failureOf(batch, cause));
    }
    queue.isBusy = false;
    if (queue.waiting.length > 0) this.#schedule(leader, queue);
  }

  #request(batches: readonly OpenBatch[]): ReturnType<typeof produceRequest> {
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes + BATCH_OVERHEAD_BYTES, BATCH_OVERHEAD_BYTES);
    const records = batches.reduce((sum, batch) => sum + batch.pending.length, 0);
    this.connection.metrics.produced?.(batches.length, records, bytes);
    return produceRequest({ batches, bytes, acksTimeoutMs: this.connection.settings.acksTimeoutMs });
  }

  #settle(batches: readonly OpenBatch[], results: readonly ProduceResult[]): void {
    for (const batch of batches) {
      const result = results.find(({ topic, partition }) => topic === batch.topic && partition === batch.partition);
      if (result?.code === CODE.none) {
        batch.landed(result.baseOffset);
        continue;
      }
      const cause = new KafkaError(result?.code ?? -1, `append to partition ${batch.partition} of ${batch.topic}`);
      if (REFUSALS.has(cause.code)) this.#sayRefused(batch, cause);
      batch.failed(failureOf(batch, cause));
      if (!REFUSALS.has(cause.code)) void this.connection.refresh().catch(() => undefined);
    }
  }

  #sayRefused({ topic, partition }: OpenBatch, cause: KafkaError): void {
    const nowMs = performance.now();
    if (nowMs - (this.#refusalSaidAtMs.get(topic) ?? -Infinity) < REFUSALS_SAID_EVERY_MS) return;
    this.#refusalSaidAtMs.set(topic, nowMs);
    this.connection.logger.warn('a broker refuses what is appended', { topic, partition, cause: cause.message });
  }
}

/** Takes what one request carries: at most one batch per partition, in order; what is over stays. */
function gather(queue: BrokerQueue): OpenBatch[] {
  const batches = new Map<string, OpenBatch>();
  const left: PendingRecord[] = [];
  const full = new Set<string>();
  let requestBytes = 0;
  for (const pending of queue.waiting) {
    const key = `${pending.partition}/${pending.topic}`;
    const batch = batches.get(key);
    const bytes = pending.bytesMax + BATCH_OVERHEAD_BYTES;
    const fitsBatch = batch === undefined || batch.bytes + bytes <= BATCH_BYTES_MAX;
    const fitsRequest = batches.size === 0 || requestBytes + bytes <= REQUEST_BYTES_MAX;
    if (full.has(key) || !fitsBatch || !fitsRequest) {
      full.add(key);
      left.push(pending);
      continue;
    }
    const open = batch ?? new OpenBatch(pending.topic, pending.partition);
    if (batch === undefined) batches.set(key, open);
    const before = open.bytes;
    open.add(pending);
    requestBytes += open.bytes - before;
  }
  queue.waiting = left;
  return [...batches.values()];
}

function failureOf({ topic, partition }: OpenBatch, cause: unknown): AppendRefused | AppendUnknown {
  const reason = cause instanceof KafkaError ? REFUSALS.get(cause.code) : undefined;
  if (reason !== undefined) return new AppendRefused(reason, { cause });
  return new AppendUnknown(`the append to partition ${partition} of ${topic} has no known result`, { cause });
}
