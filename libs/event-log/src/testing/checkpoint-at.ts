/** A checkpoint of which nothing matters to a spec but where it stands. */
import type { Checkpoint } from '../batch-record.js';

/** Of a log with so many partitions, at `offset`: nothing parked, no outcomes. */
export function checkpointAt(offset: number, partitions: number): Checkpoint {
  return {
    offset,
    epoch: 'E1',
    seq: offset,
    decidedUpTo: offset,
    parked: [],
    recordedAtMs: 1_700_000_000_000,
    stateHash: new Uint8Array(32),
    logId: 'log-0',
    commandLogId: 'queue-0',
    partitions,
    outcomes: [],
  };
}
