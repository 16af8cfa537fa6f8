/** Clients of sessions: what they are told about messages and reads is held against the log (I1, I2, I4, I9). */
import type { SessionCommand, SessionMetadata, SessionOutcome } from '@macp/kernel';
import { sessionOfCommand } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { Clients } from './clients.js';
import type { Call, ClientsParts } from './clients.js';
import type { Judges } from './judge.js';
import type { Projection } from './projection.js';
import type { SessionJudge } from './session-judge.js';
import { messageOf, read } from './session-messages.js';
import { nextCommand, policyOf, sessionIdOf } from './session-script.js';

export interface SessionClientsParts extends ClientsParts<SessionTypes> {
  readonly projection: Projection;
  readonly sessionJudges: Judges<SessionTypes, SessionJudge>;
}

/** Sessions that are talked to at a time. */
const SESSIONS = 6;
/** Messages after which they are others. */
const MESSAGES_PER_ROUND = 50;

export class SessionClients extends Clients<SessionTypes> {
  /** Messages that somebody was told were new, by session and message id, with the ordinal. */
  private readonly acknowledged = new Map<string, number>();
  private messages = 0;
  /** In some worlds there is much reading. */
  private readonly readRate: number;

  constructor(private readonly own: SessionClientsParts) {
    super(own);
    this.readRate = own.context.random.pick([0, 0, 0.5]);
  }

  /** I1: what was acknowledged is in the log for good. */
  verifyAcknowledged(): void {
    for (const [key, ordinal] of this.acknowledged) {
      const [sessionId] = key.split('/');
      const isThere = this.own.sessionJudges.of(sessionId!).accepted.get(key)?.ordinal === ordinal;
      if (!isThere) this.report('I1', `${key} was acknowledged at ${ordinal} and has gone`);
    }
  }

  protected nextCommand(): SessionCommand {
    const { random, scheduler } = this.parts.context;
    this.messages += 1;
    const round = Math.floor(this.messages / MESSAGES_PER_ROUND);
    const number = round * SESSIONS + random.between(0, SESSIONS - 1);
    const sessionId = sessionIdOf(number);
    const session = this.own.sessionJudges.of(sessionId).stateOf(sessionId);
    const messageId = `m${this.messages}`;
    const script = { sessionId, policy: policyOf(number), session, messageId, random, nowMs: scheduler.nowMs };
    return random.chance(this.readRate) ? read(script) : nextCommand(script);
  }

  protected keyOf(command: SessionCommand): string {
    return sessionOfCommand(command);
  }

  protected textOf(command: SessionCommand): string {
    if (command.kind !== 'SubmitEnvelope') return `${command.kind} of ${command.sessionId} by ${command.caller}`;
    const { messageType, messageId, sessionId, sender } = command.envelope;
    return `${messageType} ${sessionId}/${messageId} by ${sender}`;
  }

  protected take(call: Call<SessionTypes>, outcome: SessionOutcome): void {
    const { wish } = call;
    if (wish.command.kind === 'ObserveSession') return this.read(call, outcome);
    this.settle(wish);
    if (outcome.kind === 'accepted') this.verifyAccepted(call, outcome);
    const mayTryAgain = outcome.kind === 'rejected' && outcome.rejection.code === 'INTERNAL_ERROR';
    if (mayTryAgain && this.parts.context.random.chance(0.3)) this.want(wish.command);
  }

  protected verifyUnrecorded(command: SessionCommand, outcome: SessionOutcome): void {
    const sessionId = sessionOfCommand(command);
    const metadata = outcome.kind === 'observed' ? outcome.metadata : undefined;
    const isSeen = this.own.sessionJudges.of(sessionId).hasShownSince(sessionId, -1, metadata);
    if (!isSeen) this.report('I9', 'a read saw what never was');
  }

  private verifyAccepted({ wish, logEnd }: Call<SessionTypes>, outcome: { duplicate: boolean; ordinal: number }): void {
    const message = messageOf(wish.command);
    if (message === undefined) return;
    const key = `${message.sessionId}/${message.messageId}`;
    const acceptance = this.own.sessionJudges.of(message.sessionId).accepted.get(key);
    if (acceptance === undefined) this.report('I1', `${key} was acknowledged but is not in the log`);
    else if (!outcome.duplicate) {
      if (acceptance.ordinal !== outcome.ordinal) this.report('I1', `${key} was acknowledged at ${outcome.ordinal}`);
      if (acceptance.offset < logEnd) this.report('I4', `${key} was accepted before it was sent`);
      if (this.acknowledged.has(key)) this.report('I2', `${key} was acknowledged as new twice`);
      this.acknowledged.set(key, outcome.ordinal);
    }
  }

  /** As GetSession does: the owner answers, and the history for a session that the owner does not know any more. */
  private read(call: Call<SessionTypes>, outcome: SessionOutcome): void {
    const { wish } = call;
    if (outcome.kind === 'observed') return this.verifyRead(call, outcome.metadata);
    const { reader } = this.own.projection;
    if (reader === undefined) return this.tryLater(wish);
    this.parts.context.sometimes.note('read was answered from history');
    reader.session(wish.key).then(
      (metadata) => this.verifyRead(call, metadata),
      () => this.tryLater(wish),
    );
    this.own.projection.onCrash(() => {
      if (this.waiting.has(wish)) this.tryLater(wish);
    });
  }

  private verifyRead({ wish, logEnd }: Call<SessionTypes>, metadata: SessionMetadata | undefined): void {
    if (!this.settle(wish)) return;
    if (this.own.sessionJudges.of(wish.key).hasShownSince(wish.key, logEnd - 1, metadata)) return;
    this.report('I9', `a read of ${wish.key} was not of its time: ${JSON.stringify(metadata)}`);
  }
}
