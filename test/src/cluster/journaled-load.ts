/**
 * Clients of a cluster that journal what they sent and what was acknowledged: each session is written by one client, one
 * message after another, every message sent again, at any ingress, until it is answered. So when the load has ended, the
 * history of a session is its journal and nothing else (I1 to I4), and so is what its follower saw (I11).
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { history, proposalStep, startStep } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';
import { SteadyFollower } from './steady-follower.js';

/** What may befall a call whose outcome is unknown. */
const UNKNOWN: readonly status[] = [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED];
const CALL_MAX_MS = 5000;
const AGAIN_AFTER_MS = 20;

/** One session, and the client that writes it. */
interface Writer {
  readonly sessionId: string;
  /** Ids of what was acknowledged, in order; at most one message is sent and not acknowledged. */
  readonly acknowledged: string[];
  /** There once the session is open. */
  follower: SteadyFollower | undefined;
  client: RuntimeClient;
  place: number;
  /** When the last message was sent that is acknowledged. */
  answeredSentAtMs: number;
}

/** What the histories say of the journals. */
export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged and not in the history. */
  readonly lost: number;
  /** In the history more than once. */
  readonly repeated: number;
  /** Sessions whose history is in another order than their journal. */
  readonly reordered: number;
  /** Sessions whose follower saw anything else than the history. */
  readonly misled: number;
}

/** What it is when everything holds. */
export const FLAWLESS = { lost: 0, repeated: 0, reordered: 0, misled: 0 };

export class JournaledLoad {
  /** Calls without an answer, which were made again. */
  unanswered = 0;
  /** The longest time from the first attempt of a message to its acknowledgement. */
  longestMs = 0;
  private isEnding = false;
  private running: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly ingresses: readonly string[],
    private readonly writers: readonly Writer[],
    private readonly pauseMs: number,
  ) {}

  /**
   * Opens `sessions` sessions, spread over the ingresses (`host:port`), and writes to all of them until it is ended, each
   * message `pauseMs` after the acknowledgement of the one before.
   */
  static async start(ingresses: readonly string[], sessions: number, pauseMs = 0): Promise<JournaledLoad> {
    const writers = Array.from({ length: sessions }, (_, place): Writer => {
      const client = connect({ address: ingresses[place % ingresses.length]! });
      return { sessionId: randomUUID(), acknowledged: [], follower: undefined, client, place, answeredSentAtMs: 0 };
    });
    const load = new JournaledLoad(ingresses, writers, pauseMs);
    for (const writer of writers) {
      await load.deliver(writer, startStep(writer.sessionId));
      // Who follows is elsewhere than who writes.
      writer.follower = new SteadyFollower(ingresses, writer.sessionId, writer.place + 1);
    }
    load.running = Promise.all(writers.map((writer) => load.write(writer)));
    load.running.catch(() => undefined);
    return load;
  }

  get acknowledged(): number {
    return this.writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  }

  /** Ids of what was acknowledged, in order, by session. */
  get journals(): ReadonlyMap<string, readonly string[]> {
    return new Map(this.writers.map(({ sessionId, acknowledged }) => [sessionId, acknowledged]));
  }

  /** What streams of followers ended with before they were asked to. */
  get brokenStreams(): readonly string[] {
    return this.writers.flatMap(({ follower }) => follower!.broken);
  }

  /** Begins the measures anew. */
  measure(): void {
    this.longestMs = 0;
    this.unanswered = 0;
  }

  /**
   * Resolves once a message of every session, or of every one of `among`, was acknowledged that was sent from now on.
   *
   * @throws when one was refused
   */
  async goesOn(among: (sessionId: string) => boolean = () => true): Promise<void> {
    const sinceMs = performance.now();
    const writers = this.writers.filter(({ sessionId }) => among(sessionId));
    const isDone = async (): Promise<void> => {
      while (writers.some(({ answeredSentAtMs }) => answeredSentAtMs < sinceMs)) await pause(5);
    };
    await Promise.race([isDone(), this.running]);
  }

  /** Resolves when every message that was sent is acknowledged, and every follower has seen it. @throws when one was refused */
  async end(): Promise<void> {
    this.isEnding = true;
    await this.running;
    await Promise.all(this.writers.map(({ follower, acknowledged }) => follower!.arrived(acknowledged.length)));
    for (const { follower, client } of this.writers) {
      await follower!.stop();
      client.close();
    }
  }

  /** After `end`: holds the journals against the histories that an ingress tells. */
  async verdict(address: string): Promise<Verdict> {
    const client = connect({ address });
    const found = { acknowledged: this.acknowledged, ...FLAWLESS };
    for (const { sessionId, acknowledged, follower } of this.writers) {
      const told = await history(client, sessionId);
      const ids = new Set(told);
      found.lost += acknowledged.filter((id) => !ids.has(id)).length;
      found.repeated += told.length - ids.size;
      if ([...ids].join() !== acknowledged.filter((id) => ids.has(id)).join()) found.reordered += 1;
      if (follower!.ids.join() !== told.join()) found.misled += 1;
    }
    client.close();
    return found;
  }

  private async write(writer: Writer): Promise<void> {
    for (let n = 0; !this.isEnding; n++) {
      await this.deliver(writer, proposalStep(writer.sessionId, `p-${n}`));
      if (this.pauseMs > 0) await pause(this.pauseMs);
    }
  }

  private async deliver(writer: Writer, step: Step): Promise<void> {
    const firstSentAtMs = performance.now();
    for (;;) {
      const sentAtMs = performance.now();
      const ack = await this.attempt(writer, step);
      if (ack === undefined) continue;
      if (!ack.ok) throw new Error(`refused: ${ack.error!.code} ${ack.error!.message}`);
      writer.acknowledged.push(step.envelope.messageId!);
      writer.answeredSentAtMs = sentAtMs;
      this.longestMs = Math.max(this.longestMs, performance.now() - firstSentAtMs);
      return;
    }
  }

  /** `undefined` when its outcome is unknown: the next attempt goes to the next ingress. */
  private async attempt(writer: Writer, { sender, envelope }: Step): Promise<macp.v1.Ack | undefined> {
    const options = { deadline: Date.now() + CALL_MAX_MS };
    const request = { rpc: 'Send', request: { envelope }, metadata: bearer(sender), options } as const;
    try {
      return (await callUnary(writer.client, request)).ack!;
    } catch (cause) {
      if (!UNKNOWN.includes((cause as ServiceError).code)) throw cause;
      this.unanswered += 1;
      await pause(AGAIN_AFTER_MS);
      writer.client.close();
      writer.client = connect({ address: this.ingresses[++writer.place % this.ingresses.length]! });
      return undefined;
    }
  }
}
