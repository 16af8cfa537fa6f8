/** Passes are told by their processor time, and the claim is judged by their median. */
import { describe, expect, it } from '@jest/globals';
import { replayTable, replayVerdict } from './replay-report.js';
import type { Pass } from './replay-report.js';

function pass(isHashed: boolean, cpuMs: number): Pass {
  return { isHashed, sessions: 100, events: 1_000, hashes: isHashed ? 110 : 0, cpuMs, wallMs: 2 * cpuMs };
}

describe('the report of replay', () => {
  it('gives medians with their spread, with hashes and without', () => {
    const table = replayTable([pass(true, 10), pass(false, 5), pass(true, 8), pass(true, 20)]);

    const hashed = '| 100000 (50000–125000) | 10.00 (8.00–20.00) | 50000 (25000–62500) |';
    expect(table).toContain(`| with hashes | 100 | 1000 | 110 ${hashed}`);
    expect(table).toContain('| without | 100 | 1000 | 0 | 200000 (200000–200000) |');
  });

  it('says that the claim holds by the median of passes with hashes', () => {
    expect(replayVerdict([pass(true, 10), pass(true, 8), pass(true, 20), pass(false, 50)])).toMatch(/\. Holds\.$/);
  });

  it('says by how much it does not', () => {
    const verdict = replayVerdict([pass(true, 20), pass(false, 1)]);

    expect(verdict).toMatch(/50000 \(50000–50000\)\. Does not hold: 50 % too few\.$/);
  });
});
