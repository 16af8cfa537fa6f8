/** Bars of a Quorum policy: exact on integers, rounded up, never below one approval. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { quorumThreshold } from './quorum-threshold.js';

const bar = (approvals: number): object => ({ kind: 'bar', approvals });

describe('a quorum threshold', () => {
  it.each([
    ['n_of_m', 3, 4, bar(3)],
    ['count', 2, 4, bar(2)],
    ['n_of_m', 9, 2, bar(9)],
    ['n_of_m', 0.2, 4, bar(1)],
    ['n_of_m', 1.5, 4, bar(2)],
    ['percentage', 34, 3, bar(2)],
    ['percentage', 28, 25, bar(7)],
    ['percentage', 100, 7, bar(7)],
    ['percentage', 1, 3, bar(1)],
    ['percentage', 50, 0, bar(1)],
    ['percentage', undefined, 3, { kind: 'none' }],
    ['percentage', 0, 3, { kind: 'none' }],
    ['n_of_m', -1, 3, { kind: 'none' }],
    ['weighted', 1, 3, { kind: 'unsatisfiable' }],
  ])('%s of %p among %d', (type, value, voters, expected) => {
    expect(quorumThreshold({ type, value }, voters)).toEqual(expected);
  });

  it('is the exact ceiling for every whole percentage and pool', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000 }), (percent, voters) => {
        const exact = (BigInt(percent) * BigInt(voters) + 99n) / 100n;
        expect(quorumThreshold({ type: 'percentage', value: percent }, voters)).toEqual(bar(Number(exact)));
      }),
    );
  });

  it('stays exact where a double no longer counts in steps of one', () => {
    const exact = (10n ** 20n * 3n + 99n) / 100n;
    expect(quorumThreshold({ type: 'percentage', value: 1e20 }, 3)).toEqual(bar(Number(exact)));
  });
});
