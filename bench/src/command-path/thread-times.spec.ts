/** Threads are told apart by what they are for, and together have what the process has. */
import { describe, expect, it } from '@jest/globals';
import { usageOf } from '../contender.js';
import { brokerKind, brokerTimes, nodeTimes, timesBetween } from './thread-times.js';

const TICK_MS = 10;

function work(ms: number): void {
  const before = process.cpuUsage();
  for (let spent = 0; spent < ms;) {
    const { user, system } = process.cpuUsage(before);
    spent = (user + system) / 1000;
  }
}

describe('the threads of a process of Node', () => {
  it('are the main one, which has what it works, and its helpers', () => {
    const before = nodeTimes(process.pid);
    work(10 * TICK_MS);
    const { main, helpers } = timesBetween(before, nodeTimes(process.pid));
    expect(main).toBeGreaterThanOrEqual(5 * TICK_MS);
    expect(helpers).toBeLessThan(main);
  });

  it('have no more than the process', () => {
    const { main, helpers } = nodeTimes(process.pid);
    expect(main + helpers).toBeLessThanOrEqual(usageOf(process.pid).cpuMs);
  });
});

describe('the threads of a broker', () => {
  it.each([
    ['C2 CompilerThre', 'compilers'],
    ['C1 CompilerThre', 'compilers'],
    ['data-plane-kafk', 'requests'],
    ['G1 Conc#0', 'collector'],
    ['GC Thread#1', 'collector'],
    ['VM Thread', 'collector'],
    ['kafka-1-raft-io', 'rest'],
    ['Sweeper thread', 'rest'],
  ])('%s: %s', (name, kind) => {
    expect(brokerKind(name)).toBe(kind);
  });

  it('are all counted', () => {
    const { requests, compilers, collector, rest } = brokerTimes(process.pid);
    const { main, helpers } = nodeTimes(process.pid);
    expect([requests, compilers, collector]).toEqual([0, 0, 0]);
    expect(rest).toBeGreaterThanOrEqual(main + helpers - TICK_MS);
  });
});
