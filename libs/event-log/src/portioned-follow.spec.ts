/** However much a log delivers at once, it is taken in portions, and each record once and in order. */
import { describe, expect, it } from '@jest/globals';
import type { LogRecord } from './event-log.js';
import { MemoryEventLog } from './memory-event-log.js';
import { PortionedFollow } from './portioned-follow.js';
import type { PortionedFollowOptions } from './portioned-follow.js';

const KIB = 1024;

/** A log of which a spec decides what is delivered when. */
class HandLog {
  readonly follows: { readonly fromOffset: number; isClosed: boolean; fail: (cause: unknown) => void }[] = [];
  private deliver: (records: readonly LogRecord[]) => void = () => undefined;
  private end = 0;

  follow(
    _partition: number,
    fromOffset: number,
    onRecords: (records: readonly LogRecord[]) => void,
    onFault: (cause: unknown) => void,
  ) {
    const follow = { fromOffset, isClosed: false, fail: onFault };
    this.follows.push(follow);
    this.deliver = (records) => {
      if (!follow.isClosed) onRecords(records);
    };
    this.end = fromOffset;
    return { close: () => void (follow.isClosed = true) };
  }

  /** Records of so many bytes each, at once. */
  gives(sizes: readonly number[]): void {
    const records = sizes.map((size, at) => ({ offset: this.end + at, bytes: new Uint8Array(size) }));
    this.end += sizes.length;
    this.deliver(records);
  }
}

function following(log: HandLog, take?: PortionedFollowOptions['take']) {
  const taken: number[][] = [];
  const faults: unknown[] = [];
  const follow = new PortionedFollow({
    log,
    partition: 0,
    fromOffset: 5,
    take: (records) => {
      taken.push(records.map(({ offset }) => offset));
      return take?.(records);
    },
    onFault: (cause) => faults.push(cause),
  });
  return { follow, taken, faults };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('a follow in portions', () => {
  it('given little, when it is delivered, then it is taken within the delivery', () => {
    const log = new HandLog();
    const { taken } = following(log);
    log.gives([10, 10]);
    expect(taken).toEqual([[5, 6]]);
    log.gives([10]);
    expect(taken).toEqual([[5, 6], [7]]);
  });

  it('given much at once, then each portion has a turn of its own, and a record that is larger than one comes alone', async () => {
    const log = new HandLog();
    const { taken } = following(log);
    log.gives([300 * KIB, 300 * KIB, 200 * KIB, 600 * KIB, 1]);
    const seen: number[] = [];
    for (; taken.length < 4; await turn()) seen.push(taken.length);

    expect(seen).toEqual([1, 2, 3]);
    expect(taken).toEqual([[5], [6, 7], [8], [9]]);
  });

  it('given records that come while others wait, then they are taken after those, and the log is let go of meanwhile', async () => {
    const log = new HandLog();
    const { taken } = following(log);
    log.gives([400 * KIB, 400 * KIB]);
    log.gives([400 * KIB, 1]);
    expect(log.follows[0]!.isClosed).toBe(false);
    log.gives(Array<number>(10).fill(400 * KIB));
    expect([log.follows[0]!.isClosed, log.follows.length]).toEqual([true, 1]);
    while (log.follows.length < 2) await turn();

    expect(taken.flat()).toEqual(Array.from({ length: 14 }, (_, at) => 5 + at));
    expect(log.follows[1]!.fromOffset).toBe(19);
    log.gives([1]);
    expect(taken.at(-1)).toEqual([19]);
  });

  it('given a wish for a pause, then nothing is taken until that is over', async () => {
    const log = new HandLog();
    const pauses: (() => void)[] = [];
    const { taken } = following(log, () => new Promise((resolve) => pauses.push(resolve)));
    log.gives([400 * KIB, 400 * KIB]);
    await turn();
    expect([taken, log.follows[0]!.isClosed]).toEqual([[[5]], true]);
    pauses.shift()!();
    await turn();
    expect([taken, log.follows.length]).toEqual([[[5], [6]], 1]);
    pauses.shift()!();
    await turn();
    expect(log.follows[1]).toMatchObject({ fromOffset: 7, isClosed: false });
  });

  it('given that it is closed, then nothing of what waits is taken any more', async () => {
    const log = new HandLog();
    const { follow, taken, faults } = following(log);
    log.gives([400 * KIB, 400 * KIB]);
    follow.close();
    await turn();
    await turn();
    expect([taken, log.follows[0]!.isClosed, faults]).toEqual([[[5]], true, []]);
  });

  it.each([
    ['a record that cannot be taken', 2],
    ['the first one', 1],
  ])('given %s, then it ends with the cause, once', async (_what, failsAt) => {
    const log = new HandLog();
    const cause = new Error('unreadable');
    const { taken, faults } = following(log, () => {
      if (taken.length === failsAt) throw cause;
    });
    log.gives([400 * KIB, 400 * KIB, 400 * KIB]);
    await turn();
    await turn();
    expect([faults, taken.length, log.follows[0]!.isClosed]).toEqual([[cause], failsAt, true]);
  });

  it('given a log that fails, then it ends with that, and a rejected pause ends it, too', async () => {
    const log = new HandLog();
    const { faults } = following(log);
    log.follows[0]!.fail(new Error('out of range'));
    expect(faults).toEqual([new Error('out of range')]);

    const other = new HandLog();
    const paused = following(other, () => Promise.reject(new Error('no room')));
    other.gives([1]);
    await turn();
    expect(paused.faults).toEqual([new Error('no room')]);
  });

  it('given a real log that is long, when it is followed and appended to, then every record comes once and in order', async () => {
    const log = new MemoryEventLog({ logId: 'log', partitions: 1 });
    for (let at = 0; at < 30; at += 1) await log.append(0, new Uint8Array(200 * KIB).fill(at));
    const taken: number[] = [];
    const follow = new PortionedFollow({
      log,
      partition: 0,
      fromOffset: 0,
      take: (records) => void taken.push(...records.map(({ bytes }) => bytes[0]!)),
      onFault: (cause) => {
        throw cause;
      },
    });
    for (let at = 30; at < 60; at += 1) await log.append(0, new Uint8Array(200 * KIB).fill(at));
    while (taken.length < 60) await turn();
    follow.close();

    expect(taken).toEqual(Array.from({ length: 60 }, (_, at) => at));
  });
});
