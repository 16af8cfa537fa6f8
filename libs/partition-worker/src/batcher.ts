/**
 * Makes the next batch of one ownership: due timers, then parked commands whose questions have ended, then new commands
 * in offset order, each seeing the effects of those before it. Every decision of a batch has the same `now` (I4, I13).
 */
import { EncodeBuffer } from '@macp/proto';
import type { QueuedCommand } from '@macp/event-log';
import type { Aggregate, AggregateDecision, AggregateTypes, DecideContext } from './aggregate.js';
import type { CommandIntake } from './command-intake.js';
import type { WorkerLimits } from './limits.js';
import { Overlay, encodedBytes } from './overlay.js';
import type { ParkedCommand, ParkingLot, Reply } from './parking-lot.js';
import type { PartitionState } from './partition-state.js';
import type { Question } from './question.js';
import type { WorkerEvents } from './worker-events.js';

/** An entity whose deadline has come but whose timer said nothing is looked at again after this long. */
const SILENT_TIMER_MS = 50;
/** Synchronous answers that a single decision may take before it counts as unanswered. */
const ANSWERS_MAX = 8;
/** Commands and deadlines looked at for one batch, also those that come to nothing, and by one owner in one turn. */
export const STEPS_MAX = 2_048;
const NO_FACTS: readonly never[] = [];

export interface BatcherParts<T extends AggregateTypes> {
  readonly aggregate: Aggregate<T>;
  readonly state: PartitionState<T>;
  readonly intake: CommandIntake<T['command']>;
  readonly lot: ParkingLot<T>;
  readonly question: Question<T>;
  readonly limits: WorkerLimits;
  readonly events: Partial<WorkerEvents>;
}

type Evaluation = 'done' | 'full' | 'parked';

export class Batcher<T extends AggregateTypes> {
  /** The batch that `next` makes; between batches `nothing`, since whoever has a batch alone says how long it is kept. */
  private overlay: Overlay<T>;
  private readonly nothing: Overlay<T>;
  /** Contexts of the current batch, shared by its decisions. */
  private live!: DecideContext<T>;
  /** Facts of the batch that was made last. */
  private readonly encoded = new EncodeBuffer();
  private unitsMax: number;

  /** `tooLarge`: offsets of commands that fail because even alone they do not fit into a record. */
  constructor(
    private readonly parts: BatcherParts<T>,
    private readonly tooLarge: ReadonlySet<number>,
  ) {
    this.unitsMax = parts.limits.commandsPerBatchMax;
    this.nothing = new Overlay(parts.state, 0, -1);
    this.overlay = this.nothing;
  }

  /** Commands taken or parked, and not decided. */
  get waiting(): number {
    return this.parts.intake.size + this.parts.lot.size;
  }

  /** Whether a batch would have something to do at `nowMs`. */
  hasWork(nowMs: number): boolean {
    const { intake, lot, state, limits } = this.parts;
    if (lot.hasReady) return true;
    if (intake.size > 0 && lot.size < limits.parkedMax) return true;
    return (state.deadlines.nextMs ?? Infinity) <= nowMs;
  }

  /** The encoded facts of the batch are valid until the next one is made. */
  next(from: { readonly nowMs: number; readonly unitsMax: number; readonly decidedUpTo: number }): Overlay<T> {
    const { state, lot } = this.parts;
    const overlay = new Overlay(state, from.nowMs, from.decidedUpTo);
    this.overlay = overlay;
    this.encoded.clear();
    this.unitsMax = from.unitsMax;
    this.live = { nowMs: from.nowMs, ended: false };
    this.fireTimers(from.nowMs);
    if (this.resumeParked()) this.takeNew();
    overlay.parked = lot.offsets();
    this.overlay = this.nothing;
    return overlay;
  }

  private fireTimers(nowMs: number): void {
    const { state, aggregate } = this.parts;
    const { overlay } = this;
    while (this.hasRoom()) {
      const entity = state.deadlines.popDue(nowMs);
      if (entity === undefined) return;
      overlay.steps += 1;
      const resident = state.entities.get(entity);
      // An entity may stand there several times; one that has fired in this batch is armed anew when that is confirmed.
      if (resident === undefined || overlay.states.has(entity)) continue;
      resident.armedMs = Infinity;
      const deadlineMs = aggregate.nextDeadlineMs(resident.state);
      if (deadlineMs === undefined) continue;
      const facts = deadlineMs > nowMs ? NO_FACTS : aggregate.decideTimer(resident.state, nowMs);
      if (facts.length === 0) {
        state.arm(entity, resident, nowMs + (deadlineMs > nowMs ? 0 : SILENT_TIMER_MS));
        continue;
      }
      overlay.fired.push(entity);
      overlay.units += 1;
      this.record(facts, this.encode(facts));
    }
  }

  /** @returns whether there is room left for new commands. */
  private resumeParked(): boolean {
    const { lot } = this.parts;
    for (let parked = lot.peekReady(); parked !== undefined; parked = lot.peekReady()) {
      if (!this.hasRoom()) return false;
      const evaluation = this.evaluate(parked.queued, parked);
      if (evaluation === 'full') return false;
      if (evaluation === 'done') lot.leave(parked);
    }
    return true;
  }

  private takeNew(): void {
    const { intake, lot, limits } = this.parts;
    const { overlay } = this;
    for (let queued = intake.peek(); queued !== undefined; queued = intake.peek()) {
      if (!this.hasRoom() || lot.size >= limits.parkedMax) return;
      const evaluation = this.evaluate(queued, undefined);
      if (evaluation === 'full') return;
      if (evaluation === 'done') lot.unlist(queued.offset);
      if (queued.offset > overlay.decidedUpTo) overlay.decidedUpTo = queued.offset;
      intake.drop();
    }
  }

  private hasRoom(): boolean {
    const { units, bytes, steps } = this.overlay;
    return units < this.unitsMax && bytes < this.parts.limits.batchBytesMax && steps < STEPS_MAX;
  }

  private evaluate(queued: QueuedCommand<T['command']>, parked: ParkedCommand<T> | undefined): Evaluation {
    const { aggregate, lot, events } = this.parts;
    const { overlay } = this;
    overlay.steps += 1;
    const { command, offset } = queued;
    const known = overlay.outcomeOf(command.correlationId);
    if (known !== undefined) {
      overlay.units += 1;
      events.outcomeRepeated?.({ commandOffset: offset });
      this.deliver(queued, aggregate.codec.decodeOutcome(known.outcome), known.outcome);
      return 'done';
    }
    if (overlay.recordedAtMs > command.expiresAtMs) {
      overlay.passOver(command.replyTo);
      events.commandExpired?.({ commandOffset: offset });
      return 'done';
    }
    const entity = aggregate.entityOfCommand(command.body);
    if (parked === undefined && lot.isBlocked(entity)) {
      lot.parkBehind(entity, queued);
      events.parked?.({ commandOffset: offset, parked: lot.size });
      return 'parked';
    }
    return this.decide(queued, entity, parked);
  }

  private decide(
    queued: QueuedCommand<T['command']>,
    entity: string,
    parked: ParkedCommand<T> | undefined,
  ): Evaluation {
    const { aggregate, question, state } = this.parts;
    const { body } = queued.command;
    if (this.tooLarge.has(queued.offset)) return this.finish(queued, NO_FACTS, aggregate.failed(body, 'too-large'));
    const current = this.overlay.stateOf(entity);
    const ended = current === undefined && state.endedIds.has(entity);
    let reply: Reply<T> | undefined = parked?.reply;
    for (let answers = 0; answers < ANSWERS_MAX; answers += 1) {
      if (reply?.kind === 'no-answer') break;
      const decision: AggregateDecision<T> = aggregate.decide(current, body, this.context(ended, reply));
      if (decision.kind === 'decided') return this.finish(queued, decision.facts, decision.outcome);
      const asked = question.ask(decision.question);
      if (asked.kind === 'later') {
        this.wait(queued, entity, { parked, answer: asked.promise });
        return 'parked';
      }
      reply = asked;
    }
    return this.finish(queued, NO_FACTS, aggregate.failed(body, 'no-answer'));
  }

  private context(ended: boolean, reply: Reply<T> | undefined): DecideContext<T> {
    if (reply?.kind === 'answer') return { nowMs: this.overlay.recordedAtMs, ended, answer: reply.answer };
    return ended ? { nowMs: this.overlay.recordedAtMs, ended } : this.live;
  }

  private wait(
    queued: QueuedCommand<T['command']>,
    entity: string,
    open: { readonly parked: ParkedCommand<T> | undefined; readonly answer: Promise<T['answer']> },
  ): void {
    const { lot, question, events } = this.parts;
    const parked = open.parked ?? lot.park(entity, queued);
    if (open.parked !== undefined) lot.waitAgain(parked);
    events.parked?.({ commandOffset: queued.offset, parked: lot.size });
    question.await(open.answer, (reply) => lot.settle(parked, reply));
  }

  private finish(queued: QueuedCommand<T['command']>, facts: readonly T['fact'][], outcome: T['outcome']): Evaluation {
    const { aggregate, limits } = this.parts;
    const { overlay } = this;
    const { correlationId, expiresAtMs } = queued.command;
    const encoded = this.encode(facts);
    const bytes = aggregate.isRecorded(outcome) ? aggregate.codec.encodeOutcome(outcome) : undefined;
    if (overlay.overflows(encodedBytes(encoded, bytes), limits.batchBytesMax)) return 'full';
    if (facts.length > 0) this.record(facts, encoded);
    if (bytes !== undefined) {
      overlay.bytes += encodedBytes(NO_FACTS, bytes);
      overlay.addOutcome({ correlationId, commandOffset: queued.offset, expiresAtMs, outcome: bytes });
    }
    overlay.units += 1;
    overlay.commands += 1;
    overlay.lastOffset = queued.offset;
    this.deliver(queued, outcome, bytes);
    return 'done';
  }

  private encode(facts: readonly T['fact'][]): readonly Uint8Array[] {
    if (facts.length === 0) return NO_FACTS;
    const { codec } = this.parts.aggregate;
    if (facts.length === 1) return [codec.encodeFact(facts[0]!, this.encoded)];
    return facts.map((fact) => codec.encodeFact(fact, this.encoded));
  }

  private record(facts: readonly T['fact'][], encoded: readonly Uint8Array[]): void {
    const { aggregate } = this.parts;
    const { overlay } = this;
    for (const fact of facts) {
      const entity = aggregate.entityOfFact(fact);
      overlay.states.set(entity, aggregate.evolve(overlay.stateOf(entity), fact));
    }
    overlay.addFacts(facts, encoded);
    overlay.bytes += encodedBytes(encoded, undefined);
  }

  private deliver(queued: QueuedCommand<T['command']>, outcome: T['outcome'], recorded: Uint8Array | undefined): void {
    const { replyTo, correlationId } = queued.command;
    this.overlay.deliveries.push({ replyTo, correlationId, commandOffset: queued.offset, outcome, recorded });
  }
}
