/** The order of texts is that of their UTF-8 bytes. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareUtf8 } from './utf8-order.js';

describe('compareUtf8', () => {
  it('orders as the bytes do, where UTF-16 would not', () => {
    expect(['\uffee', '😀'].sort()).toEqual(['😀', '\uffee']);
    expect(compareUtf8('\uffee', '😀')).toBeLessThan(0);
  });

  it('orders any two texts as their bytes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((each) => !/\p{Surrogate}/u.test(each));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 2000 },
    );
  });
});
