/**
 * The clients of the simulated world and the ingress before them: they send, re-send with the same correlation id, give
 * up and try again with another, write down what they sent and got, and hold every answer against the promises (I1, I4,
 * I5, I9, I12).
 */
import type { AggregateTypes, OutcomeDelivery } from '@macp/partition-worker';
import { Violation } from './invariants.js';
import type { Oracle } from './oracle.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { SimQueueStore } from './sim-queue.js';
import type { Sometimes } from './sometimes.js';
import type { Subject } from './subject.js';

/** One submission: what a correlation id stands for. */
interface Submission<T extends AggregateTypes> {
  readonly correlationId: string;
  readonly command: T['command'];
  readonly entity: string;
  readonly messageId: string | undefined;
  readonly expiresAtMs: number;
  /** Highest ordinal of the entity that was acknowledged before this was sent. */
  readonly acknowledgedBefore: number;
  outcome: string | undefined;
  /** The ingress that held it is gone, and all that was under way with it. */
  isLost: boolean;
}

export interface IngressParts<T extends AggregateTypes> {
  readonly subject: Subject<T>;
  readonly queue: SimQueueStore<T['command']>;
  readonly oracle: Oracle<T>;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly sometimes: Sometimes;
  readonly faults: IngressFaults;
  readonly report: (violation: Error) => void;
}

export interface IngressFaults {
  enqueueUnknownRate: number;
  outcomeLossRate: number;
  outcomeRepeatRate: number;
}

const ENTITIES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6'];
const HEALED_EXPIRY_MS = 30_000;

export class Ingress<T extends AggregateTypes> {
  /** Submissions whose client still waits. */
  readonly waiting = new Set<Submission<T>>();
  private readonly submissions = new Map<string, Submission<T>>();
  private readonly acknowledged = new Map<string, number>();
  private messages = 0;
  private isHealed = false;

  constructor(private readonly parts: IngressParts<T>) {}

  get answered(): number {
    return [...this.submissions.values()].filter(({ outcome }) => outcome !== undefined).length;
  }

  /** A client sends something new, or an earlier message once more. */
  send(): void {
    const { subject, random } = this.parts;
    const earlier = [...this.submissions.values()];
    if (earlier.length > 0 && random.chance(0.1)) this.submit(random.pick(earlier).command);
    else {
      this.messages += 1;
      const entity = `${random.pick(ENTITIES)}-${Math.floor(this.messages / 40)}`;
      this.submit(subject.command(entity, `m${this.messages}`, random));
    }
  }

  /** From now on nobody gives up. */
  heal(): void {
    this.isHealed = true;
  }

  /** The ingress goes down with its process; its clients try again with the next. */
  crash(): void {
    const lost = [...this.waiting];
    for (const submission of this.submissions.values()) submission.isLost = true;
    this.waiting.clear();
    for (const { command } of lost) if (this.parts.random.chance(0.7)) this.submit(command);
  }

  /** What the owner of the partition pushes, on its way: it may be lost, late or repeated. */
  onPush(deliveries: readonly OutcomeDelivery<T['outcome']>[]): void {
    const { random, scheduler, faults, sometimes } = this.parts;
    for (const delivery of deliveries) {
      this.verifyPush(delivery);
      if (random.chance(faults.outcomeLossRate)) continue;
      scheduler.after(random.between(0, 8), () => this.receive(delivery));
      if (!random.chance(faults.outcomeRepeatRate)) continue;
      sometimes.note('outcome delivered twice');
      scheduler.after(random.between(5, 80), () => this.receive(delivery));
    }
  }

  private submit(command: T['command']): void {
    const { subject, scheduler, random } = this.parts;
    const entity = subject.aggregate.entityOfCommand(command);
    const lifeMs = this.isHealed ? HEALED_EXPIRY_MS : random.pick([60, 300, 1_500, 5_000]);
    const submission: Submission<T> = {
      correlationId: random.id(),
      command,
      entity,
      messageId: subject.messageIdOf(command),
      expiresAtMs: scheduler.nowMs + lifeMs,
      acknowledgedBefore: this.acknowledged.get(entity) ?? 0,
      outcome: undefined,
      isLost: false,
    };
    this.submissions.set(submission.correlationId, submission);
    this.waiting.add(submission);
    this.enqueue(submission);
  }

  private enqueue(submission: Submission<T>): void {
    const { queue, scheduler, random, faults } = this.parts;
    const { correlationId, expiresAtMs, command } = submission;
    const isUnknown = random.chance(faults.enqueueUnknownRate);
    if (!isUnknown || random.chance(0.5)) {
      scheduler.after(random.between(0, isUnknown ? 200 : 3), () => {
        if (!submission.isLost) queue.land({ correlationId, replyTo: 'ingress', expiresAtMs, body: command });
      });
    }
    scheduler.after(isUnknown ? 20 : random.between(40, 250), () => this.followUp(submission));
  }

  /** No outcome yet: the same again, or, once it has expired, another submission of the same message. */
  private followUp(submission: Submission<T>): void {
    if (submission.outcome !== undefined || submission.isLost) return;
    if (this.parts.scheduler.nowMs <= submission.expiresAtMs) this.enqueue(submission);
    else {
      this.waiting.delete(submission);
      if (this.isHealed || this.parts.random.chance(0.7)) this.submit(submission.command);
    }
  }

  /** At the moment of the push, whoever pushes: the log must say the same. */
  private verifyPush({ correlationId, outcome }: OutcomeDelivery<T['outcome']>): void {
    const { oracle, subject } = this.parts;
    const submission = this.submissions.get(correlationId)!;
    const verdict = subject.verdictOf(outcome);
    if (verdict.kind === 'view') {
      const accepted = oracle.counts.get(submission.entity) ?? 0;
      if ((verdict.accepted ?? 0) > accepted) this.report('I9', `a read saw ${verdict.accepted} of ${accepted}`);
      return;
    }
    const recorded = oracle.outcomes.get(correlationId);
    if (recorded === undefined) this.report('I9', `${correlationId} was answered but is not in the log`);
    else if (recorded !== JSON.stringify(outcome)) this.report('I5', `${correlationId} was answered otherwise`);
    if (verdict.kind !== 'accepted') return;
    const acceptance = oracle.accepted.get(`${submission.entity}/${submission.messageId}`);
    if (acceptance?.ordinal !== verdict.ordinal) {
      this.report('I1', `${submission.entity}/${submission.messageId} was acknowledged at ${verdict.ordinal}`);
    }
  }

  private receive({ correlationId, outcome }: OutcomeDelivery<T['outcome']>): void {
    const { subject } = this.parts;
    const submission = this.submissions.get(correlationId)!;
    if (submission.isLost) return;
    const verdict = subject.verdictOf(outcome);
    const text = JSON.stringify(outcome);
    this.waiting.delete(submission);
    if (verdict.kind === 'view') this.verifyRead(submission, verdict.accepted);
    else if (submission.outcome !== undefined && submission.outcome !== text) {
      this.report('I5', `${correlationId} got ${submission.outcome} and ${text}`);
    }
    submission.outcome = text;
    if (verdict.kind !== 'accepted') return;
    if (!verdict.duplicate && verdict.ordinal <= submission.acknowledgedBefore) {
      this.report('I4', `${submission.entity}: ${verdict.ordinal} after ${submission.acknowledgedBefore}`);
    }
    const before = this.acknowledged.get(submission.entity) ?? 0;
    this.acknowledged.set(submission.entity, Math.max(before, verdict.ordinal));
  }

  /** A read sees what was acknowledged before it was sent; an entity that has left memory shows nothing of it. */
  private verifyRead(submission: Submission<T>, accepted: number | undefined): void {
    if (accepted === undefined || accepted >= submission.acknowledgedBefore) return;
    this.report('I9', `a read saw ${accepted} of ${submission.acknowledgedBefore} acknowledged`);
  }

  private report(...violation: ConstructorParameters<typeof Violation>): void {
    this.parts.report(new Violation(...violation));
  }
}
