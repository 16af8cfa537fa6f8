/**
 * The loop of an owner between its CLAIM and the first append that is not confirmed. One append is in flight at a time
 * and gathers the next batch; nothing is answered before the append that records it is confirmed at exactly the offset
 * expected (I1, I5, I9).
 */
import { AppendRefused, encodeBatch } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import { STEPS_MAX } from './batcher.js';
import type { Overlay } from './overlay.js';
import { Ownership } from './ownership.js';
import type { OwnershipParts } from './ownership.js';
import { PartitionTime } from './partition-time.js';
import type { OutcomeChannel, OutcomeDelivery } from './ports.js';
import { WakeTimer } from './wake-timer.js';

export interface ServingParts<T extends AggregateTypes> extends Omit<OwnershipParts<T>, 'onWork'> {
  readonly log: EventLog;
  readonly outcomes: OutcomeChannel<T['outcome']>;
  /** A batch is confirmed and answered. */
  readonly onConfirmed: (batch: Overlay<T>, offset: number) => void;
  /** Nobody knows whether the batch is in the log, or it is void: nothing of it was answered, and the loop has ended. */
  readonly onUnconfirmed: (batch: Overlay<T>) => void;
  /** Before `onUnconfirmed`: something that is not of this owner lies before the batch. */
  readonly onFenced: (event: { readonly expectedOffset: number; readonly offset: number }) => void;
  /** The loop has ended because going on would break again. */
  readonly onFault: (cause: unknown) => void;
}

const NOBODY: readonly string[] = [];

/** Commands taken: up to an offset, but for those parked. */
interface Taken {
  readonly decidedUpTo: number;
  readonly parked: readonly number[];
}

export class Serving<T extends AggregateTypes> {
  private readonly timer: WakeTimer;
  private readonly time = new PartitionTime();
  private ownership: Ownership<T>;
  private isClosed = false;
  private turnScheduled = false;
  /** The batch whose append is under way. */
  private inFlight: Overlay<T> | undefined;
  private inFlightBytes = 0;
  private appendedAtMs = 0;
  /** How far this owner is, which the log hears of with the next batch that records something. */
  private progress: Taken;
  private unitsMax: number;
  private readonly tooLarge = new Set<number>();
  private onDrained: (() => void) | undefined;

  constructor(private readonly parts: ServingParts<T>) {
    this.unitsMax = parts.limits.commandsPerBatchMax;
    this.timer = new WakeTimer(parts.clock, this.wake);
    this.progress = progressOf(parts.state);
    this.ownership = this.own();
    this.wake();
  }

  /** Takes no further command; resolves when the append under way has ended and is answered. */
  async close(): Promise<void> {
    this.end();
    if (this.inFlight === undefined) return;
    await new Promise<void>((resolve) => {
      this.onDrained = resolve;
    });
  }

  /** Answers without recording anything: outcomes that the log has already. */
  push(deliveries: readonly OutcomeDelivery<T['outcome']>[], passedOver: readonly string[] = NOBODY): void {
    const { outcomes, partition, state } = this.parts;
    const { decidedUpTo, parked } = this.progress;
    outcomes.push(partition, deliveries, { decidedUpTo, parked, recordedAtMs: state.recordedAtMs }, passedOver);
  }

  /** Commands at or below it are decided, but for those parked. */
  get decidedUpTo(): number {
    return this.progress.decidedUpTo;
  }

  /** Commands that are here and not decided. */
  get waiting(): number {
    return this.ownership.batcher.waiting;
  }

  private own(): Ownership<T> {
    return new Ownership({ ...this.parts, onWork: this.wake }, this.tooLarge);
  }

  private end(): void {
    this.isClosed = true;
    this.timer.cancel();
    this.ownership.close();
  }

  /** Something may be there to decide: at the end of this turn, so that what arrives together is decided together. */
  private readonly wake = (): void => {
    if (this.turnScheduled || this.inFlight !== undefined || this.isClosed) return;
    this.turnScheduled = true;
    this.parts.clock.soon(this.turn);
  };

  private readonly turn = (): void => {
    this.turnScheduled = false;
    this.guarded(() => this.work());
  };

  private guarded(step: () => void): void {
    try {
      step();
    } catch (cause) {
      this.end();
      this.parts.onFault(cause);
    }
  }

  private work(): void {
    const { state, clock } = this.parts;
    for (let steps = 0; this.inFlight === undefined && !this.isClosed;) {
      if (steps >= STEPS_MAX) {
        // Nothing of what was decided has to be recorded, and there is more of it: others come first.
        this.wake();
        return;
      }
      state.nowMs = this.time.at(clock.nowMs(), Math.max(state.recordedAtMs, state.nowMs));
      this.ownership.replenish();
      const { batcher } = this.ownership;
      if (!batcher.hasWork(state.nowMs)) {
        this.timer.arm(state.deadlines.nextMs);
        return;
      }
      const { decidedUpTo } = this.progress;
      const batch = batcher.next({ nowMs: state.nowMs, unitsMax: this.unitsMax, decidedUpTo });
      steps += batch.steps;
      this.put(batch);
    }
  }

  /** Appends the batch, unless it records nothing and ownership is certain without. */
  private put(batch: Overlay<T>): void {
    const { log, partition, clock, state } = this.parts;
    const isProved = batch.deliveries.length === 0 || log.provesOwnershipWithoutAppend();
    if (!batch.isRecorded && isProved) {
      this.progress = progressOf(batch);
      if (batch.deliveries.length > 0) this.answer(batch);
      return;
    }
    const { decidedUpTo, parked, recordedAtMs, outcomes } = batch;
    const { epoch, seq } = state;
    const facts = batch.takeFacts();
    const bytes = encodeBatch({ epoch, seq: seq + 1, decidedUpTo, parked, recordedAtMs, outcomes, facts });
    this.inFlight = batch;
    this.inFlightBytes = bytes.length;
    this.appendedAtMs = clock.nowMs();
    log.append(partition, bytes).then(this.onAppended, this.onAppendFailed);
  }

  private readonly onAppended = (offset: number): void => {
    const batch = this.inFlight!;
    this.inFlight = undefined;
    this.guarded(() => {
      const expectedOffset = this.parts.state.offset + 1;
      if (offset === expectedOffset) this.confirm(batch, offset);
      else {
        this.parts.onFenced({ expectedOffset, offset });
        this.giveUp(batch);
      }
    });
    this.onDrained?.();
  };

  private readonly onAppendFailed = (cause: unknown): void => {
    const batch = this.inFlight!;
    this.inFlight = undefined;
    this.guarded(() => {
      if (cause instanceof AppendRefused) this.refused(batch, cause);
      else {
        this.parts.events.appendUnknown?.({ record: 'batch', cause });
        this.giveUp(batch);
      }
    });
    this.onDrained?.();
  };

  private confirm(batch: Overlay<T>, offset: number): void {
    const { clock, events, state } = this.parts;
    state.confirm(batch, offset);
    this.progress = progressOf(batch);
    if (this.unitsMax < this.parts.limits.commandsPerBatchMax) this.growBatches();
    this.answer(batch);
    events.batchAppended?.({
      commands: batch.commands,
      facts: batch.factValues.length,
      bytes: this.inFlightBytes,
      waitMs: clock.nowMs() - this.appendedAtMs,
    });
    this.parts.onConfirmed(batch, offset);
    // Not at once: the answers leave first, and what has come by then goes into the same batch.
    this.wake();
  }

  private answer(batch: Overlay<T>): void {
    const { commands, partition } = this.parts;
    this.push(batch.deliveries, batch.passedOver);
    commands.release(partition, batch.parked[0] ?? batch.decidedUpTo + 1);
  }

  private giveUp(batch: Overlay<T>): void {
    this.rearm(batch);
    this.end();
    this.parts.onUnconfirmed(batch);
  }

  /** A record that is too large: smaller batches, down to one command, which then fails. Anything else stops the partition. */
  private refused(batch: Overlay<T>, cause: AppendRefused): void {
    this.rearm(batch);
    if (cause.reason !== 'record-too-large') throw cause;
    if (batch.units > 1) this.unitsMax = Math.max(1, batch.units >> 1);
    else if (batch.lastOffset >= 0 && !this.tooLarge.has(batch.lastOffset)) this.tooLarge.add(batch.lastOffset);
    else throw cause;
    this.parts.events.batchSplit?.({ commands: batch.commands });
    if (this.isClosed) return;
    this.ownership.close();
    this.progress = progressOf(this.parts.state);
    this.ownership = this.own();
    this.wake();
  }

  private growBatches(): void {
    this.unitsMax = Math.min(this.parts.limits.commandsPerBatchMax, this.unitsMax * 2);
    if (this.unitsMax === this.parts.limits.commandsPerBatchMax) this.tooLarge.clear();
  }

  /** Timers that fired in a batch which did not come to be fire again. */
  private rearm(batch: Overlay<T>): void {
    const { state } = this.parts;
    for (const entity of batch.fired) state.arm(entity, state.entities.get(entity)!);
  }
}

function progressOf({ decidedUpTo, parked }: Taken): Taken {
  return { decidedUpTo, parked };
}
