/** Time counts for the nearest caller that names a stage. */
import { describe, expect, it } from '@jest/globals';
import { profileSummary, profileTable } from './profile-summary.js';
import type { CpuProfile } from './profile-summary.js';

const frame = (functionName: string, url = '') => ({ functionName, url });

/** A sender that encodes a body and writes it to a socket, and time in no stage. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5, 6, 7, 8, 9] },
    { id: 2, callFrame: frame('submit', 'file:///p/libs/submission/dist/pending-submissions.js'), children: [3] },
    {
      id: 3,
      callFrame: frame('enqueue', 'file:///p/libs/event-log-kafka/dist/kafka-command-queue.js'),
      children: [4],
    },
    { id: 4, callFrame: frame('encode', 'file:///p/libs/records/dist/session-command-codec.js') },
    { id: 5, callFrame: frame('(idle)') },
    { id: 6, callFrame: frame('(program)') },
    { id: 7, callFrame: frame('processTimers', 'node:internal/timers') },
    { id: 8, callFrame: frame('dispatch') },
    { id: 9, callFrame: frame('writeBuffer') },
  ],
  samples: [2, 4, 5, 6, 7, 8, 9],
  timeDeltas: [10, 20, 1000, 5, 5, 500, 10],
};

describe('the summary of a profile', () => {
  it('counts a codec for the stage that uses it', () => {
    expect([...profileSummary(profile)]).toEqual([
      ['commands: encode, gather, decode', 20],
      ['pending submissions', 10],
      ['writing to a socket', 10],
      ['outside JavaScript', 5],
      ["Node's own code", 5],
    ]);
  });

  it('leaves idle time and the profiler out of the shares', () => {
    expect(profileTable(profile, 10)).toContain('| commands: encode, gather, decode | 40 % | 2.0 |');
    expect(profileTable(profile, 10)).not.toContain('not counted');
  });

  it('counts everything that is done for a checkpoint for it, but no collection', () => {
    const nodes = [
      { id: 1, callFrame: frame('(root)'), children: [2] },
      { id: 2, callFrame: frame('run', 'file:///p/libs/partition-worker/dist/checkpointer.js'), children: [3, 4] },
      { id: 3, callFrame: frame('writeBatch', 'file:///p/libs/event-log-kafka/dist/record-batch.js'), children: [5] },
      { id: 4, callFrame: frame('(garbage collector)') },
      { id: 5, callFrame: frame('writeBuffer') },
    ];
    const summary = profileSummary({ nodes, samples: [2, 3, 4, 5], timeDeltas: [1, 2, 4, 8] });
    expect([...summary]).toEqual([
      ['checkpoints', 11],
      ['garbage collection', 4],
    ]);
  });
});
