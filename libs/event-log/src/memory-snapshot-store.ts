/**
 * Snapshots in memory: for `MACP_MEMORY_ONLY=1`, tests and simulation. A write is visible as a whole or not at all, and
 * the hash of an ended id is kept for good, in little more than its 16 bytes.
 */
import type { Checkpoint } from './batch-record.js';
import { partitionAt } from './log-bounds.js';
import type { EntitySnapshot, SnapshotChange, SnapshotStore } from './snapshot-store.js';
import { wholeChange } from './whole-change.js';
import type { WholeChange } from './whole-change.js';

const CHUNK_ENTRIES = 256;

class MemorySnapshot {
  checkpoint: Checkpoint | undefined;
  readonly states = new Map<string, string>();
  /** Hashes as one character per byte. */
  readonly ended = new Set<string>();
}

export class MemorySnapshotStore implements SnapshotStore {
  readonly #snapshots: readonly MemorySnapshot[];

  constructor(partitions: number) {
    this.#snapshots = Array.from({ length: partitions }, () => new MemorySnapshot());
  }

  async checkpoint(partition: number): Promise<Checkpoint | undefined> {
    return partitionAt(this.#snapshots, partition).checkpoint;
  }

  async *entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    const states = [...partitionAt(this.#snapshots, partition).states];
    for (let from = 0; from < states.length; from += CHUNK_ENTRIES) {
      yield states.slice(from, from + CHUNK_ENTRIES).map(([entity, state]) => ({ entity, state }));
    }
  }

  async *endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    const hashes = [...partitionAt(this.#snapshots, partition).ended];
    for (let from = 0; from < hashes.length; from += CHUNK_ENTRIES) {
      yield hashes.slice(from, from + CHUNK_ENTRIES).map((hash) => Buffer.from(hash, 'latin1'));
    }
  }

  async write(partition: number, change: SnapshotChange): Promise<void> {
    this.apply(partition, await wholeChange(change));
  }

  /** As `write`, of what has been taken as a whole: it is there when the call returns. */
  apply(partition: number, { checkpoint, puts, ended }: WholeChange): void {
    const snapshot = partitionAt(this.#snapshots, partition);
    for (const { entity, state } of puts) snapshot.states.set(entity, state);
    for (const { entity, idHash } of ended) {
      snapshot.states.delete(entity);
      snapshot.ended.add(Buffer.from(idHash).toString('latin1'));
    }
    snapshot.checkpoint = checkpoint;
  }
}
