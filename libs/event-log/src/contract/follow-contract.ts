/**
 * Following a log: every record once, in order, without a gap, from wherever one starts and whatever is appended
 * meanwhile. Part of the event log contract.
 */
import { expect, it } from '@jest/globals';
import { OffsetOutOfRange } from '../event-log.js';
import { appendAll, bytes, range, text } from './append-texts.js';
import { Collector } from './collector.js';
import type { EventLogHarness } from './event-log-harness.js';

/** Declares the tests inside the suite of the adapter. */
export function followContract(given: Given): void {
  declareDelivery(given);
  declareOverlap(given);
  declareEnds(given);
}

type Given = () => EventLogHarness;

function declareDelivery(given: Given): void {
  it('follows from the start: what is there, then what comes', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b']);
    const seen = Collector.follow(log, 0, 0);
    await seen.reached(1);
    await appendAll(log, 0, ['c']);
    await seen.reached(2);
    expect(seen.records.map(text)).toEqual(['a', 'b', 'c']);
    expect(seen.offsets).toEqual([0, 1, 2]);
  });

  it('follows from the middle and from the end', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b']);
    const middle = Collector.follow(log, 0, 1);
    const end = Collector.follow(log, 0, 2);
    await middle.reached(1);
    await appendAll(log, 0, ['c']);
    await Promise.all([middle.reached(2), end.reached(2)]);
    expect(middle.offsets).toEqual([1, 2]);
    expect(end.offsets).toEqual([2]);
  });

  it('delivers a record before the append that wrote it resolves', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a']);
    const seen = Collector.follow(log, 0, 0);
    await seen.reached(0);
    for (const offset of range(1, 20)) {
      expect(await log.append(0, bytes(`${offset}`))).toBe(offset);
      expect(seen.offsets).toEqual(range(0, offset + 1));
    }
  });
}

function declareOverlap(given: Given): void {
  it('has no gap and no repeat for followers that attach while records are appended', async () => {
    const { log } = given();
    const total = 400;
    const followers: Collector[] = [];
    let appended = 0;
    const appender = async (): Promise<void> => {
      while (appended < total) {
        appended += 1;
        // Attached with two or three appends in flight.
        if (appended % 10 === 0) followers.push(Collector.follow(log, 0, 0));
        await log.append(0, bytes('x'));
      }
    };
    await Promise.all([appender(), appender(), appender()]);
    expect(followers).toHaveLength(total / 10);
    for (const follower of followers) {
      await follower.reached(total - 1);
      expect(follower.offsets).toEqual(range(0, total));
      expect(follower.faults).toEqual([]);
    }
  });
}

function declareEnds(given: Given): void {
  it('delivers nothing after close', async () => {
    const { log } = given();
    const closed = Collector.follow(log, 0, 0);
    await appendAll(log, 0, ['a']);
    await closed.reached(0);
    closed.close();
    const open = Collector.follow(log, 0, 0);
    await appendAll(log, 0, ['b']);
    await open.reached(1);
    expect(closed.records.map(text)).toEqual(['a']);
  });

  it('delivers nothing to a follower closed before its first record', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a']);
    const closed = Collector.follow(log, 0, 0);
    closed.close();
    const open = Collector.follow(log, 0, 0);
    await open.reached(0);
    expect(closed.records).toEqual([]);
  });

  it('ends a subscription that starts beyond the end, once', async () => {
    const { log } = given();
    const seen = Collector.follow(log, 0, 5);
    await seen.failed();
    await appendAll(log, 0, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(seen.faults).toHaveLength(1);
    expect(seen.faults[0]).toBeInstanceOf(OffsetOutOfRange);
    expect(seen.records).toEqual([]);
  });

  it('ends the subscription of a listener that throws, and no other', async () => {
    const { log } = given();
    const faults: unknown[] = [];
    let calls = 0;
    const broken = new Error('listener is broken');
    const onRecords = (): void => {
      calls += 1;
      throw broken;
    };
    log.follow(0, 0, onRecords, (cause) => void faults.push(cause));
    const sound = Collector.follow(log, 0, 0);
    await appendAll(log, 0, ['a', 'b']);
    await sound.reached(1);
    expect(faults).toEqual([broken]);
    expect(calls).toBe(1);
  });
}
