/**
 * The batch being decided: its effects on top of the confirmed state, and what it will record and answer. It is folded
 * into the confirmed state when its append is confirmed, and forgotten otherwise (I9, I10).
 */
import type { RecordedOutcome } from '@macp/event-log';
import type { AggregateTypes } from './aggregate.js';
import type { PartitionState } from './partition-state.js';
import type { OutcomeDelivery } from './ports.js';

/** Rough size of an outcome's ids and numbers in a record, bytes. */
const OUTCOME_OVERHEAD_BYTES = 64;
const FACT_OVERHEAD_BYTES = 4;

/** A batch that is in the log, as whoever watches its owner sees it. */
export interface CommittedBatch<T extends AggregateTypes> {
  readonly offset: number;
  readonly recordedAtMs: number;
  /** In log order. */
  readonly facts: readonly T['fact'][];
  /** States after the batch, by entity; of every entity of its facts. */
  readonly states: ReadonlyMap<string, T['state']>;
}

export class Overlay<T extends AggregateTypes> {
  /** States of the entities that the batch has touched. */
  readonly states = new Map<string, T['state']>();
  readonly outcomes: RecordedOutcome[] = [];
  /** Encoded, until they are taken. */
  private facts: Uint8Array[] = [];
  readonly factValues: T['fact'][] = [];
  readonly deliveries: OutcomeDelivery<T['outcome']>[] = [];
  /** Where the commands came from that had expired. */
  passedOver: readonly string[] = [];
  /** Entities whose timers fired. */
  readonly fired: string[] = [];
  /** Commands evaluated and timers fired: what splitting a batch divides. */
  units = 0;
  commands = 0;
  /** Commands and deadlines looked at, also those that came to nothing. */
  steps = 0;
  bytes = 0;
  /** Offset of the command evaluated last, -1 before the first. */
  lastOffset = -1;
  decidedUpTo: number;
  parked: readonly number[] = [];
  private readonly outcomesById = new Map<string, RecordedOutcome>();

  constructor(
    private readonly confirmed: PartitionState<T>,
    readonly recordedAtMs: number,
    decidedUpTo: number,
  ) {
    this.decidedUpTo = decidedUpTo;
  }

  stateOf(entity: string): T['state'] | undefined {
    return this.states.size > 0 && this.states.has(entity)
      ? this.states.get(entity)
      : this.confirmed.entities.get(entity)?.state;
  }

  outcomeOf(correlationId: string): RecordedOutcome | undefined {
    return this.outcomesById.get(correlationId) ?? this.confirmed.outcomes.get(correlationId);
  }

  /** The batch as its watchers see it, at `offset`. */
  committed(offset: number): CommittedBatch<T> {
    return { offset, recordedAtMs: this.recordedAtMs, facts: this.factValues, states: this.states };
  }

  /** Whether so many more bytes make the batch too large; never true of an empty one. */
  overflows(bytes: number, bytesMax: number): boolean {
    return this.bytes > 0 && this.bytes + bytes > bytesMax;
  }

  addFacts(facts: readonly T['fact'][], encoded: readonly Uint8Array[]): void {
    for (let at = 0; at < facts.length; at += 1) {
      this.factValues.push(facts[at]!);
      this.facts.push(encoded[at]!);
    }
  }

  /** What the record gets, once: the batch is kept until its append has ended, and these bytes are not. */
  takeFacts(): readonly Uint8Array[] {
    const { facts } = this;
    this.facts = [];
    return facts;
  }

  addOutcome(recorded: RecordedOutcome): void {
    this.outcomes.push(recorded);
    this.outcomesById.set(recorded.correlationId, recorded);
  }

  passOver(replyTo: string): void {
    if (!this.passedOver.includes(replyTo)) this.passedOver = [...this.passedOver, replyTo];
  }

  /**
   * Something has to be in the log before the deliveries may leave. An expired command is such a thing: once the time at
   * which it was passed over is recorded, no later owner with a slower clock can evaluate it after all.
   */
  get isRecorded(): boolean {
    return this.outcomes.length > 0 || this.factValues.length > 0 || this.passedOver.length > 0;
  }
}

/** Encoded size of facts and, where there is one, an outcome, about. */
export function encodedBytes(facts: readonly Uint8Array[], outcome: Uint8Array | undefined): number {
  let bytes = outcome === undefined ? 0 : outcome.length + OUTCOME_OVERHEAD_BYTES;
  for (const fact of facts) bytes += fact.length + FACT_OVERHEAD_BYTES;
  return bytes;
}
