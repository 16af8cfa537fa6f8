/**
 * The clients of the simulated world: they send through any ingress, send the same twice, try again when the outcome is
 * unknown, and hold every answer against the promises (I1, I2, I4, I5, I9, I12).
 */
import type { SessionCommand, SessionMetadata, SessionOutcome } from '@macp/kernel';
import type { OutcomeDelivery } from '@macp/partition-worker';
import { sessionOfCommand } from '@macp/records';
import type { Ingress } from './ingress.js';
import { Violation } from './invariants.js';
import { latin1 } from './oracle.js';
import type { Oracle } from './oracle.js';
import type { Projection } from './projection.js';
import { messageOf } from './session-messages.js';
import { nextCommand, policyOf, sessionIdOf, sessions } from './session-script.js';
import type { SimContext } from './sim-context.js';
import type { SimLogStore } from './sim-log-store.js';
import type { SimQueueStore } from './sim-queue.js';

/** What a client wants, until it has an answer or has given up. */
interface Wish {
  readonly command: SessionCommand;
  readonly sessionId: string;
}

/** One attempt of it. */
interface Call {
  readonly wish: Wish;
  readonly ingress: Ingress;
  /** Records that were in the log when it was sent. */
  readonly logEnd: number;
  isOver: boolean;
}

export interface ClientsParts {
  readonly context: SimContext;
  readonly ingresses: readonly Ingress[];
  readonly projection: Projection;
  readonly oracle: Oracle;
  readonly log: SimLogStore;
  readonly queue: SimQueueStore<SessionCommand>;
}

/** Sessions that are talked to at a time. */
const SESSIONS = 6;
/** Messages after which they are others. */
const MESSAGES_PER_ROUND = 50;
const HEALED_PATIENCE_MS = 30_000;

export class Clients {
  /** Invariant: every wish whose client still waits. */
  readonly waiting = new Set<Wish>();
  answered = 0;
  private readonly calls = new Set<Call>();
  private readonly wishes: SessionCommand[] = [];
  /** Messages that somebody was told were new, by session and message id. */
  private readonly acknowledged = new Set<string>();
  private messages = 0;
  private isHealed = false;

  constructor(private readonly parts: ClientsParts) {}

  /** A client sends something new, or an earlier message once more. */
  send(): void {
    const { random, scheduler } = this.parts.context;
    const isEarlier = this.wishes.length > 0 && random.chance(0.1);
    if (isEarlier) return this.want(random.pick(this.wishes));
    this.messages += 1;
    const round = Math.floor(this.messages / MESSAGES_PER_ROUND);
    const number = round * SESSIONS + random.between(0, SESSIONS - 1);
    const sessionId = sessionIdOf(number);
    const session = this.parts.oracle.stateOf(sessionId);
    const messageId = `m${this.messages}`;
    const policy = policyOf(number);
    const command = nextCommand({ sessionId, policy, session, messageId, random, nowMs: scheduler.nowMs });
    this.wishes.push(command);
    this.want(command);
    if (random.chance(0.08)) this.want(command);
  }

  /** From now on nobody gives up. */
  heal(): void {
    this.isHealed = true;
  }

  /** The ingress is gone: whoever called it tries again, or not. */
  disconnected(ingress: Ingress): void {
    for (const call of this.calls) if (call.ingress === ingress) this.unknown(call);
  }

  /** At the moment of the push, whoever pushes: the log must say the same. */
  verifyPush({ correlationId, outcome }: OutcomeDelivery<SessionOutcome>): void {
    const { oracle, queue } = this.parts;
    if (outcome.kind === 'observed') {
      const sessionId = sessionOfCommand(queue.sent.get(correlationId)!);
      if (!oracle.hasShownSince(sessionId, -1, outcome.metadata)) this.report('I9', 'a read saw what never was');
      return;
    }
    const recorded = oracle.outcomes.get(correlationId);
    if (recorded === undefined) this.report('I9', `${correlationId} was answered but is not in the log`);
    else if (recorded.text !== latin1(sessions.codec.encodeOutcome(outcome))) {
      this.report('I5', `${correlationId} was answered otherwise than recorded`);
    }
  }

  private want(command: SessionCommand): void {
    const wish = { command, sessionId: sessionOfCommand(command) };
    this.waiting.add(wish);
    this.attempt(wish);
  }

  private attempt(wish: Wish): void {
    const { context, ingresses, log } = this.parts;
    const { random, trace, sometimes } = context;
    const ingress = random.pick(ingresses);
    const { submissions, process } = ingress;
    if (submissions === undefined || process === undefined) return this.tryLater(wish);
    const call: Call = { wish, ingress, logEnd: log.records.length, isOver: false };
    this.calls.add(call);
    const patienceMs = this.isHealed ? HEALED_PATIENCE_MS : random.pick([60, 300, 1_500, 5_000]);
    const joined = submissions.counts.joined;
    trace.add(() => `a client wants ${textOf(wish.command)} within ${patienceMs} ms`);
    submissions.submit(wish.sessionId, wish.command, process.clock.nowMs() + patienceMs, (outcome) => {
      this.done(call, outcome);
    });
    if (submissions.counts.joined > joined) sometimes.note('identical submissions were joined');
  }

  private tryLater(wish: Wish): void {
    const { random, scheduler } = this.parts.context;
    scheduler.after(random.between(1, 60), () => this.attempt(wish));
  }

  private done(call: Call, outcome: SessionOutcome | undefined): void {
    const { wish } = call;
    if (call.isOver) return this.report('I5', `${textOf(wish.command)} was answered twice`);
    this.parts.context.trace.add(() => `${textOf(wish.command)} got ${JSON.stringify(outcome)}`);
    if (outcome === undefined) {
      this.parts.context.sometimes.note('outcome was unknown to the client');
      return this.unknown(call);
    }
    this.end(call);
    if (wish.command.kind === 'ObserveSession') return this.read(call, outcome);
    this.waiting.delete(wish);
    this.answered += 1;
    if (outcome.kind === 'accepted') this.verifyAccepted(call, outcome);
    const mayTryAgain = outcome.kind === 'rejected' && outcome.rejection.code === 'INTERNAL_ERROR';
    if (mayTryAgain && this.parts.context.random.chance(0.3)) this.want(wish.command);
  }

  private end(call: Call): void {
    call.isOver = true;
    this.calls.delete(call);
  }

  private unknown(call: Call): void {
    this.end(call);
    if (this.isHealed || this.parts.context.random.chance(0.7)) this.tryLater(call.wish);
    else this.waiting.delete(call.wish);
  }

  private verifyAccepted({ wish, logEnd }: Call, outcome: { duplicate: boolean; ordinal: number }): void {
    const message = messageOf(wish.command);
    if (message === undefined) return;
    const key = `${message.sessionId}/${message.messageId}`;
    const acceptance = this.parts.oracle.accepted.get(key);
    if (acceptance === undefined) this.report('I1', `${key} was acknowledged but is not in the log`);
    else if (!outcome.duplicate) {
      if (acceptance.ordinal !== outcome.ordinal) this.report('I1', `${key} was acknowledged at ${outcome.ordinal}`);
      if (acceptance.offset < logEnd) this.report('I4', `${key} was accepted before it was sent`);
      if (this.acknowledged.has(key)) this.report('I2', `${key} was acknowledged as new twice`);
      this.acknowledged.add(key);
    }
  }

  /** As GetSession does: the owner answers, and the history for a session that the owner does not know any more. */
  private read(call: Call, outcome: SessionOutcome): void {
    const { wish } = call;
    if (outcome.kind === 'observed') return this.verifyRead(call, outcome.metadata);
    const { reader } = this.parts.projection;
    if (reader === undefined) return this.tryLater(wish);
    this.parts.context.sometimes.note('read was answered from history');
    reader.session(wish.sessionId).then(
      (metadata) => this.verifyRead(call, metadata),
      () => this.tryLater(wish),
    );
    this.parts.projection.onCrash(() => {
      if (this.waiting.has(wish)) this.tryLater(wish);
    });
  }

  private verifyRead({ wish, logEnd }: Call, metadata: SessionMetadata | undefined): void {
    if (!this.waiting.delete(wish)) return;
    this.answered += 1;
    const { sessionId } = wish;
    if (this.parts.oracle.hasShownSince(sessionId, logEnd - 1, metadata)) return;
    this.report('I9', `a read of ${sessionId} was not of its time: ${JSON.stringify(metadata)}`);
  }

  private report(...violation: ConstructorParameters<typeof Violation>): void {
    this.parts.context.report(new Violation(...violation));
  }
}

function textOf(command: SessionCommand): string {
  if (command.kind !== 'SubmitEnvelope') return `${command.kind} of ${command.sessionId} by ${command.caller}`;
  const { messageType, messageId, sessionId, sender } = command.envelope;
  return `${messageType} ${sessionId}/${messageId} by ${sender}`;
}
