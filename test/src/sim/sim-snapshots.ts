/**
 * The snapshots of the simulated world, one store per partition. Who reads the checkpoint fences whoever read it before,
 * as the transactional id of a compacted topic does; writes fail, and may be there all the same; and the whole snapshot
 * can be lost or be an old one again.
 */
import { MemorySnapshotStore, SnapshotFenced, wholeChange } from '@macp/event-log';
import type { Checkpoint, EntitySnapshot, SnapshotChange, SnapshotStore, WholeChange } from '@macp/event-log';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';

export interface SnapshotFaults {
  writeFailureRate: number;
}

export class SimSnapshotStore {
  contents = new MemorySnapshotStore(1);
  /** Invariant: only the holder of the newest fence may write. */
  fence = 0;
  writes = 0;
  /** Invariant: `contents` is the result of these. */
  private changes: WholeChange[] = [];

  constructor(readonly faults: SnapshotFaults) {}

  get checkpoints(): number {
    return this.changes.length;
  }

  apply(change: WholeChange): void {
    this.writes += 1;
    this.changes.push(change);
    this.contents.apply(0, change);
  }

  /** Goes back to what the first `kept` writes made; 0 loses everything. */
  fallBack(kept: number): void {
    this.fence += 1;
    this.contents = new MemorySnapshotStore(1);
    this.changes = this.changes.slice(0, kept);
    for (const change of this.changes) this.contents.apply(0, change);
  }
}

const ROUND_TRIP_MS = 5;
const SLOW_WRITE_MS = 200;

/** What a process knows of one partition's snapshot. */
interface Held {
  fence: number;
  /** What was there when the checkpoint was read: a snapshot is lost as a whole, not between two reads of one. */
  contents: MemorySnapshotStore;
  writesBefore: number;
}

/** One process's client of the snapshots. */
export class SimSnapshots implements SnapshotStore {
  private readonly held = new Map<number, Held>();

  constructor(
    private readonly stores: readonly SimSnapshotStore[],
    private readonly process: SimProcess,
    private readonly context: SimContext,
  ) {}

  async checkpoint(partition: number): Promise<Checkpoint | undefined> {
    await this.roundTrip();
    const store = this.stores[partition]!;
    const fence = (store.fence += 1);
    this.held.set(partition, { fence, contents: store.contents, writesBefore: store.writes });
    return store.contents.checkpoint(0);
  }

  /** Somebody has written since the checkpoint was read: what is read of its entities may not belong to it. */
  isOvertaken(partition: number): boolean {
    return this.held.get(partition)?.writesBefore !== this.stores[partition]!.writes;
  }

  entities(partition: number): AsyncIterable<readonly EntitySnapshot[]> {
    return this.held.get(partition)!.contents.entities(0);
  }

  endedIds(partition: number): AsyncIterable<readonly Uint8Array[]> {
    return this.held.get(partition)!.contents.endedIds(0);
  }

  async write(partition: number, change: SnapshotChange): Promise<void> {
    const { random, sometimes, trace } = this.context;
    const store = this.stores[partition]!;
    const fenceBefore = store.fence;
    const whole = await wholeChange(change);
    await this.roundTrip(random.chance(0.1) ? SLOW_WRITE_MS : ROUND_TRIP_MS);
    const fence = this.held.get(partition)?.fence;
    if (fence !== store.fence) {
      if (fence === fenceBefore) sometimes.note('takeover during a checkpoint');
      throw new SnapshotFenced('somebody else has read the checkpoint');
    }
    const fails = random.chance(store.faults.writeFailureRate);
    if (fails && random.chance(0.5)) {
      sometimes.note('failed checkpoint write was not there');
      throw new Error('the write failed');
    }
    if (change.ended.length > 0) sometimes.note('ended session left memory');
    trace.add(() => `checkpoint of offset ${change.checkpoint.offset} of partition ${partition}`);
    store.apply(whole);
    if (!fails) return;
    sometimes.note('failed checkpoint write was there');
    throw new Error('nobody knows whether it was written');
  }

  private roundTrip(most = ROUND_TRIP_MS): Promise<void> {
    return new Promise((resolve) => {
      this.process.later(this.context.random.between(0, most), resolve);
    });
  }
}
