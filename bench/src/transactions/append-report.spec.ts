/** Transactions are compared with the plain appends of their own round. */
import { describe, expect, it } from '@jest/globals';
import type { Measurement } from '../command-path/pipeline.js';
import type { Append } from '../command-path/pipeline-parts.js';
import { appendRatios, appendTable } from './append-report.js';

function measurement(append: Append, perSecond: number): Measurement {
  return {
    variant: 'topic',
    append,
    partitions: 12,
    callers: 64,
    ingress: { perSecond, p50Ms: 2, p99Ms: 4, acks: 100, resent: 0, requests: { Produce: 10 }, stamps: {} },
    engine: { requests: { EndTxn: 30 }, batches: 10, commands: 100, partitions: 12, stamps: {} },
    shares: [],
    cpuUs: { ingress: 10, engine: 20, broker: 30 },
    threads: {} as Measurement['threads'],
  };
}

const rounds = [
  measurement('plain', 1000),
  measurement('transaction each', 500),
  measurement('transaction shared', 250),
  measurement('transaction shared', 1000),
  measurement('plain', 2000),
  measurement('transaction each', 500),
];

describe('the report of transactions', () => {
  it('gives medians with their spread, and requests of all names', () => {
    const table = appendTable(rounds);
    expect(table).toContain('| 12 | 64 | plain | 1500 (1000–2000) |');
    expect(table).toContain('| 60 (60–60) | 0.400 (0.400–0.400) | 10.0 (10.0–10.0) |');
  });

  it('compares within a round', () => {
    const ratios = appendRatios(rounds);
    expect(ratios).toContain('| 12 | 64 | transaction each | 0.38 (0.25–0.50) |');
    expect(ratios).toContain('| 12 | 64 | transaction shared | 0.38 (0.25–0.50) |');
    expect(ratios).not.toContain('plain');
  });
});
