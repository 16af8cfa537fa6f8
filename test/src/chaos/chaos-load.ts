/**
 * Clients that play session after session of all modes, each message sent again until it is answered, and journal what they
 * were told, while others watch all sessions and signals: when the load has ended, history, lists, watches and the public
 * feed are these journals and nothing else.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../sim/random.js';
import type { Journal } from './journal.js';
import { PersistentClient } from './persistent-client.js';
import { SHARED_POLICIES, planOf } from './plans.js';
import { SessionPlay } from './session-play.js';
import { SessionWatchers } from './session-watchers.js';
import { SignalWatchers } from './signal-watchers.js';
import { Tally } from './tally.js';
import type { Waits } from './waits.js';

export interface ChaosLoadOptions {
  /** `host:port` of the ingresses. */
  readonly addresses: readonly string[];
  readonly clients: number;
  readonly seed: number;
  readonly waits: Waits;
}

export class ChaosLoad {
  readonly tally = new Tally();
  /** One for each session that was started. */
  readonly journals: Journal[] = [];
  readonly sessions: SessionWatchers;
  readonly signals: SignalWatchers;
  private readonly registered = new Set<string>();
  private readonly clients: readonly PersistentClient[];
  private readonly running: Promise<unknown>;
  private isEnding = false;

  private constructor(private readonly options: ChaosLoadOptions) {
    const { addresses, clients, seed, waits } = options;
    const { tally } = this;
    this.sessions = new SessionWatchers(addresses, this.journals, waits);
    this.signals = new SignalWatchers(addresses, waits);
    this.clients = Array.from({ length: clients }, (_, place) => {
      return new PersistentClient({ name: `client-${place + 1}`, addresses, place, tally, waits });
    });
    this.running = Promise.all(this.clients.map((client, n) => this.play(client, new Random(seed * 1000 + n))));
    this.running.catch(() => undefined);
  }

  /** Everyone begins at once. */
  static start(options: ChaosLoadOptions): ChaosLoad {
    return new ChaosLoad(options);
  }

  /** What clients and watchers were told that they should not have been, in words. */
  get wrong(): readonly string[] {
    const { tally, sessions, signals } = this;
    return [tally, sessions, signals].flatMap(({ falsehoods }) => falsehoods).concat(tally.falseRefusals);
  }

  /**
   * Resolves once every client was answered something that it asked from now on, and every watcher was told of what has
   * ended before, and of a signal that was sent from now on. @throws what ended a client
   */
  async goesOn(): Promise<void> {
    const sinceMs = performance.now();
    const isAnswered = async (): Promise<void> => {
      while (this.clients.some(({ answeredSentAtMs }) => answeredSentAtMs < sinceMs)) await pause(5);
    };
    const all = Promise.all([isAnswered(), this.sessions.toldEnds(), this.signals.goesOn()]);
    await Promise.race([all, this.running]);
  }

  /** Resolves when everything that was asked is answered, and all who follow or watch have seen it. @throws what ended a client */
  async end(): Promise<void> {
    this.isEnding = true;
    await this.running;
    await this.sessions.caughtUp();
    await this.signals.end();
    await this.close();
  }

  /** Ends every call at once, whatever is not answered. */
  async close(): Promise<void> {
    this.isEnding = true;
    for (const client of this.clients) client.close();
    await Promise.all([this.sessions.stop(), this.signals.stop()]);
  }

  private async play(client: PersistentClient, random: Random): Promise<void> {
    const { addresses, waits } = this.options;
    const isEnding = (): boolean => this.isEnding;
    while (!this.isEnding) {
      const plan = planOf(random);
      if (plan.policy !== undefined && !(await this.isRegistered(plan.policy, client))) continue;
      client.turn();
      const play = new SessionPlay(plan, { client, addresses, random, tally: this.tally, waits, isEnding });
      this.journals.push(play.journal);
      await play.run();
    }
  }

  /** A second attempt finds there what the first put there whose outcome was unknown. */
  private async isRegistered(policyDescriptor: Policy, client: PersistentClient): Promise<boolean> {
    const policyId = policyDescriptor.policyId!;
    if (this.registered.has(policyId)) return true;
    const answer = await client.call({ rpc: 'RegisterPolicy', request: { policyDescriptor }, sender: 'lead' });
    const isThere =
      'response' in answer && (answer.response.ok || answer.attempts > 1 || SHARED_POLICIES.has(policyId));
    if (isThere) this.registered.add(policyId);
    else this.tally.falseRefusals.push(`policy ${policyId}: ${JSON.stringify(answer)}`);
    return isThere;
  }
}

type Policy = NonNullable<ReturnType<typeof planOf>['policy']>;
