/**
 * What an owner holds between its CLAIM and the end of that claim: commands taken, commands parked, questions open. All
 * of it can be made again from the confirmed state and the queue, and is, whenever an append is not confirmed.
 */
import type { CommandSource, Subscription } from '@macp/event-log';
import type { Aggregate, AggregateTypes } from './aggregate.js';
import { Batcher } from './batcher.js';
import { CommandIntake } from './command-intake.js';
import type { WorkerLimits } from './limits.js';
import { ParkingLot } from './parking-lot.js';
import type { PartitionState } from './partition-state.js';
import type { Answerer, Clock } from './ports.js';
import { Question } from './question.js';
import type { WorkerEvents } from './worker-events.js';

export interface OwnershipParts<T extends AggregateTypes> {
  readonly partition: number;
  readonly aggregate: Aggregate<T>;
  readonly commands: CommandSource<T['command']>;
  readonly answerer: Answerer<T>;
  readonly clock: Clock;
  readonly limits: WorkerLimits;
  readonly events: Partial<WorkerEvents>;
  readonly state: PartitionState<T>;
  /** Runs when a batch may have become possible. */
  readonly onWork: () => void;
}

export class Ownership<T extends AggregateTypes> {
  readonly batcher: Batcher<T>;
  private readonly intake: CommandIntake<T['command']>;
  private readonly question: Question<T>;
  /** Absent while there is no room for what would come. */
  private subscription: Subscription | undefined;
  private isClosed = false;

  constructor(
    private readonly parts: OwnershipParts<T>,
    tooLarge: ReadonlySet<number>,
  ) {
    const { aggregate, answerer, clock, events, limits, onWork, state } = parts;
    const lot = new ParkingLot<T>(state.parked);
    this.intake = new CommandIntake(state.decidedUpTo, state.parked, (commandOffset) => {
      lot.unlist(commandOffset);
      events.commandLost?.({ commandOffset });
    });
    this.question = new Question({ answerer, clock, timeoutMs: limits.questionTimeoutMs, onReply: onWork });
    this.batcher = new Batcher(
      { aggregate, state, intake: this.intake, lot, question: this.question, limits, events },
      tooLarge,
    );
    this.consume();
  }

  /** Takes commands from the queue again, once there is room for them. */
  replenish(): void {
    if (this.subscription === undefined && !this.isClosed && this.fitsInto(0.5)) this.consume();
  }

  close(): void {
    this.isClosed = true;
    this.subscription?.close();
    this.question.close();
  }

  private consume(): void {
    const { commands, partition, onWork } = this.parts;
    this.subscription = commands.consume(partition, this.intake.fromOffset, (delivered) => {
      this.intake.take(delivered);
      this.leaveWhenFull();
      onWork();
    });
    // What the queue held may have come before there was a subscription to end.
    this.leaveWhenFull();
  }

  /** What is not taken stays in the queue. */
  private leaveWhenFull(): void {
    if (this.fitsInto(1)) return;
    this.subscription?.close();
    this.subscription = undefined;
  }

  /** Whether no more than this share of the room is taken. */
  private fitsInto(share: number): boolean {
    const { intakeMax, intakeBytesMax } = this.parts.limits;
    return this.intake.size <= intakeMax * share && this.intake.bytes <= intakeBytesMax * share;
  }
}
