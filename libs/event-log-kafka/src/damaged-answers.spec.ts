/** What a broker itself finds damaged is believed after some answers, and stops whoever reads or follows the partition. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption, OffsetOutOfRange } from '@macp/event-log';
import { FetchLoop } from './fetch-loop.js';
import type { FetchResult } from './kafka-apis.js';
import { CODE } from './kafka-errors.js';
import { LogTail } from './log-tail.js';
import { DAMAGED_ANSWERS } from './partition-read.js';
import { answeringConnection } from './testing/answering-connection.js';

const { none: GOOD, corruptMessage: DAMAGED, notLeaderOrFollower: MOVED, offsetOutOfRange: GONE } = CODE;
const TOPIC = 'events';
const damagedTimes = (times: number): number[] => Array<number>(times).fill(DAMAGED);

/** The tail of an empty partition, over a broker that answers with these codes in turn, and with the last one from then on. */
function tailOf(codes: readonly number[]) {
  const said = { answers: 0 };
  const answer = (): FetchResult => {
    const code = codes[Math.min(said.answers++, codes.length - 1)]!;
    const nothing = { end: 0, abortedTransactions: [], isThrottled: false, bytes: 0, batches: () => [] };
    return { topic: TOPIC, partition: 0, code, ...nothing };
  };
  const connection = answeringConnection(() => Promise.resolve([answer()]));
  const loop = new FetchLoop(connection);
  return { said, tail: new LogTail({ topic: TOPIC, partition: 0, topicId: 'id', connection, loop }) };
}

/** What following the tail from its end on fails with. */
function faultOf(tail: LogTail): Promise<unknown> {
  return new Promise((resolve) => void tail.follow(0, () => undefined, resolve));
}

describe('a read of what the broker finds damaged', () => {
  it('is asked again, and then fails as a damaged log', async () => {
    const { tail, said } = tailOf([DAMAGED]);
    await expect(tail.read(0, 1024)).rejects.toBeInstanceOf(LogCorruption);
    expect(said.answers).toBe(DAMAGED_ANSWERS);
  });

  it('goes on when another broker has it whole', async () => {
    const { tail } = tailOf([...damagedTimes(DAMAGED_ANSWERS - 1), MOVED, ...damagedTimes(DAMAGED_ANSWERS - 1), GOOD]);
    await expect(tail.read(0, 1024)).resolves.toMatchObject({ records: [], end: 0 });
  });
});

describe('a follower of what the broker finds damaged', () => {
  it('fails as by a damaged log, after some answers', async () => {
    const { tail, said } = tailOf([GOOD, DAMAGED]);
    expect(await faultOf(tail)).toBeInstanceOf(LogCorruption);
    expect(said.answers).toBe(1 + DAMAGED_ANSWERS);
  });

  it('goes on when another broker has it whole, until there is really nothing', async () => {
    const some = damagedTimes(DAMAGED_ANSWERS - 1);
    const { tail, said } = tailOf([GOOD, ...some, GOOD, ...some, MOVED, ...some, GONE]);
    expect(await faultOf(tail)).toBeInstanceOf(OffsetOutOfRange);
    expect(said.answers).toBe(4 + 3 * some.length);
  });
});
