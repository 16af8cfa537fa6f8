/** The sliding 60-second log (runtime specification §8). */
import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.js';

function world(limit: number, sendersMax?: number) {
  const time = { ms: 1_000_000 };
  return { time, limit: new RateLimit(limit, () => time.ms, sendersMax) };
}

describe('a rate limit', () => {
  it('takes up to the limit within a minute, per sender', () => {
    const { limit } = world(2);
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([true, true, false]);
    expect(limit.take('b')).toBe(true);
  });

  it('slides: each attempt is free again 60 seconds after it was taken, not before', () => {
    const { limit, time } = world(2);
    limit.take('a');
    time.ms += 30_000;
    limit.take('a');
    time.ms += 29_980;
    expect(limit.take('a')).toBe(false);
    time.ms += 20;
    expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
  });

  it('does not record what it refused', () => {
    const { limit, time } = world(1);
    limit.take('a');
    for (let i = 0; i < 59; i++) {
      time.ms += 1000;
      expect(limit.take('a')).toBe(false);
    }
    time.ms += 1000;
    expect(limit.take('a')).toBe(true);
  });

  it('counts exactly over a long random run', () => {
    const seed = Date.now() % 2 ** 31;
    process.stdout.write(`rate limit seed ${seed}\n`);
    let state = seed;
    const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
    const { limit, time } = world(50);
    const taken: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      // In whole grains, so that the plain model below means the same moments.
      time.ms += Math.floor(random() * random() * 400) * 10;
      const expected = taken.filter((at) => at > time.ms - 60_000).length < 50;
      expect(limit.take('a')).toBe(expected);
      if (expected) taken.push(time.ms);
      if (taken.length > 100) taken.shift();
    }
  });

  it('forgets senders that were idle for a minute', () => {
    const { limit, time } = world(5);
    for (let i = 0; i < 1000; i++) limit.take(`early-${i}`);
    time.ms += 61_000;
    for (let i = 0; i < 1000; i++) limit.take(`late-${i}`);
    expect(limit.senders).toBe(1000);
  });

  it('remembers no more senders than its bound', () => {
    const { limit } = world(5, 10);
    for (let i = 0; i < 1000; i++) limit.take(`sender-${i}`);
    expect(limit.senders).toBeLessThanOrEqual(10);
  });

  it('keeps those who are active', () => {
    const { limit, time } = world(1);
    for (let i = 0; i < 100; i++) {
      limit.take('steady');
      limit.take(`other-${i}`);
      time.ms += 100;
    }
    expect(limit.take('steady')).toBe(false);
  });
});
