/** Rounds are compared with themselves, and stages begin where the one before ends. */
import { describe, expect, it } from '@jest/globals';
import { comparisonTable, ratioTable, stageTable, stagesOf } from './comparison-report.js';
import type { Measurement } from './pipeline.js';
import type { Variant } from './pipeline-parts.js';

function measurement(variant: Variant, perSecond: number): Measurement {
  return {
    variant,
    partitions: 12,
    callers: 64,
    ingress: {
      perSecond,
      p50Ms: 2,
      p99Ms: 4,
      acks: 100,
      resent: 0,
      requests: variant === 'topic' ? { Produce: 100 } : {},
      stamps: {
        answered: { submitted: 1000, enqueued: 1500, answered: 5000 },
        unanswered: { submitted: 1000, enqueued: 0, answered: 0 },
      },
    },
    engine: {
      requests: { Produce: 50, Fetch: 20 },
      batches: 10,
      commands: 100,
      partitions: 12,
      stamps: { answered: { taken: 2000, appending: 2500, durable: 4000 } },
    },
    append: 'plain',
    shares: [],
    cpuUs: { ingress: 10, engine: 20, broker: 30 },
    threads: {} as Measurement['threads'],
  };
}

const rounds = [
  measurement('topic', 1000),
  measurement('owner', 2000),
  measurement('owner', 3000),
  measurement('topic', 3000),
];

describe('the report of the comparison', () => {
  it('gives medians with their spread, and requests of both processes', () => {
    const [, , topic, owner] = comparisonTable(rounds).split('\n');
    expect(topic).toContain('| 12 | 64 | topic | 2000 (1000–3000) |');
    expect(topic).toContain('| 60 (60–60) | 1.500 (1.500–1.500) | 0.200 (0.200–0.200) | 10.0 (10.0–10.0) |');
    expect(owner).toContain('| 12 | 64 | owner | 2500 (2000–3000) |');
  });

  it('compares within a round', () => {
    expect(ratioTable(rounds)).toContain('| 12 | 64 | 1.50 (1.00–2.00) |');
  });

  it('divides the time of a command, and leaves out what was not answered', () => {
    expect(stagesOf(rounds[0]!)).toEqual({
      'produce answered': [500],
      'to the engine': [1000],
      'decide and encode': [500],
      'append to events': [1500],
      'outcome to the caller': [1000],
      all: [4000],
    });
    expect(stageTable(rounds)).toContain('| 12 | 64 | topic | 0.50 (0.50–0.50) | 1.00 (1.00–1.00) |');
  });
});
