import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from './text-order.js';

describe('compareText', () => {
  it('orders as the bytes do, where UTF-16 would not', () => {
    expect(['\uffee', '😀'].sort()).toEqual(['😀', '\uffee']);
    expect(compareText('\uffee', '😀')).toBeLessThan(0);
  });

  it('orders any two texts as their bytes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((each) => !/\p{Surrogate}/u.test(each));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 2000 },
    );
  });
});
