/** Whoever follows a partition notices when a new leader does not have what was read, and goes on when it has. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption } from '@macp/event-log';
import { Collector } from '@macp/event-log/contract';
import { FetchLoop } from './fetch-loop.js';
import type { FetchResult } from './kafka-apis.js';
import { CODE } from './kafka-errors.js';
import type { WireRequest } from './kafka-link.js';
import { LogTail } from './log-tail.js';
import type { ReadBatch } from './record-batch.js';
import { answeringConnection } from './testing/answering-connection.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const TOPIC = 'events';
/** Of a fetch request, before its topics. */
const FETCH_HEADER_BYTES = 25;

/** Offset that a fetch of one partition asks for. */
function askedFor(request: WireRequest<unknown>): number {
  const writer = new WireWriter();
  request.write(writer);
  const reader = new WireReader(Buffer.from(writer.bytes));
  reader.skip(FETCH_HEADER_BYTES);
  let offset = -1;
  reader.array((topic) => {
    topic.string();
    topic.array((each) => {
      each.skip(8);
      offset = each.int64();
      each.skip(12);
    });
  });
  return offset;
}

/** One partition on whatever broker leads it: a record a batch, each with the leader epoch in which it was taken in. */
class Leader {
  readonly asked: number[] = [];
  start = 0;
  #records: { readonly text: string; readonly leaderEpoch: number }[] = [];
  #wake: () => void = () => undefined;

  append(leaderEpoch: number, ...texts: readonly string[]): void {
    this.#records.push(...texts.map((text) => ({ text, leaderEpoch })));
    this.#wake();
  }

  /** What a leader does not have that had not heard of everything. */
  lose(records: number): void {
    this.#records.splice(-records);
  }

  tail(): LogTail {
    const connection = answeringConnection((lane, request) => this.#answer(lane, askedFor(request)));
    return new LogTail({ topic: TOPIC, partition: 0, topicId: 'id', connection, loop: new FetchLoop(connection) });
  }

  async #answer(lane: string, fromOffset: number): Promise<FetchResult[]> {
    this.asked.push(fromOffset);
    while (lane !== 'read' && fromOffset >= this.#records.length) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const code = fromOffset < this.start || fromOffset > this.#records.length ? CODE.offsetOutOfRange : CODE.none;
    const batches = this.#records.map((record, offset) => batchOf(record, offset)).slice(fromOffset);
    const nothing = { abortedTransactions: [], isThrottled: false };
    const [end, bytes] = [this.#records.length, batches.length];
    return [{ topic: TOPIC, partition: 0, code, end, bytes, batches: () => batches, ...nothing }];
  }
}

function batchOf({ text, leaderEpoch }: { readonly text: string; leaderEpoch: number }, offset: number): ReadBatch {
  const records = [{ offset, key: null, value: Buffer.from(text), headers: [] }];
  const plain = { isTransactional: false, isControl: false, producerId: -1n };
  return { baseOffset: offset, lastOffset: offset, leaderEpoch, ...plain, records };
}

/** A follower that has been given three records of one leader, one after the other. */
async function followedFrom(leader: Leader): Promise<Collector> {
  const tail = leader.tail();
  const seen = Collector.follow({ follow: (_partition, ...rest) => tail.follow(...rest) }, 0, 0);
  for (const [offset, text] of ['a', 'b', 'c'].entries()) {
    leader.append(5, text);
    await seen.reached(offset);
  }
  return seen;
}

const textsOf = (seen: Collector): string[] => seen.records.map(({ bytes }) => Buffer.from(bytes).toString());

describe('a follower whose partition gets another leader', () => {
  it('fails where that one has lost what was read, though it has grown beyond', async () => {
    const leader = new Leader();
    const seen = await followedFrom(leader);
    leader.lose(1);
    leader.append(6, 'x', 'y', 'z');
    await seen.failed();
    expect(seen.faults).toEqual([expect.objectContaining({ name: LogCorruption.name, offset: 2 })]);
    expect(textsOf(seen)).toEqual(['a', 'b', 'c']);
  });

  it('goes on where that one has everything, and looks once', async () => {
    const leader = new Leader();
    const seen = await followedFrom(leader);
    leader.append(6, 'd');
    await seen.reached(3);
    leader.append(6, 'e');
    await seen.reached(4);
    expect(textsOf(seen)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(leader.asked.filter((offset) => offset === 2)).toHaveLength(2);
  });

  it('goes on where nothing can be seen any more of what was read', async () => {
    const leader = new Leader();
    const seen = await followedFrom(leader);
    leader.start = 3;
    leader.append(6, 'd');
    await seen.reached(3);
    expect(seen.faults).toEqual([]);
  });
});
