/** What a partition worker lets be observed. It logs nothing itself: telemetry hangs on this listener. */

export interface WorkerEvents {
  /** The worker's CLAIM is in the log at `offset`. */
  claimed(event: { readonly epoch: string; readonly offset: number; readonly generation: number }): void;
  /** Everything up to the own CLAIM is applied; serving begins. `restored`: from the snapshot or the whole log. */
  recovered(event: { readonly records: number; readonly ms: number; readonly restored: boolean }): void;
  batchAppended(event: {
    readonly commands: number;
    readonly facts: number;
    readonly bytes: number;
    readonly waitMs: number;
  }): void;
  /** The next owner's CLAIM is in the log: nothing is decided here any more. */
  handedOver(event: {
    readonly owner: string;
    readonly epoch: string;
    readonly generation: number;
    readonly offset: number;
  }): void;
  /** Somebody else's CLAIM, or a stray record, lies before the batch just appended: nothing of it was answered. */
  fenced(event: { readonly expectedOffset: number; readonly offset: number }): void;
  /** A CLAIM of a higher generation is in the log: the worker waits until its own generation has changed. */
  yielded(event: { readonly generation: number; readonly generationSeen: number }): void;
  /** The result of an append is unknown; the worker claims again. */
  appendUnknown(event: { readonly record: 'claim' | 'batch'; readonly cause: unknown }): void;
  /** A read or a CLAIM is tried again after a pause. */
  logRetried(event: { readonly cause: unknown; readonly pauseMs: number }): void;
  /** The log refused a record as too large: the batch is split, or its only command fails. */
  batchSplit(event: { readonly commands: number }): void;
  parked(event: { readonly commandOffset: number; readonly parked: number }): void;
  /** A command was dropped unevaluated because its `expires_at` had passed. */
  commandExpired(event: { readonly commandOffset: number }): void;
  /** A re-sent command got its recorded outcome. */
  outcomeRepeated(event: { readonly commandOffset: number }): void;
  /** A parked command is not in the queue any more and cannot be answered. */
  commandLost(event: { readonly commandOffset: number }): void;
  checkpointed(event: { readonly offset: number; readonly entities: number; readonly ms: number }): void;
  checkpointFailed(event: { readonly cause: unknown }): void;
  /** Checkpoints can be written again that somebody else had fenced off. `isWhole`: not as additions to what was there. */
  snapshotTakenBack(event: { readonly isWhole: boolean }): void;
  /** A checkpoint is not what it says; the log decides. */
  checkpointRejected(event: { readonly reason: string; readonly cause?: unknown }): void;
  /** The partition has stopped: what broke would go on breaking. */
  failed(event: { readonly cause: unknown }): void;
}
