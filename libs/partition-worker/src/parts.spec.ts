/** The worker's small parts against plain models. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommandIntake } from './command-intake.js';
import { EndedIds, endedIdHash } from './ended-ids.js';
import { entityDigest, toggleDigest } from './state-hash.js';
import { DeadlineHeap } from './timers.js';

const queued = (offset: number) => ({
  offset,
  command: { correlationId: `c${offset}`, replyTo: '', expiresAtMs: 0, body: offset },
});

describe('EndedIds', () => {
  it('holds exactly what was added, while it grows', () => {
    const ended = new EndedIds();
    for (let at = 0; at < 5_000; at += 1) expect(ended.addHash(endedIdHash(`id-${at}`))).toBe(true);
    expect(ended.addHash(endedIdHash('id-7'))).toBe(false);
    expect(ended.size).toBe(5_000);
    for (let at = 0; at < 5_000; at += 1) expect([ended.has(`id-${at}`), ended.has(`no-${at}`)]).toEqual([true, false]);
  });
});

describe('DeadlineHeap', () => {
  it('gives what is due, earliest first, and nothing that is not', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(100), (times, nowMs) => {
        const heap = new DeadlineHeap();
        for (const at of times) heap.push(at, `${at}`);
        const due: number[] = [];
        for (let one = heap.popDue(nowMs); one !== undefined; one = heap.popDue(nowMs)) due.push(Number(one));
        expect(due).toEqual(times.filter((at) => at <= nowMs).sort((a, b) => a - b));
        expect(heap.size).toBe(times.length - due.length);
      }),
    );
  });
});

describe('CommandIntake', () => {
  const drain = (intake: CommandIntake<number>): number[] => {
    const offsets: number[] = [];
    for (let one = intake.peek(); one !== undefined; one = intake.peek()) {
      offsets.push(one.offset);
      intake.drop();
    }
    return offsets;
  };

  it('takes what is parked and what is new, each once, and skips what is decided', () => {
    const lost: number[] = [];
    const intake = new CommandIntake<number>(6, [2, 4], (offset) => lost.push(offset));
    expect(intake.fromOffset).toBe(2);
    intake.take([2, 3, 4, 5].map(queued));
    intake.take([4, 5, 6, 7, 8].map(queued));
    expect([drain(intake), lost]).toEqual([[2, 4, 7, 8], []]);
  });

  it('reports parked commands that the queue has lost', () => {
    const lost: number[] = [];
    const intake = new CommandIntake<number>(6, [2, 4], (offset) => lost.push(offset));
    intake.take([4, 9].map(queued));
    expect([drain(intake), lost]).toEqual([[4, 9], [2]]);
  });

  it('keeps order through many takes and drops', () => {
    const intake = new CommandIntake<number>(-1, [], () => undefined);
    const seen: number[] = [];
    for (let offset = 0; offset < 9_000; offset += 3) {
      intake.take([offset, offset + 1, offset + 2].map(queued));
      for (let drops = 0; drops < 2; drops += 1) {
        seen.push(intake.peek()!.offset);
        intake.drop();
      }
    }
    expect([...seen, ...drain(intake)]).toEqual(Array.from({ length: 9_000 }, (_, at) => at));
  });
});

describe('the state hash', () => {
  it('depends on every entity and its state, and not on their order', () => {
    const hashOf = (...entries: [string, string][]): string => {
      const hash = new Uint8Array(32);
      for (const [entity, state] of entries) toggleDigest(hash, entityDigest(entity, state));
      return Buffer.from(hash).toString('hex');
    };
    expect(hashOf(['a', '1'], ['b', '2'])).toBe(hashOf(['b', '2'], ['a', '1']));
    expect(hashOf(['a', '1'], ['b', '2'])).not.toBe(hashOf(['a', '2'], ['b', '1']));
    expect(hashOf(['a', '1'], ['b', '2'])).not.toBe(hashOf(['a', '1']));
  });
});
