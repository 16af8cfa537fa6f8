/** What every sink of the public feed must do, as tests: whole records in order, and the last one found again. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedRecord, FeedSink } from '../feed-sink.js';

/** An empty sink of at least two partitions, and as another process has it. */
export interface FeedSinkHarness {
  readonly sink: FeedSink;
  readonly elsewhere: FeedSink;
  /** Everything in the partition, as a consumer reads it. */
  readonly read: (partition: number) => Promise<readonly FeedRecord[]>;
  close(): Promise<void>;
}

const record = (index: number, value: Uint8Array = Buffer.from(`value ${index}`)): FeedRecord => ({
  key: `session-${index % 3}`,
  value,
  headers: { 'macp-kind': 'envelope', 'macp-position': `${index}:0:ü` },
});
const records = (count: number, from = 0): FeedRecord[] =>
  Array.from({ length: count }, (_, index) => record(from + index));

/** With values that compare by their bytes. */
const plain = (found: readonly (FeedRecord | undefined)[]) =>
  found.map((each) => each && { ...each, value: Buffer.from(each.value).toString('latin1') });

/** Declares the suite. */
export function feedSinkContract(name: string, open: () => Promise<FeedSinkHarness>): void {
  describe(`${name} keeps the feed sink contract`, () => {
    let harness: FeedSinkHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });

    it('given an empty partition, when the last record is asked for, then there is none, whatever others have', async () => {
      const { sink } = harness;
      await sink.put(1, records(1));

      expect(await sink.last(0)).toBeUndefined();
    });

    it('given records that were put, when they are read, then they are whole and in order, in their partition', async () => {
      const { sink, read } = harness;
      await sink.put(0, records(50));
      await sink.put(0, records(50, 50));
      await sink.put(1, records(1));

      expect(plain(await read(0))).toEqual(plain(records(100)));
      expect(plain(await read(1))).toEqual(plain(records(1)));
    });

    it('given what another process put, when the last record is asked for, then it is the newest of all', async () => {
      const { sink, elsewhere } = harness;
      await sink.put(0, records(3));
      expect(plain([await elsewhere.last(0)])).toEqual(plain([record(2)]));
      await elsewhere.put(0, records(2, 10));

      expect(plain([await sink.last(0)])).toEqual(plain([record(11)]));
    });

    it('given values of more than a megabyte, when they are put together, then they are there as any other', async () => {
      const { sink, read } = harness;
      const large = [0, 1, 2, 3].map((index) => record(index, Buffer.alloc(index % 2 === 0 ? 1_500_000 : 3, index)));
      await sink.put(0, large);

      expect(plain(await read(0))).toEqual(plain(large));
      expect(plain([await sink.last(0)])).toEqual(plain([large[3]]));
    });

    it('given a record without headers and bytes, when it is read, then it is as it was', async () => {
      const bare: FeedRecord = { key: '', value: new Uint8Array(), headers: {} };
      await harness.sink.put(0, [bare]);

      expect(plain([await harness.sink.last(0)])).toEqual(plain([bare]));
    });

    it('given nothing to put, when it is put, then nothing is there', async () => {
      await harness.sink.put(0, []);

      expect(await harness.sink.last(0)).toBeUndefined();
    });
  });
}
