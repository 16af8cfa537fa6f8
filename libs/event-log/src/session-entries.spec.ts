/** Entries of a session are unique and ascending, in whatever order they arrive. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SessionEntries } from './session-entries.js';

describe('SessionEntries', () => {
  it('holds what a sorted map would, the later of two entries of one ordinal', () => {
    const put = fc.record({ ordinal: fc.integer({ min: 1, max: 12 }), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(put), fc.nat(12), fc.nat(5), (puts, after, limit) => {
        const entries = new SessionEntries();
        const model = new Map<number, number>();
        for (const { ordinal, value } of puts) {
          entries.put({ ordinal, bytes: Uint8Array.of(value) });
          model.set(ordinal, value);
        }
        const sorted = [...model].sort(([a], [b]) => a - b);
        expect(entries.lastOrdinal).toBe(sorted.at(-1)?.[0] ?? 0);
        const found = entries.after(after, limit).map(({ ordinal, bytes }) => [ordinal, bytes[0]]);
        expect(found).toEqual(sorted.filter(([ordinal]) => ordinal > after).slice(0, limit));
      }),
    );
  });
});
