/**
 * The snapshot port: per partition the state of its entities as of a checkpoint of the log. A snapshot is a shortcut,
 * never an authority: recovery reads the newest checkpoint and then the log's tail, and without a usable checkpoint the
 * whole log.
 */
import type { Checkpoint, CheckpointSource } from './batch-record.js';

/** Canonical state of one entity as of the checkpoint it is written with, or of an older one. */
export interface EntitySnapshot {
  readonly entity: string;
  readonly state: string;
}

/**
 * One atomic change of a partition's snapshot: all of it becomes visible, or nothing. It is a stream, so that a snapshot of any
 * size takes no more memory than its writer has on the way.
 */
export interface SnapshotChange {
  /** Where it stands. The hash of the states is known when the last of them was taken. */
  readonly checkpoint: Omit<CheckpointSource, 'stateHash'>;
  /** Portions made as they are asked for, once, an entity at most once. If asking fails, the write fails with that cause. */
  readonly puts: AsyncIterable<readonly EntitySnapshot[]>;
  /** Asked for when all of `puts` have been taken. */
  readonly stateHash: () => Uint8Array;
  /** Entities that left memory for good: their state goes, the 16-byte hash of their id stays. '' where only that is known. */
  readonly ended: readonly { readonly entity: string; readonly idHash: Uint8Array }[];
}

/** The checkpoint of a change of which all states have been taken. */
export function checkpointOf(change: SnapshotChange): CheckpointSource {
  return { ...change.checkpoint, stateHash: change.stateHash() };
}

/** Another process has taken the writing over: what this one would write may be out of date. */
export class SnapshotFenced extends Error {
  override readonly name = 'SnapshotFenced';
}

export interface SnapshotStore {
  /**
   * The newest checkpoint that was written completely. Where several processes share the store, reading it fences off the
   * writes of whoever read it before: only the newest reader builds on what is there.
   */
  checkpoint(partition: number): Promise<Checkpoint | undefined>;
  /** Every entity snapshot of that checkpoint, in no particular order. */
  entities(partition: number): AsyncIterable<readonly EntitySnapshot[]>;
  /** Hashes of all ids that ended and left. */
  endedIds(partition: number): AsyncIterable<readonly Uint8Array[]>;
  /** @throws SnapshotFenced somebody has read the checkpoint since, or this process never could: it has to read it first */
  write(partition: number, change: SnapshotChange): Promise<void>;
}
