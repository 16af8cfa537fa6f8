/**
 * The snapshot store of the simulated world. Who reads the checkpoint fences whoever read it before, as the transactional
 * id of a compacted topic does; writes fail now and then, and the whole snapshot can be lost.
 */
import { MemorySnapshotStore } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore } from '@macp/event-log';
import type { Random } from './random.js';
import type { SimProcess } from './sim-process.js';
import type { Sometimes } from './sometimes.js';

export interface SnapshotFaults {
  writeFailureRate: number;
}

export class SimSnapshotStore {
  contents = new MemorySnapshotStore(1);
  /** Invariant: only the holder of the newest fence may write. */
  fence = 0;
  writes = 0;

  constructor(readonly faults: SnapshotFaults) {}

  lose(): void {
    this.contents = new MemorySnapshotStore(1);
    this.fence += 1;
  }
}

export class SimSnapshots implements SnapshotStore {
  private fence = -1;
  /** What was there when the checkpoint was read: a snapshot is lost as a whole, not between two reads of one. */
  private contents: MemorySnapshotStore | undefined;
  private writesBefore = 0;

  constructor(
    private readonly store: SimSnapshotStore,
    private readonly process: SimProcess,
    private readonly parts: { readonly random: Random; readonly sometimes: Sometimes },
  ) {}

  async checkpoint(partition: number): Promise<Checkpoint | undefined> {
    await this.roundTrip();
    this.fence = this.store.fence += 1;
    this.contents = this.store.contents;
    this.writesBefore = this.store.writes;
    return this.contents.checkpoint(partition);
  }

  /** Somebody has written since the checkpoint was read: what is read of its entities may not belong to it. */
  get isOvertaken(): boolean {
    return this.writesBefore !== this.store.writes;
  }

  entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    return this.contents!.entities(partition);
  }

  endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    return this.contents!.endedIds(partition);
  }

  async write(partition: number, change: SnapshotChange): Promise<void> {
    await this.roundTrip();
    if (this.fence !== this.store.fence) throw new Error('fenced');
    if (this.parts.random.chance(this.store.faults.writeFailureRate)) throw new Error('the write failed');
    if (change.ended.length > 0) this.parts.sometimes.note('ended entity left memory');
    this.store.writes += 1;
    await this.store.contents.write(partition, change);
  }

  private roundTrip(): Promise<void> {
    return new Promise((resolve) => {
      this.process.later(this.parts.random.between(0, 5), resolve);
    });
  }
}
