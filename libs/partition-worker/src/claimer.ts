/**
 * Takes a partition over (ADR 0002): come near the log's end, append a CLAIM with a fresh epoch, read up to that CLAIM. Who
 * meets a CLAIM of a higher generation does not claim at first, so that a woken zombie and the owner do not fence each
 * other in turns.
 */
import { AppendRefused, LogCorruption, encodeClaim } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import { OwnEpochs } from './own-epochs.js';
import { LeftTooEarly } from './partition-state.js';
import type { PartitionState } from './partition-state.js';
import { Recovery } from './recovery.js';
import { retryPauseMs } from './run.js';
import type { Run } from './run.js';
import type { PartitionParts, WorkerPorts } from './worker-ports.js';

export interface ClaimerParts<T extends AggregateTypes>
  extends PartitionParts<T>, Pick<WorkerPorts<T>, 'owner' | 'commands' | 'ids'> {
  /** The owner's generation as of now. */
  readonly generation: () => number;
  readonly onPhase: (phase: 'recovering' | 'claiming') => void;
  /** Runs before a state is given up for the snapshot's: checkpoints of the old one must have ended. */
  readonly beforeRestore: () => Promise<void>;
}

/** Owned, with everything before the CLAIM applied; or left to an owner of a higher generation. */
export type Acquired<T extends AggregateTypes> =
  | {
      readonly kind: 'owned';
      readonly state: PartitionState<T>;
      /** Not the state that was handed in. */
      readonly restored: boolean;
      readonly records: number;
    }
  | { readonly kind: 'yielded'; readonly state: PartitionState<T> };

/** A stretch of the log as long as this takes no time to read that anybody would notice. */
const NEAR_RECORDS = 32;
/** Stretches read before the CLAIM: an owner that is faster than its reader is not waited for. */
const APPROACHES_MAX = 5;

/** The state while it is being brought up to date. */
interface Progressing<T extends AggregateTypes> {
  state: PartitionState<T> | undefined;
  /** The log has what the state was built up to. */
  isVerified: boolean;
  restored: boolean;
  records: number;
}

export class Claimer<T extends AggregateTypes> {
  private readonly recovery: Recovery<T>;
  private readonly ownEpochs = new OwnEpochs();
  /** Generation up to which other owners are taken for gone, whatever the own one is. */
  private overruled = 0;
  /** Ended entities that a long history may keep in memory while it is read. */
  private endedResidentMax: number;

  constructor(private readonly parts: ClaimerParts<T>) {
    this.recovery = new Recovery(parts);
    this.endedResidentMax = parts.limits.endedResidentMax;
  }

  /**
   * Goes on from the confirmed state `prior`, if nobody else has claimed since, or recovers one. Owners of generations up
   * to `overruled` are no reason to yield.
   *
   * @throws what stops a partition, or RunCancelled
   */
  async acquire(prior: PartitionState<T> | undefined, run: Run, overruled = 0): Promise<Acquired<T>> {
    const { parts } = this;
    this.overruled = overruled;
    const isOwn = prior !== undefined && this.ownEpochs.has(prior.epoch);
    const current: Progressing<T> = {
      state: isOwn ? prior : undefined,
      isVerified: false,
      restored: false,
      records: 0,
    };
    for (let attempt = 1; ; attempt += 1) {
      parts.onPhase('recovering');
      let state = await this.approach(current, run);
      if (this.isLeft(state)) return { kind: 'yielded', state };
      const epoch = parts.ids.next();
      parts.onPhase('claiming');
      const offset = await this.claim(epoch, state);
      run.check();
      if (offset !== undefined) {
        parts.events.claimed?.({ epoch, offset, generation: parts.generation() });
        parts.onPhase('recovering');
        state = await this.follow(current, offset + 1, run);
        if (this.isLeft(state)) return { kind: 'yielded', state };
        if (state.offset === offset && state.epoch === epoch) {
          state.adoptQueue();
          return { kind: 'owned', state, restored: current.restored, records: current.records };
        }
        if (state.offset <= offset) throw new LogCorruption(parts.partition, offset, 'the own CLAIM is not there');
      }
      await run.pause(retryPauseMs(attempt, parts.limits, epoch));
    }
  }

  /**
   * Brings the state near the log's end: the owner before this one may be serving until the CLAIM, after which everybody
   * waits for what is left to be read.
   */
  private async approach(current: Progressing<T>, run: Run): Promise<PartitionState<T>> {
    for (let approaches = 1; ; approaches += 1) {
      const { state: before, records } = current;
      const state = await this.follow(current, undefined, run);
      const isNear = before === state && current.records - records < NEAR_RECORDS;
      if (isNear || approaches === APPROACHES_MAX) return state;
    }
  }

  /**
   * Brings the state up to `until`, by default the log's end. Where another owner has claimed since the state was
   * restored, the snapshot may be that owner's: the state is restored anew, so that checkpoints build on what is there.
   * Not so where the partition is left to that owner, whose checkpoints a look at the snapshot could fence off.
   */
  private async follow(current: Progressing<T>, until: number | undefined, run: Run): Promise<PartitionState<T>> {
    const { recovery, ownEpochs } = this;
    const state = current.state ?? (await this.restore(current, until, run));
    const end = until ?? (await recovery.endOffset(state, run));
    if (!current.isVerified) await recovery.verifyRecord(state, run);
    current.isVerified = true;
    const caught = await recovery.catchUp(state, end, { ownEpochs, run, endedResidentMax: Infinity });
    current.records += caught.records;
    return caught.foreignClaim && !this.isLeft(state) ? this.restore(current, until, run) : state;
  }

  private isLeft(state: PartitionState<T>): boolean {
    return state.generationSeen > Math.max(this.parts.generation(), this.overruled);
  }

  private async restore(current: Progressing<T>, until: number | undefined, run: Run): Promise<PartitionState<T>> {
    const { recovery, ownEpochs, parts } = this;
    await parts.beforeRestore();
    // The end is taken first: whoever claims after this moment is met by the next reading.
    const end = until ?? (await recovery.logEnd(run));
    current.restored = true;
    current.isVerified = true;
    for (;;) {
      const state = await recovery.restore(run);
      try {
        const { endedResidentMax } = this;
        current.records = (await recovery.catchUp(state, end, { ownEpochs, run, endedResidentMax })).records;
        current.state = state;
        return state;
      } catch (cause) {
        if (!(cause instanceof LeftTooEarly)) throw cause;
        this.endedResidentMax = Infinity;
      }
    }
  }

  /** Offset of the CLAIM; `undefined` when its result is unknown. @throws AppendRefused */
  private async claim(epoch: string, state: PartitionState<T>): Promise<number | undefined> {
    const { log, commands, owner, partition, clock, events, generation } = this.parts;
    this.ownEpochs.add(epoch);
    const record = encodeClaim({
      epoch,
      owner,
      generation: generation(),
      partitions: log.partitions,
      logId: log.logId,
      commandLogId: commands.queueId,
      ...(state.offset < 0 ? {} : { lastValid: { epoch: state.epoch, seq: state.seq, offset: state.offset } }),
      claimedAtMs: clock.nowMs(),
    });
    try {
      return await log.append(partition, record);
    } catch (cause) {
      if (cause instanceof AppendRefused) throw cause;
      events.appendUnknown?.({ record: 'claim', cause });
      return undefined;
    }
  }
}
