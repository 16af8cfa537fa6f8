/** Reads a stretch of one partition now, on a lane where nothing waits. */
import { fetchRequest } from './kafka-apis.js';
import type { FetchResult, Isolation } from './kafka-apis.js';
import { check } from './kafka-connection.js';
import type { KafkaConnection } from './kafka-connection.js';
import { CODE, KafkaUnavailable } from './kafka-errors.js';

/**
 * So many answers in a row that what is stored is damaged are believed: another replica may lead by then, but bytes that a
 * broker finds damaged on its disk stay damaged, and to ask for ever would hide it.
 */
export const DAMAGED_ANSWERS = 5;

export interface PartitionReadOptions {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
  /** The first batch comes whole even if it is larger. */
  readonly bytesMax: number;
  readonly isolation?: Isolation;
}

/** One answer, empty at the end; asked again while leaders move. @throws KafkaUnavailable, KafkaError */
export async function readPartition(connection: KafkaConnection, options: PartitionReadOptions): Promise<FetchResult> {
  const { topic, partition, fromOffset, bytesMax, isolation = 'uncommitted' } = options;
  const what = `reading partition ${partition} of ${topic} from ${fromOffset}`;
  let damaged = 0;
  const result = await connection.retried(what, async () => {
    const leader = connection.leaderOf(topic, partition);
    if (leader === undefined) throw new KafkaUnavailable(`nobody leads partition ${partition} of ${topic}`);
    const positions = [{ topic, partition, fromOffset }];
    const [fetched] = await connection.send(
      leader,
      'read',
      fetchRequest({ positions, waitMs: 0, bytesMax, partitionBytesMax: bytesMax, isolation }),
    );
    if (fetched === undefined) throw new KafkaUnavailable(`no answer about partition ${partition} of ${topic}`);
    damaged = fetched.code === CODE.corruptMessage ? damaged + 1 : 0;
    if (damaged < DAMAGED_ANSWERS) check(fetched.code, what);
    return fetched;
  });
  check(result.code, what);
  return result;
}
