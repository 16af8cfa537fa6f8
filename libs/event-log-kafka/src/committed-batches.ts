/** Reads a stretch of a partition that is written by transactions: what they have committed, and nothing of aborted ones. */
import { pause } from './backoff.js';
import type { FetchResult } from './kafka-apis.js';
import type { KafkaClient } from './kafka-client.js';
import { readPartition } from './partition-read.js';
import { CorruptBatch } from './record-batch.js';
import type { ReadBatch } from './record-batch.js';

const READ_BYTES_MAX = 4 * 1024 * 1024;
/** After so many answers without anything, there is nothing. */
const EMPTY_READS_MAX = 5;
const EMPTY_READ_PAUSE_MS = 20;

export interface CommittedStretch {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
  /** Behind the last decided transaction, or before. */
  readonly end: number;
  /** Hears of batches that are damaged and left out; without it they end the reading. */
  readonly onDamage?: (damage: CorruptBatch) => void;
}

/** Batches of data that begin below the end, in order; the first one may begin before the stretch. @throws CorruptBatch, KafkaError, KafkaUnavailable */
export async function* committedBatches(
  { connection }: KafkaClient,
  { topic, partition, fromOffset: first, end, onDamage }: CommittedStretch,
): AsyncIterable<ReadBatch> {
  let fromOffset = first;
  let emptyReads = 0;
  while (fromOffset < end && emptyReads < EMPTY_READS_MAX) {
    const options = { topic, partition, fromOffset, bytesMax: READ_BYTES_MAX, isolation: 'committed' } as const;
    const result = await readPartition(connection, options);
    const batches = wholeBatches(result, onDamage);
    if (batches instanceof CorruptBatch) {
      // Where the damage hides what follows, all of it counts as damaged.
      fromOffset = batches.nextOffset > fromOffset ? batches.nextOffset : end;
      continue;
    }
    yield* committed(batches, result);
    const last = batches.at(-1);
    if (last !== undefined) {
      fromOffset = last.lastOffset + 1;
      emptyReads = 0;
      continue;
    }
    // Compaction may have left nothing up to the end.
    if (!result.isThrottled) emptyReads += 1;
    await pause(EMPTY_READ_PAUSE_MS, connection.closing);
  }
}

function wholeBatches(result: FetchResult, onDamage: CommittedStretch['onDamage']): ReadBatch[] | CorruptBatch {
  try {
    return result.batches();
  } catch (cause) {
    if (onDamage === undefined || !(cause instanceof CorruptBatch)) throw cause;
    onDamage(cause);
    return cause;
  }
}

/** The broker names the aborted transactions in any order. */
function* committed(batches: readonly ReadBatch[], { abortedTransactions }: FetchResult): Iterable<ReadBatch> {
  const aborted = [...abortedTransactions].sort((a, b) => b.firstOffset - a.firstOffset);
  const open = new Set<bigint>();
  for (const batch of batches) {
    while ((aborted.at(-1)?.firstOffset ?? Infinity) <= batch.lastOffset) open.add(aborted.pop()!.producerId);
    if (batch.isControl) open.delete(batch.producerId);
    else if (!batch.isTransactional || !open.has(batch.producerId)) yield batch;
  }
}
