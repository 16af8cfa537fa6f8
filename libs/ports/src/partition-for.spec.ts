import { describe, expect, it } from '@jest/globals';
import { murmur2, partitionFor } from './partition-for.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('murmur2', () => {
  // The table of Apache Kafka's own UtilsTest.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %p as the Java client does', (text, hash) => {
    expect(murmur2(bytes(text))).toBe(hash);
  });
});

describe('partitionFor', () => {
  it('stays within the partitions, for negative hashes too', () => {
    for (let i = 0; i < 1000; i += 1) {
      const partition = partitionFor(`session-${i}`, 12);
      expect(partition).toBeGreaterThanOrEqual(0);
      expect(partition).toBeLessThan(12);
    }
  });

  it('spreads keys over all partitions', () => {
    const seen = new Set(Array.from({ length: 500 }, (_, i) => partitionFor(`session-${i}`, 12)));
    expect(seen.size).toBe(12);
  });
});
