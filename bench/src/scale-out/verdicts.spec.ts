/** A verdict follows from ratios within a round, and says by how much a claim is missed. */
import { describe, expect, it } from '@jest/globals';
import {
  batchVerdict,
  evenVerdict,
  flatTotalVerdict,
  flatVerdict,
  hotVerdict,
  paceVerdict,
  ratiosWithin,
} from './verdicts.js';

const one = { partitions: 1, values: [100, 200, 400] };

describe('flat', () => {
  it('holds when rounds differ and their ratios do not', () => {
    const verdict = flatVerdict('CPU', [one, { partitions: 64, values: [105, 210, 420] }]);
    expect(verdict).toBe('CPU, against 1: 64: 1.05 (1.05–1.05). Flat: ±2 % around their mean.');
  });

  it('does not hold when one number of partitions costs more', () => {
    const others = [
      { partitions: 12, values: [100, 200, 400] },
      { partitions: 64, values: [150, 300, 600] },
    ];
    expect(flatVerdict('CPU', [one, ...others])).toContain('Not flat: grows to 1.50, ±29 % around their mean.');
  });

  it('is what lies within a tenth of a level, whichever is the odd one', () => {
    const others = [12, 64].map((partitions) => ({ partitions, values: [112, 224, 448] }));
    expect(flatVerdict('CPU', [one, ...others])).toContain('1.12 (1.12–1.12). Flat: ±7 % around their mean.');
  });

  it('is not what falls, either', () => {
    const verdict = flatVerdict('CPU', [one, { partitions: 64, values: [50, 100, 200] }]);
    expect(verdict).toContain('Not flat: falls to 0.50, ±33 % around their mean.');
  });
});

describe('flat over all rounds', () => {
  const acks = [10, 10, 20];
  const reference = { partitions: 1, amounts: [10, 10, 20], acks };

  it('counts what fell on one round for what it is of all of them', () => {
    const verdict = flatTotalVerdict('CPU', [reference, { partitions: 12, amounts: [10, 13, 20], acks }]);
    expect(verdict).toBe('CPU, all rounds, against 1: 12: 1.07 (1.00–1.15). Flat: ±4 % around their mean.');
  });

  it('says nothing of what one round is without itself', () => {
    const [one, other] = [1, 4].map((partitions) => ({ partitions, amounts: [10], acks: [10] }));
    expect(flatTotalVerdict('CPU', [one!, other!])).toBe(
      'CPU, all rounds, against 1: 4: 1.00. Flat: ±0 % around their mean.',
    );
  });

  it('does not hold when it is more than a tenth of all', () => {
    const verdict = flatTotalVerdict('CPU', [reference, { partitions: 64, amounts: [10, 10, 30], acks }]);
    expect(verdict).toContain('Not flat: grows to 1.25, ±11 % around their mean.');
  });
});

describe('batches', () => {
  it('are large enough, or say nothing', () => {
    expect(batchVerdict([{ partitions: 1, values: [16, 32] }])).toContain('at least 16 everywhere');
    expect(batchVerdict([one, { partitions: 64, values: [15, 15] }])).toContain('below 16: says nothing');
  });
});

describe('a rate', () => {
  it('is kept by all, or says nothing', () => {
    expect(paceVerdict([one], 204)).toBe('Acks a second: 1: 200 (100–400); the rate was kept.');
    expect(paceVerdict([one, { partitions: 64, values: [199] }], 204)).toContain('below 204: says nothing');
  });
});

describe('even', () => {
  it('holds within a tenth of the share of each', () => {
    const rounds = [
      [540, 460],
      [48, 52],
    ];
    expect(evenVerdict('Commands', rounds)).toBe(
      'Commands: 0.510 (0.480–0.540) and 0.490 (0.460–0.520). Even within 10 %.',
    );
  });

  it('does not hold beyond', () => {
    expect(evenVerdict('Commands', [[7, 5]])).toContain('Not even: 17 % off.');
  });
});

describe('a hot session', () => {
  it('raises what others wait for by a fifth at most, or by more', () => {
    expect(hotVerdict('256 callers', 'none', ratiosWithin([12, 24], [10, 20]))).toContain('Not above 1.2.');
    expect(hotVerdict('256 callers', 'none', ratiosWithin([13, 26], [10, 20]))).toContain(
      '1.30 (1.30–1.30). Above 1.2.',
    );
  });
});
