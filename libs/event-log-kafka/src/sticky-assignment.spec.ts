/** The assignment is even, complete and sticky, whatever the members say of themselves. */
import { describe, expect, it } from '@jest/globals';
import { assignPartitions } from './sticky-assignment.js';
import type { JoiningMember } from './sticky-assignment.js';

const member = (memberId: string, owned: readonly number[] = [], generation = 1): JoiningMember => ({
  memberId,
  owned,
  generation,
});

const plain = (assigned: ReadonlyMap<string, readonly number[]>): Record<string, readonly number[]> =>
  Object.fromEntries(assigned);

describe('assignPartitions', () => {
  it('shares evenly among members that have nothing', () => {
    expect(plain(assignPartitions([member('b'), member('a')], 5))).toEqual({ a: [0, 1, 2], b: [3, 4] });
  });

  it('takes from who has too much only what a newcomer gets', () => {
    const members = [member('a', [0, 1, 2]), member('b', [3, 4, 5]), member('c')];
    expect(plain(assignPartitions(members, 6))).toEqual({ a: [0, 1], b: [3, 4], c: [2, 5] });
  });

  it('moves nothing that does not have to move when a member has gone', () => {
    expect(plain(assignPartitions([member('a', [0, 3]), member('c', [4, 5])], 6))).toEqual({
      a: [0, 1, 3],
      c: [2, 4, 5],
    });
  });

  it('believes the one who heard last when two think that a partition is theirs', () => {
    const members = [member('back from sleep', [0, 1, 2, 3], 4), member('owner', [0, 1], 9)];
    expect(plain(assignPartitions(members, 4))).toEqual({ 'back from sleep': [2, 3], owner: [0, 1] });
  });

  it('leaves members without a partition where there are more of them, and ignores partitions that do not exist', () => {
    const assigned = plain(assignPartitions([member('a', [7, -1]), member('b'), member('c', [1])], 2));
    expect(
      Object.values(assigned)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([0, 1]);
    expect(assigned['c']).toEqual([1]);
  });

  it('has nothing to say without members', () => {
    expect(assignPartitions([], 3).size).toBe(0);
  });

  it('is even, complete, sticky and settled for any group', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 2000; round += 1) {
      const partitions = 1 + random(20);
      const members = Array.from({ length: 1 + random(6) }, (_, index) =>
        member(
          `m${index}`,
          [...new Set(Array.from({ length: random(partitions + 1) }, () => random(partitions)))],
          random(3),
        ),
      );
      const assigned = assignPartitions(members, partitions);
      const sizes = [...assigned.values()].map(({ length }) => length);
      const context = `seed ${seed}, round ${round}`;
      expect([context, [...assigned.values()].flat().sort((a, b) => a - b)]).toEqual([
        context,
        Array.from({ length: partitions }, (_, partition) => partition),
      ]);
      expect([context, Math.max(...sizes) - Math.min(...sizes) <= 1]).toEqual([context, true]);
      const settled = members.map(({ memberId }) => member(memberId, assigned.get(memberId)!, 5));
      expect([context, plain(assignPartitions(settled, partitions))]).toEqual([context, plain(assigned)]);
    }
  });
});
