/** Bounds of one partition worker: what keeps a batch, the waiting commands and the resident entities finite. */

export interface WorkerLimits {
  /** Commands and due timers decided in one batch. */
  readonly commandsPerBatchMax: number;
  /** Encoded facts and outcomes of one batch; a single command may exceed it. */
  readonly batchBytesMax: number;
  /** Commands taken from the queue and not decided: beyond, the queue is left alone until half of them are gone. */
  readonly intakeMax: number;
  /** As `intakeMax`, of the bytes of their bodies. */
  readonly intakeBytesMax: number;
  /** Commands that wait for an answer, or behind one that does; at the bound no new command is taken. */
  readonly parkedMax: number;
  /** A question without an answer by then has none. */
  readonly questionTimeoutMs: number;
  /** An ended entity stays resident this long. */
  readonly endedGraceMs: number;
  /** Ended entities resident at most; the oldest leave first. */
  readonly endedResidentMax: number;
  /** Confirmed batches after which a checkpoint is due; on some partitions up to a quarter earlier. */
  readonly checkpointRecords: number;
  /** Time after which a checkpoint of what has changed is due; on some partitions up to a quarter earlier. */
  readonly checkpointIntervalMs: number;
  /** Records read from the log at once while recovering. */
  readonly readRecordsMax: number;
  /** Recovery gives the event loop a turn at least this often. */
  readonly recoveryYieldMs: number;
  /**
   * A partition that goes to another owner is served for at most this long until that one has claimed it; and one that is
   * left to an owner of a higher generation is claimed all the same when it is still assigned here after as long.
   */
  readonly handOverMs: number;
  /** First pause after a CLAIM or a read whose result is unknown; doubles up to `retryPauseMaxMs`. */
  readonly retryPauseMs: number;
  readonly retryPauseMaxMs: number;
}

export const DEFAULT_WORKER_LIMITS: WorkerLimits = {
  commandsPerBatchMax: 512,
  batchBytesMax: 512 * 1024,
  intakeMax: 16_384,
  intakeBytesMax: 16 * 1024 * 1024,
  parkedMax: 1024,
  questionTimeoutMs: 5_000,
  endedGraceMs: 600_000,
  endedResidentMax: 10_000,
  checkpointRecords: 10_000,
  checkpointIntervalMs: 30_000,
  readRecordsMax: 256,
  recoveryYieldMs: 15,
  handOverMs: 15_000,
  retryPauseMs: 10,
  retryPauseMaxMs: 1_000,
};
