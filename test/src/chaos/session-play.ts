/**
 * Plays one session to its end, holding every answer against the plan: a refusal that was not due is false, an acceptance
 * that was not due too, a message is accepted as new at most once (I2), and reads show what was acknowledged before.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { isTerminal } from '@macp/kernel';
import type { SessionState } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { kernelState } from '@macp/wire';
import { SteadyFollower } from '../cluster/steady-follower.js';
import type { Random } from '../sim/random.js';
import { Journal } from './journal.js';
import type { PersistentClient } from './persistent-client.js';
import { refusedProbe } from './plans.js';
import type { Deed, Message, Plan } from './plans.js';
import type { Tally } from './tally.js';
import type { Asked, CallKind, Wait, Waits } from './waits.js';

const READ_CHANCE = 0.15;
const TWIN_CHANCE = 0.08;
const FOLLOWED_CHANCE = 0.5;
const THINK_MS_MAX = 20;
const LOOK_AGAIN_MS = 5;

type Ack = macp.v1.Ack;
type Control = Exclude<Deed['kind'], 'messages' | 'outlive'>;

/** What a session is played with. */
export interface Stage {
  readonly client: PersistentClient;
  /** `host:port` of the ingresses. */
  readonly addresses: readonly string[];
  readonly random: Random;
  readonly tally: Tally;
  readonly waits: Waits;
  /** No further deed is begun of what may stay open. */
  readonly isEnding: () => boolean;
}

export class SessionPlay {
  readonly journal: Journal;
  private sent = 0;
  private follower: SteadyFollower | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly stage: Stage,
  ) {
    this.journal = new Journal(plan.sessionId, plan.mode);
  }

  /** Resolves when the session is where the plan wants it, or all is ending. */
  async run(): Promise<void> {
    try {
      await this.play();
    } finally {
      await this.follower?.stop();
    }
  }

  private async play(): Promise<void> {
    const { plan, stage } = this;
    const firstSentAtMs = Date.now();
    await this.messages([plan.start]);
    if (this.journal.count === 0) return;
    if (stage.random.chance(FOLLOWED_CHANCE))
      this.follower = new SteadyFollower(stage.addresses, plan.sessionId, stage.random.between(0, 1));
    for (const deed of plan.deeds) {
      if (deed.kind === 'messages') await this.messages(deed.messages);
      else if (deed.kind === 'outlive') await this.outlive(deed.message, firstSentAtMs + plan.ttlMs);
      else await this.control(deed.kind);
      if (stage.random.chance(READ_CHANCE)) await this.read();
      if (stage.isEnding() && deed.kind !== 'outlive') break;
      await pause(stage.random.between(0, THINK_MS_MAX));
    }
    if (isTerminal(this.journal.state)) await this.afterItsEnd();
    await this.unfollow();
  }

  /** All at once; those that are accepted are in the journal. */
  private async messages(messages: readonly Message[]): Promise<void> {
    const accepted = await Promise.all(messages.map((message) => this.message(message)));
    this.journal.acknowledged(accepted.flatMap((id) => (id === undefined ? [] : [id])));
    // What was refused now might be accepted later, if an attempt without an answer is still on its way.
    if (accepted.includes(undefined)) await this.stage.client.settled();
    if (messages.some(({ messageType }, index) => messageType === 'Commitment' && accepted[index] !== undefined))
      this.journal.state = 'RESOLVED';
  }

  /** The message's id when it was accepted. */
  private async message(message: Message): Promise<string | undefined> {
    const messageId = `m${++this.sent}`;
    const { tally } = this.stage;
    const found = await this.answerOf(message, messageId);
    if (found === message.answer) {
      if (found !== 'ok') tally.refusedRightly += 1;
    } else if (found === 'ok') this.falsehood(`${message.messageType} accepted instead of ${message.answer}`);
    else tally.falseRefusals.push(`${this.where}: ${message.messageType} refused with ${found}`);
    if (found !== 'ok') return undefined;
    tally.acknowledged += 1;
    return messageId;
  }

  /** `ok`, or the code of the refusal; a Commitment without a verdict is sent again. */
  private async answerOf({ sender, messageType, payload }: Message, messageId: string): Promise<string> {
    const { plan, stage } = this;
    const { sessionId, mode } = plan;
    const envelope = { macpVersion: '1.0', mode, sessionId, messageType, messageId, payload };
    const call = { rpc: 'Send', request: { envelope }, sender } as const;
    let fresh = 0;
    const code = (ack: Ack): string => {
      if (ack.ok && !ack.duplicate && ++fresh > 1) this.falsehood(`${messageId} was accepted as new twice`);
      return ack.ok ? 'ok' : ack.error!.code;
    };
    const early = stage.random.chance(TWIN_CHANCE) ? await stage.client.everywhere(call) : [];
    const earlyCodes = early.map(({ ack }) => code(ack!));
    let unjudged: Wait | undefined;
    for (;;) {
      const answer = await stage.client.call(call);
      const found = 'code' in answer ? `status ${answer.code}` : code(answer.response.ack!);
      if (messageType !== 'Commitment' || found !== 'INTERNAL_ERROR') {
        for (const other of earlyCodes)
          if (other !== found && !(messageType === 'Commitment' && other === 'INTERNAL_ERROR'))
            this.falsehood(`${messageId} was told ${other} and ${found}`);
        if (unjudged !== undefined) stage.waits.end(unjudged);
        return found;
      }
      unjudged ??= stage.waits.begin(this.asked('verdict', messageType, messageId));
      stage.tally.withoutVerdict += 1;
      await pause(THINK_MS_MAX);
    }
  }

  private async outlive(message: (n: number) => Message, openUntilMs: number): Promise<void> {
    for (;;) {
      const found = await this.answerOf(message(this.sent), `m${++this.sent}`);
      if (found === 'ok') {
        this.stage.tally.acknowledged += 1;
        this.journal.acknowledged([`m${this.sent}`]);
      } else if (found === 'SESSION_NOT_OPEN' && Date.now() >= openUntilMs) {
        this.journal.state = 'EXPIRED';
        this.stage.tally.refusedRightly += 1;
        return;
      } else {
        this.stage.tally.falseRefusals.push(`${this.where}: ${found} before its deadline`);
        return;
      }
      await pause(this.stage.random.between(0, THINK_MS_MAX * 10));
    }
  }

  /** A second attempt finds done what the first did whose outcome was unknown. */
  private async control(rpc: Control): Promise<void> {
    const { plan, stage } = this;
    const request = { sessionId: plan.sessionId, reason: 'chaos' };
    const answer = await stage.client.call({ rpc, request, sender: 'lead' });
    const code =
      'code' in answer ? `status ${answer.code}` : answer.response.ack!.ok ? 'ok' : answer.response.ack!.error!.code;
    if (code !== 'ok' && !(answer.attempts > 1 && code === 'SESSION_NOT_OPEN'))
      stage.tally.falseRefusals.push(`${this.where}: ${rpc} refused with ${code}`);
    this.journal.state = AFTER[rpc];
    stage.tally.acknowledged += 1;
    if (answer.attempts > 1) await stage.client.settled();
    await this.read();
  }

  /** At another ingress than the last call's. */
  private async read(): Promise<void> {
    const { plan, stage, journal } = this;
    stage.client.turn();
    const request = { sessionId: plan.sessionId };
    const answer = await stage.client.call({ rpc: 'GetSession', request, sender: 'lead' });
    stage.tally.reads += 1;
    if ('code' in answer) stage.tally.falseRefusals.push(`${this.where}: GetSession ended with ${answer.code}`);
    else {
      const found = stateAndCount(answer.response.metadata!);
      const due = `${journal.state} ${journal.count}`;
      if (found !== due) this.falsehood(`read as ${found} after ${due} was acknowledged`);
    }
  }

  /** It accepts nothing more (I6), knows what it has accepted, and its id is not given again. */
  private async afterItsEnd(): Promise<void> {
    const { plan, stage } = this;
    await this.messages([refusedProbe(), { ...plan.start, answer: 'SESSION_ALREADY_EXISTS' }]);
    const { sender, messageType, payload } = plan.start;
    const { sessionId, mode } = plan;
    const envelope = { macpVersion: '1.0', mode, sessionId, messageType, messageId: this.journal.first, payload };
    const answer = await stage.client.call({ rpc: 'Send', request: { envelope }, sender });
    const ack = 'code' in answer ? undefined : answer.response.ack!;
    if (ack?.ok !== true || !ack.duplicate) this.falsehood('its start, sent again, is no duplicate');
    await this.read();
  }

  private async unfollow(): Promise<void> {
    const { follower, journal, stage } = this;
    if (follower === undefined) return;
    const wait = stage.waits.begin(this.asked('follow', 'StreamSession'));
    const before = follower.broken.length;
    while (follower.ids.length < journal.count && !stage.client.isClosed) await pause(LOOK_AGAIN_MS);
    for (const end of follower.broken.slice(before)) wait.note(end);
    if (!stage.client.isClosed) stage.waits.end(wait);
    await follower.stop();
    stage.tally.followed += 1;
    stage.tally.brokenStreams += follower.broken.length;
    const { lost, repeated, unknown, reordered } = journal.compare(follower.ids);
    if (lost + repeated + unknown + reordered > 0)
      this.falsehood(`a follower lost ${lost}, had ${repeated} twice and ${unknown} too many, reordered ${reordered}`);
  }

  private asked(kind: CallKind, what: string, messageId = ''): Asked {
    const { plan, stage } = this;
    return { kind, client: stage.client.name, sender: 'lead', what, sessionId: plan.sessionId, messageId };
  }

  private falsehood(what: string): void {
    this.stage.tally.falsehoods.push(`${this.where}: ${what}`);
  }

  private get where(): string {
    return `${this.plan.mode} ${this.plan.sessionId}`;
  }
}

const AFTER: Readonly<Record<Control, SessionState>> = {
  SuspendSession: 'SUSPENDED',
  ResumeSession: 'OPEN',
  CancelSession: 'CANCELLED',
};

/** The state, and how many messages with the start. */
export function stateAndCount({ state, participantActivity }: macp.v1.SessionMetadata): string {
  const messages = participantActivity.reduce((sum, { messageCount }) => sum + messageCount, 1);
  return `${kernelState(state)} ${messages}`;
}
