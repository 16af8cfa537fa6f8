/**
 * Writes checkpoints of the confirmed state: what has changed since the last one, as of one offset, off the hot path. A
 * checkpoint is a shortcut, so a failed write is reported and tried again with the next. Who was fenced off writes again once
 * `SnapshotHold` has taken the writer back.
 */
import { SnapshotFenced, checkpointOf } from '@macp/event-log';
import type { EntitySnapshot, SnapshotChange } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import { checkpointPace } from './checkpoint-pace.js';
import type { CheckpointPace } from './checkpoint-pace.js';
import type { PartitionState } from './partition-state.js';
import { SnapshotHold } from './snapshot-hold.js';
import { entityDigest, toggleDigest } from './state-hash.js';
import type { PartitionParts } from './worker-ports.js';

/**
 * Entities encoded before the event loop gets a turn, and characters of them: a fraction of a millisecond. Every step of
 * every command waits for such a stretch while a checkpoint is made, so its length is what a checkpoint costs others.
 */
const ENCODE_STRIDE = 8;
const ENCODE_STRIDE_CHARS = 64 * 1024;

/** Timers of a longer time would go off at once. */
const RETIREMENT_WAIT_MAX_MS = 86_400_000;

/** What a checkpoint consists of, taken at one moment. Its states are values: later batches do not change them. */
interface Cut<T extends AggregateTypes> {
  readonly checkpoint: SnapshotChange['checkpoint'];
  readonly entities: readonly string[];
  /** Of `entities`, in their order; `undefined` once they have been encoded. */
  readonly states: (T['state'] | undefined)[];
  readonly ended: PartitionState<T>['left'];
  /** Of ended ids that left before, where the snapshot does not have them. */
  readonly hashes: readonly Uint8Array[];
}

/** Nobody waits for this checkpoint any more: what the store has of it does not count. */
class CheckpointAbandoned extends Error {
  override readonly name = 'CheckpointAbandoned';
}

export class Checkpointer<T extends AggregateTypes> {
  private records = 0;
  private cancelTimer: (() => void) | undefined;
  private cancelRetirement: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private retiring: Promise<void> | undefined;
  private abandoned = false;
  /** Left to an owner of a higher generation: nothing is written until the partition is owned here again. */
  private isStandingBy = false;
  private readonly hold: SnapshotHold<T>;
  private readonly pace: CheckpointPace;

  constructor(
    private readonly parts: PartitionParts<T>,
    private readonly state: PartitionState<T>,
  ) {
    this.hold = new SnapshotHold(parts, state);
    this.pace = checkpointPace(parts.partition, parts.limits);
  }

  /** An append of this owner, which means to stay, was just confirmed where it was expected. */
  noteOwned(): void {
    this.isStandingBy = false;
    this.hold.prove();
  }

  /** The partition goes to another owner: a writer that is lost stays lost. */
  leaveWriter(): void {
    this.hold.disprove();
  }

  /** Nothing is written until `noteOwned`. */
  standBy(): void {
    this.isStandingBy = true;
    this.hold.disprove();
    this.cancelTimers();
  }

  /** Hears of `records` more records applied; begins a checkpoint when one is due. */
  note(records: number): void {
    const { clock } = this.parts;
    this.records += records;
    this.relieve();
    const isDue = this.records >= this.pace.records;
    if (isDue && this.hold.isHeld) {
      void this.write();
      return;
    }
    if (isDue) this.retire().catch((cause: unknown) => this.parts.events.checkpointFailed?.({ cause }));
    if (this.cancelTimer === undefined) {
      this.cancelTimer = clock.after(this.pace.intervalMs * this.hold.patience, () => {
        this.cancelTimer = undefined;
        void this.write();
      });
    }
  }

  /** Writes a checkpoint now, unless one is being written; resolves when that is over. Never rejects. */
  write(): Promise<void> {
    if (this.isOver) return Promise.resolve();
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      this.awaitRetirement();
    });
    return this.running;
  }

  /** Begins no further checkpoint, gives no more to the one under way, and resolves when that has ended. */
  async abandon(): Promise<void> {
    this.abandoned = true;
    this.cancelTimers();
    await this.running;
    await this.retiring;
  }

  /** Resolves when no write is under way. */
  async settled(): Promise<void> {
    await this.running;
  }

  private get isOver(): boolean {
    return this.abandoned || this.isStandingBy;
  }

  private cancelTimers(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.cancelRetirement?.();
    this.cancelRetirement = undefined;
  }

  /** What ended leaves after its grace though nothing is recorded any more that a checkpoint would be due for. */
  private awaitRetirement(): void {
    this.cancelRetirement?.();
    this.cancelRetirement = undefined;
    const { oldestEndedAtMs } = this.state;
    if (this.isOver || oldestEndedAtMs === undefined) return;
    const { clock, limits } = this.parts;
    const graceMs = oldestEndedAtMs + limits.endedGraceMs - clock.nowMs();
    const delayMs = Math.min(Math.max(graceMs, this.pace.intervalMs * this.hold.patience), RETIREMENT_WAIT_MAX_MS);
    this.cancelRetirement = clock.after(delayMs, () => {
      this.cancelRetirement = undefined;
      void this.write();
    });
  }

  private async run(): Promise<void> {
    const { clock, events, snapshots, partition } = this.parts;
    this.cancelTimers();
    const startedMs = clock.nowMs();
    let cut: Cut<T> | undefined;
    try {
      await this.retire();
      if (!this.hold.isHeld) {
        await this.hold.takeBack();
        await this.retire();
      }
      if (this.isOver) return;
      cut = this.cut();
      const change = this.changeOf(cut);
      await snapshots.write(partition, change);
      this.hold.written(checkpointOf(change));
      const { checkpoint, entities } = cut;
      events.checkpointed?.({ offset: checkpoint.offset, entities: entities.length, ms: clock.nowMs() - startedMs });
    } catch (cause) {
      if (cut !== undefined) {
        this.giveBack(cut);
        if (cause instanceof SnapshotFenced) this.hold.lose();
      }
      if (!(cause instanceof CheckpointAbandoned)) events.checkpointFailed?.({ cause });
    }
  }

  /**
   * Beyond their bound ended entities leave with the next batch, a portion with each: a checkpoint would find most of those
   * that have ended since the last one, and the collector marks all of them meanwhile.
   */
  private relieve(): void {
    if (this.running !== undefined || this.retiring !== undefined) return;
    this.state.retire({ nowMs: 0, graceMs: Infinity, residentMax: this.parts.limits.endedResidentMax });
  }

  /**
   * Also while nothing can be written: memory has its bounds whatever becomes of the snapshot. Nothing leaves between a cut
   * and the hash that is written with it: while the writer is held, nothing leaves while a checkpoint is under way but what
   * leaves at its beginning, and it waits for that before its cut.
   */
  private retire(): Promise<void> {
    this.records = 0;
    this.retiring ??= this.retireInTurns().finally(() => {
      this.retiring = undefined;
    });
    return this.retiring;
  }

  private async retireInTurns(): Promise<void> {
    const { limits, clock, turns } = this.parts;
    const bounds = { graceMs: limits.endedGraceMs, residentMax: limits.endedResidentMax };
    for (;;) {
      const nowMs = Math.max(clock.nowMs(), this.state.recordedAtMs);
      if (!this.state.retire({ ...bounds, nowMs })) return;
      await turns.next();
      if (this.abandoned) return;
    }
  }

  private cut(): Cut<T> {
    const { state } = this;
    const { log } = this.parts;
    const hashes = this.hold.completeChange();
    const entities = [...state.dirty];
    const states = entities.map((entity) => state.stateOf(entity));
    const ended = state.left;
    state.dirty = new Set();
    state.left = [];
    return {
      checkpoint: {
        offset: state.offset,
        epoch: state.epoch,
        seq: state.seq,
        decidedUpTo: state.decidedUpTo,
        parked: state.parked,
        recordedAtMs: state.recordedAtMs,
        logId: log.logId,
        commandLogId: state.commandLogId,
        partitions: log.partitions,
        outcomes: state.outcomes.all(),
      },
      entities,
      states,
      ended,
      hashes,
    };
  }

  private giveBack(cut: Cut<T>): void {
    for (const entity of cut.entities) if (this.state.entities.has(entity)) this.state.dirty.add(entity);
    this.state.left = [...cut.ended, ...this.state.left];
  }

  private changeOf(cut: Cut<T>): SnapshotChange {
    let stateHash: Uint8Array | undefined;
    return {
      checkpoint: cut.checkpoint,
      puts: this.encoded(cut),
      stateHash: () => (stateHash ??= this.state.stateHash.slice()),
      ended: [...cut.ended, ...cut.hashes.map((idHash) => ({ entity: '', idHash }))],
    };
  }

  /** Each state is forgotten with its portion: batches have replaced many of them since the cut. */
  private async *encoded({ entities, states }: Cut<T>): AsyncGenerator<readonly EntitySnapshot[]> {
    let portion: EntitySnapshot[] = [];
    let chars = 0;
    for (const [at, entity] of entities.entries()) {
      const text = this.parts.aggregate.codec.encodeState(states[at]!);
      states[at] = undefined;
      this.redigest(entity, entityDigest(entity, text));
      portion.push({ entity, state: text });
      chars += text.length;
      if (portion.length < ENCODE_STRIDE && chars < ENCODE_STRIDE_CHARS) continue;
      yield portion;
      portion = [];
      chars = 0;
      await this.parts.turns.next();
      if (this.abandoned) throw new CheckpointAbandoned();
    }
    yield portion;
    if (this.abandoned) throw new CheckpointAbandoned();
  }

  private redigest(entity: string, digest: string): void {
    const resident = this.state.entities.get(entity)!;
    toggleDigest(this.state.stateHash, resident.digest);
    toggleDigest(this.state.stateHash, digest);
    resident.digest = digest;
  }
}
