/**
 * Builds a partition's confirmed state from the newest usable checkpoint and the log's tail, or from the whole log. The
 * log decides: a checkpoint that is torn or mixed is reported and ignored, while a log that does not have what was
 * confirmed, or is another log, is an alarm (ADR 0002).
 */
import { ClaimedLogReader, LogCorruption, LogMismatch, OffsetOutOfRange, decodeRecord, seqOf } from '@macp/event-log';
import type { Checkpoint, LogPosition, LogRecord } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import type { OwnEpochs } from './own-epochs.js';
import { PartitionState } from './partition-state.js';
import { checkpointPlace } from './snapshot-hold.js';
import { retryPauseMs } from './run.js';
import type { Run } from './run.js';
import { STATE_HASH_BYTES, entityDigest } from './state-hash.js';
import type { PartitionParts } from './worker-ports.js';

const SNAPSHOT_ATTEMPTS = 3;
/** Snapshots restored between two looks at the clock. */
const RESTORE_STRIDE = 32;

/** What reading a stretch of the log has met. */
export interface CaughtUp {
  readonly records: number;
  /** A CLAIM that is none of `ownEpochs`. */
  readonly foreignClaim: boolean;
}

export class Recovery<T extends AggregateTypes> {
  private yieldedAtMs = 0;

  constructor(private readonly parts: PartitionParts<T>) {}

  /** State of the newest usable checkpoint, or the empty state. @throws LogMismatch, LogCorruption, RunCancelled */
  async restore(run: Run): Promise<PartitionState<T>> {
    const { events, aggregate } = this.parts;
    for (let attempt = 1; attempt <= SNAPSHOT_ATTEMPTS; attempt += 1) {
      run.check();
      try {
        const checkpoint = await this.parts.snapshots.checkpoint(this.parts.partition);
        if (checkpoint === undefined) break;
        await this.verifyPlace(checkpoint, run);
        const state = await this.load(checkpoint, run);
        if (state !== undefined) return state;
        break;
      } catch (cause) {
        // Whoever was called off has not failed, whatever its last call came to.
        run.check();
        if (isAlarm(cause)) throw cause;
        events.checkpointRejected?.({ reason: 'unreadable', cause });
        if (attempt < SNAPSHOT_ATTEMPTS) await run.pause(retryPauseMs(attempt, this.parts.limits, 'snapshot'));
      }
    }
    return new PartitionState(aggregate);
  }

  /** Applies every record from the state's position to below `until`. @throws what stops a partition, or RunCancelled */
  async catchUp(
    state: PartitionState<T>,
    until: number,
    owner: {
      readonly ownEpochs: OwnEpochs;
      readonly run: Run;
      /** Ended entities resident at most; `Infinity` where whoever wrote the records may have kept more. */
      readonly endedResidentMax: number;
    },
  ): Promise<CaughtUp> {
    const { limits, log, partition } = this.parts;
    const reader = new ClaimedLogReader({
      partition,
      partitions: log.partitions,
      logId: log.logId,
      ...(state.offset < 0 ? {} : { from: { epoch: state.epoch, seq: state.seq, offset: state.offset } }),
    });
    let records = 0;
    let foreignClaim = false;
    await this.turn(owner.run);
    while (reader.nextOffset < until) {
      const limit = Math.min(limits.readRecordsMax, until - reader.nextOffset);
      for (const record of await this.read(reader.nextOffset, limit, owner.run)) {
        const read = reader.read(record);
        records += 1;
        if (read.kind === 'claim') {
          if (!owner.ownEpochs.has(read.record.epoch)) foreignClaim = true;
          state.applyClaim(read.record, read.offset);
        } else if (read.kind === 'batch') {
          state.applyBatch(read.record, read.offset);
          state.retire({ nowMs: 0, graceMs: Infinity, residentMax: owner.endedResidentMax });
        }
        await this.breathe(owner.run);
      }
    }
    for (const _ of state.outcomes.settle()) await this.breathe(owner.run);
    return { records, foreignClaim };
  }

  /**
   * A log that has lost its tail, and has grown beyond it again, ends where it should and is another one.
   *
   * @throws LogCorruption the record that the state was built up to is not there any more.
   */
  async verifyRecord(known: LogPosition, run: Run): Promise<void> {
    const { offset, epoch, seq } = known;
    const found = await this.recordAt(offset, run);
    if (found === undefined) return;
    const record = decodeRecord(found.bytes);
    if (record.epoch === epoch && seqOf(record) === seq) return;
    const why = `record ${seq} of epoch ${epoch} was confirmed there, and another one is there now`;
    throw new LogCorruption(this.parts.partition, offset, why);
  }

  logEnd(run: Run): Promise<number> {
    return this.retried(() => this.parts.log.endOffset(this.parts.partition), run);
  }

  /** The log's end. @throws LogCorruption when it lies below what the state has seen. */
  async endOffset(state: PartitionState<T>, run: Run): Promise<number> {
    const end = await this.logEnd(run);
    if (end > state.offset) return end;
    throw new LogCorruption(this.parts.partition, end, `the log ends below offset ${state.offset}`);
  }

  /** A checkpoint beyond the log's end, or of another log, is an alarm: something durable has gone. */
  private async verifyPlace(checkpoint: Checkpoint, run: Run): Promise<void> {
    const { log, partition } = this.parts;
    const { offset } = checkpoint;
    if (checkpoint.logId !== log.logId) {
      throw new LogMismatch(partition, offset, `its checkpoint is of log ${checkpoint.logId}, not ${log.logId}`);
    }
    if (checkpoint.partitions !== log.partitions) {
      const why = `its checkpoint is of ${checkpoint.partitions} partitions, not ${log.partitions}`;
      throw new LogMismatch(partition, offset, why);
    }
    const end = await this.logEnd(run);
    if (offset >= end) throw new LogCorruption(partition, end, `the log ends below its checkpoint at ${offset}`);
  }

  private async load(checkpoint: Checkpoint, run: Run): Promise<PartitionState<T> | undefined> {
    const { aggregate, snapshots, partition, events } = this.parts;
    await this.verifyRecord(checkpoint, run);
    const state = new PartitionState(aggregate);
    state.recordedAtMs = checkpoint.recordedAtMs;
    await this.turn(run);
    let restored = 0;
    for await (const chunk of snapshots.entities(partition)) {
      for (const { entity, state: text } of chunk) {
        state.restore(entity, aggregate.codec.decodeState(text), entityDigest(entity, text));
        restored += 1;
        if (restored % RESTORE_STRIDE === 0) await this.breathe(run);
      }
    }
    for await (const hashes of snapshots.endedIds(partition)) {
      for (const idHash of hashes) state.endedIds.addHash(idHash);
      await this.breathe(run);
    }
    if (!equalBytes(state.stateHash, checkpoint.stateHash)) {
      events.checkpointRejected?.({ reason: 'state hash differs' });
      return undefined;
    }
    return this.position(state, checkpoint, run);
  }

  private async position(state: PartitionState<T>, checkpoint: Checkpoint, run: Run): Promise<PartitionState<T>> {
    state.base = checkpointPlace(checkpoint);
    state.offset = checkpoint.offset;
    state.epoch = checkpoint.epoch;
    state.seq = checkpoint.seq;
    state.decidedUpTo = checkpoint.decidedUpTo;
    state.parked = checkpoint.parked;
    state.commandLogId = checkpoint.commandLogId;
    state.claimedCommandLogId = checkpoint.commandLogId;
    for (const _ of state.outcomes.addInParts(checkpoint.outcomes)) await this.breathe(run);
    state.outcomes.prune(state.recordedAtMs);
    return state;
  }

  /** `undefined` once it is trimmed. */
  private async recordAt(offset: number, run: Run): Promise<LogRecord | undefined> {
    const { log, partition } = this.parts;
    try {
      return (await this.read(offset, 1, run))[0];
    } catch (cause) {
      const isTrimmed = cause instanceof OffsetOutOfRange;
      if (isTrimmed && offset < (await this.retried(() => log.startOffset(partition), run))) return undefined;
      throw cause;
    }
  }

  /** At least one record: what lies below a known end is there or will be in a moment. */
  private async read(fromOffset: number, limit: number, run: Run): Promise<readonly LogRecord[]> {
    const { log, partition } = this.parts;
    return this.retried(async () => {
      const records = await log.read(partition, fromOffset, limit);
      if (records.length === 0) throw new Error(`partition ${partition} has no record at ${fromOffset} yet`);
      return records;
    }, run);
  }

  private async retried<Result>(call: () => Promise<Result>, run: Run): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      run.check();
      try {
        const result = await call();
        run.check();
        return result;
      } catch (cause) {
        run.check();
        // What is damaged stays damaged: to try for ever would hide it.
        if (isAlarm(cause)) throw cause;
        const pauseMs = retryPauseMs(attempt, this.parts.limits, 'read');
        this.parts.events.logRetried?.({ cause, pauseMs });
        await run.pause(pauseMs);
      }
    }
  }

  private async breathe(run: Run): Promise<void> {
    if (this.parts.clock.nowMs() - this.yieldedAtMs < this.parts.limits.recoveryYieldMs) return;
    await this.turn(run);
  }

  /** @throws RunCancelled */
  private async turn(run: Run): Promise<void> {
    await this.parts.turns.next();
    run.check();
    this.yieldedAtMs = this.parts.clock.nowMs();
  }
}

function isAlarm(cause: unknown): boolean {
  return cause instanceof LogMismatch || cause instanceof LogCorruption || cause instanceof OffsetOutOfRange;
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === STATE_HASH_BYTES && right.length === left.length && left.every((b, at) => b === right[at]);
}
