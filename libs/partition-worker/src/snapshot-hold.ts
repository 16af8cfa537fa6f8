/**
 * An owner's hold on the writer of its partition's snapshot. Whoever reads the checkpoint takes the writer away, also a
 * woken zombie and a candidate that then yields; the owner takes it back, so that recovery does not grow without bound.
 *
 * Why that never replaces a newer owner's checkpoint: a newer owner writes nothing below its CLAIM, its CLAIM lies above
 * everything that was ever confirmed here, and what is stored is read after the writer was taken and before anything is
 * written. So a newer checkpoint has an offset above the confirmed one and is left alone; if the newer owner takes the
 * writer after the look, the write here is refused. What can still be written late is a correct fold of the log at a lower
 * offset where the newer owner had not written yet, which costs records to read, never what they say. The writer is
 * taken only after an append confirmed since the loss was noticed, and behind a newer CLAIM none is: an owner that was
 * replaced takes it back at most once. Pauses double as long as it is lost again and again.
 */
import { CorruptRecord, SnapshotFenced, UnknownFormat } from '@macp/event-log';
import type { Checkpoint } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import { EndedIds, endedIdHash } from './ended-ids.js';
import type { CheckpointPlace, PartitionState } from './partition-state.js';
import type { PartitionParts } from './worker-ports.js';

/** Ended ids looked at before the event loop gets a turn. */
const STRIDE = 1_024;
const DOUBLINGS_MAX = 4;

/** What is stored that this owner did not build on. */
interface Foreign {
  /** Entities that had ended and left here before. */
  readonly gone: PartitionState<AggregateTypes>['left'];
  /** Of ended ids that are not stored. */
  readonly missing: readonly Uint8Array[];
}

export class SnapshotHold<T extends AggregateTypes> {
  /** `unreadable`: taken back, but whose checkpoint is stored can only the next append tell. */
  private status: 'held' | 'lost' | 'unreadable' = 'held';
  /** Invariant: an append was confirmed since the status became what it is. */
  private isProved = false;
  private losses = 0;
  /** Taken back, and nothing written since. */
  private isFresh = false;
  private foreign: Foreign | undefined;

  constructor(
    private readonly parts: PartitionParts<T>,
    private readonly state: PartitionState<T>,
  ) {}

  get isHeld(): boolean {
    return this.status === 'held';
  }

  /** How many times the ordinary pause the next checkpoint waits. */
  get patience(): number {
    return this.isHeld ? 1 : 2 ** Math.min(Math.max(0, this.losses - 1), DOUBLINGS_MAX);
  }

  /** An append of this owner was confirmed where it was expected. */
  prove(): void {
    this.isProved = true;
  }

  disprove(): void {
    this.isProved = false;
  }

  /** Somebody has taken the writer. */
  lose(): void {
    this.status = 'lost';
    this.isProved = false;
    this.isFresh = false;
    this.foreign = undefined;
    this.losses += 1;
  }

  /** The snapshot is what this owner wrote. */
  written(checkpoint: CheckpointPlace): void {
    this.state.base = checkpointPlace(checkpoint);
    this.foreign = undefined;
    // A writer that is lost with every second checkpoint is contended, too.
    if (this.isFresh) this.isFresh = false;
    else this.losses = 0;
  }

  /**
   * Takes the writer back, and finds out what the next change has to say.
   *
   * @throws SnapshotFenced not proved since, or the stored checkpoint is a newer owner's
   * @throws CorruptRecord, UnknownFormat what is stored is of no use: it is replaced after one more confirmed append
   * @throws whatever the store does when it cannot be reached
   */
  async takeBack(): Promise<void> {
    const { events, partition } = this.parts;
    if (!this.isProved) throw new SnapshotFenced(`the snapshot of partition ${partition} has another writer`);
    if (this.status === 'lost') await this.look();
    this.status = 'held';
    this.isFresh = true;
    events.snapshotTakenBack?.({ isWhole: this.foreign !== undefined });
  }

  /**
   * Over a snapshot that is another's, everything is a change: every entity is put, what is not resident goes, and hashes of
   * ended ids that it lacks are returned. Runs at the moment of the cut.
   */
  completeChange(): readonly Uint8Array[] {
    const { foreign, state } = this;
    if (foreign === undefined) return [];
    state.dirty = new Set(state.entities.keys());
    const known = new Set(state.left.map(({ entity }) => entity));
    for (const gone of foreign.gone) if (!known.has(gone.entity)) state.left.push(gone);
    return foreign.missing;
  }

  private async look(): Promise<void> {
    const { partition, snapshots, log } = this.parts;
    let stored: Checkpoint | undefined;
    try {
      stored = await snapshots.checkpoint(partition);
    } catch (cause) {
      if (cause instanceof CorruptRecord || cause instanceof UnknownFormat) {
        // A newer owner's checkpoint may be what cannot be read: only an append after the look rules that out.
        this.isProved = false;
        this.foreign = { gone: [], missing: await this.missingFrom(new EndedIds()) };
        this.status = 'unreadable';
      }
      throw cause;
    }
    if (isSame(stored, this.state.base)) return;
    if (stored !== undefined && (stored.offset > this.state.offset || stored.logId !== log.logId)) {
      this.lose();
      throw new SnapshotFenced(`the snapshot of partition ${partition} is of offset ${stored.offset} already`);
    }
    this.foreign = await this.compare();
  }

  /**
   * What is stored stands below the confirmed offset: whatever of it is not resident has ended, and never comes back. What
   * leaves after it was looked at is in the next change as well, as all that leaves.
   */
  private async compare(): Promise<Foreign> {
    const { partition, snapshots, turns } = this.parts;
    const gone: PartitionState<T>['left'] = [];
    const ended = new EndedIds();
    for await (const chunk of snapshots.entities(partition)) {
      for (const { entity } of chunk) {
        if (!this.state.entities.has(entity)) gone.push({ entity, idHash: endedIdHash(entity) });
      }
      await turns.next();
    }
    for await (const hashes of snapshots.endedIds(partition)) {
      for (const idHash of hashes) ended.addHash(idHash);
      await turns.next();
    }
    return { gone, missing: await this.missingFrom(ended) };
  }

  /** Of the ended ids here. Those that come meanwhile are in the next change anyway. */
  private async missingFrom(stored: EndedIds): Promise<Uint8Array[]> {
    const missing: Uint8Array[] = [];
    let seen = 0;
    for (const idHash of this.state.endedIds.hashes()) {
      if (!stored.hasHash(idHash)) missing.push(idHash);
      seen += 1;
      if (seen % STRIDE === 0) await this.parts.turns.next();
    }
    return missing;
  }
}

export function checkpointPlace({ offset, epoch, seq, stateHash }: CheckpointPlace): CheckpointPlace {
  return { offset, epoch, seq, stateHash };
}

function isSame(left: CheckpointPlace | undefined, right: CheckpointPlace | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.offset === right.offset &&
    left.epoch === right.epoch &&
    left.seq === right.seq &&
    left.stateHash.length === right.stateHash.length &&
    left.stateHash.every((byte, at) => byte === right.stateHash[at])
  );
}
