/**
 * Clients of one process that journal what was acknowledged: each writes one Decision session after another, one message
 * at a time, and sends what was not answered again. A history is told by the journal alone: what was acknowledged, in
 * order, and behind it at most the one message whose outcome is unknown (I1 to I4).
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { ERROR_CODE_KEY } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { completeDecision, history, proposalStep, send } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';
import type { Random } from '../sim/random.js';

const PROPOSALS_MAX = 40;
const OLD_SESSIONS_CHECKED = 4;
/** What befalls calls to a process that is killed, is leaving, or cannot write. */
const UNKNOWN: readonly status[] = [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED];

/** A connection that ends behind a GOAWAY is called an internal error by the client's library; the server has said nothing. */
function isUnknown({ code, metadata }: ServiceError): boolean {
  return UNKNOWN.includes(code) || (code === status.INTERNAL && metadata.get(ERROR_CODE_KEY).length === 0);
}

/** What the histories say of the journals. */
export interface Figures {
  readonly acknowledged: number;
  /** Messages without an answer that were sent again, and those of them that turned out to be accepted already. */
  readonly resent: number;
  readonly duplicates: number;
  /** Acknowledged and not in the history. */
  readonly lost: number;
  /** In the history more than once. */
  readonly repeated: number;
  /** Sessions whose history is in another order than their journal. */
  readonly reordered: number;
  /** In the history and never sent, or not the last thing sent. */
  readonly unexplained: number;
  /** Sent again and called a duplicate although it was not in the history, or new although it was. */
  readonly misjudged: number;
}

/** What it is when everything holds. */
export const FLAWLESS = { lost: 0, repeated: 0, reordered: 0, unexplained: 0, misjudged: 0 };

/** One session as its client knows it. */
class JournaledSession {
  readonly sessionId = randomUUID();
  readonly acknowledged: string[] = [];
  private readonly steps: Step[];

  constructor(random: Random) {
    const [start, ...rest] = completeDecision(this.sessionId);
    const more = random.between(0, PROPOSALS_MAX);
    const proposals = Array.from({ length: more }, (_, n) => proposalStep(this.sessionId, `p-${n}`));
    const hasEnd = random.chance(0.8);
    this.steps = [start!, ...proposals, ...(hasEnd ? rest : [])];
  }

  /** What is to be sent next: the first that is not acknowledged. */
  get next(): Step | undefined {
    return this.steps[this.acknowledged.length];
  }
}

export class JournaledSessions {
  acknowledged = 0;
  private resent = 0;
  private duplicates = 0;
  private misjudged = 0;
  private readonly broken = new Map<string, Omit<typeof FLAWLESS, 'misjudged'>>();
  private readonly writing: JournaledSession[];
  private readonly written: JournaledSession[] = [];

  constructor(
    private readonly random: Random,
    writers: number,
  ) {
    this.writing = Array.from({ length: writers }, () => new JournaledSession(random));
  }

  /** What was found so far. */
  get figures(): Figures {
    const { acknowledged, resent, duplicates, misjudged } = this;
    const sum = (key: keyof Omit<typeof FLAWLESS, 'misjudged'>): number =>
      [...this.broken.values()].reduce((total, found) => total + found[key], 0);
    return {
      acknowledged,
      resent,
      duplicates,
      misjudged,
      lost: sum('lost'),
      repeated: sum('repeated'),
      reordered: sum('reordered'),
      unexplained: sum('unexplained'),
    };
  }

  /** Writes until no call is answered any more. @throws when a message is refused */
  async write(address: string): Promise<void> {
    const client = connect({ address });
    try {
      await Promise.all(this.writing.map((_, place) => this.writeOne(client, place)));
    } finally {
      client.close();
    }
  }

  /** Holds the sessions that were written last, and some of the others, against their histories; then settles what is open. */
  async check(address: string): Promise<void> {
    const client = connect({ address });
    try {
      for (let n = 0; n < Math.min(OLD_SESSIONS_CHECKED, this.written.length); n += 1) {
        await this.compare(client, this.random.pick(this.written));
      }
      for (const session of this.writing) await this.settle(client, session, await this.compare(client, session));
    } finally {
      client.close();
    }
  }

  /** Holds every session there ever was against its history. */
  async checkAll(address: string): Promise<void> {
    const client = connect({ address });
    try {
      for (const session of [...this.written, ...this.writing]) await this.compare(client, session);
    } finally {
      client.close();
    }
  }

  private async writeOne(client: RuntimeClient, place: number): Promise<void> {
    for (;;) {
      const session = this.writing[place]!;
      const step = session.next;
      if (step === undefined) {
        this.written.push(session);
        this.writing[place] = new JournaledSession(this.random);
      } else if (!(await this.deliver(client, session, step))) return;
    }
  }

  /** False when the outcome is unknown. */
  private async deliver(client: RuntimeClient, session: JournaledSession, step: Step): Promise<boolean> {
    try {
      const ack = await send(client, step);
      if (!ack.ok || ack.duplicate) throw new Error(`not accepted: ${JSON.stringify(ack)}`);
    } catch (cause) {
      if (!isUnknown(cause as ServiceError)) throw cause;
      return false;
    }
    this.acknowledge(session, step);
    return true;
  }

  private acknowledge(session: JournaledSession, { envelope }: Step): void {
    session.acknowledged.push(envelope.messageId!);
    this.acknowledged += 1;
  }

  /** Whether the message whose outcome is unknown is in the history. */
  private async compare(client: RuntimeClient, session: JournaledSession): Promise<boolean> {
    const { acknowledged, sessionId, next } = session;
    const told = await history(client, sessionId).catch((cause: unknown) => {
      // Perhaps it never came to be.
      if (acknowledged.length === 0) return [];
      throw cause;
    });
    const ids = new Set(told);
    const isTold = acknowledged.filter((id) => ids.has(id));
    const behind = told.filter((id) => !acknowledged.includes(id));
    const isPendingTold = behind.length > 0 && behind[0] === next?.envelope.messageId;
    this.broken.set(sessionId, {
      lost: acknowledged.length - isTold.length,
      repeated: told.length - ids.size,
      reordered: [...ids].join() === [...isTold, ...new Set(behind)].join() ? 0 : 1,
      unexplained: behind.length - (isPendingTold ? 1 : 0),
    });
    return isPendingTold;
  }

  /** Sends again what was not answered: a duplicate if the history has it, else accepted for the first time. */
  private async settle(client: RuntimeClient, session: JournaledSession, isTold: boolean): Promise<void> {
    const step = session.next;
    if (step === undefined) return;
    const ack = await send(client, step);
    if (!ack.ok) throw new Error(`not accepted: ${JSON.stringify(ack)}`);
    this.resent += 1;
    if (ack.duplicate) this.duplicates += 1;
    if (ack.duplicate !== isTold) this.misjudged += 1;
    this.acknowledge(session, step);
  }
}
