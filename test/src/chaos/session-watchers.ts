/**
 * Watchers of all sessions, one that begins at each ingress: whatever breaks, each is told of every session in the state that
 * its client was told, and nothing that any stream of theirs tells is at odds with the log.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { isTerminal } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import type { Journal } from './journal.js';
import type { LoggedSession } from './log-audit.js';
import { SteadyWatch } from './steady-watch.js';
import { ToldLifecycle, isOfLog } from './told-lifecycle.js';
import type { ToldSession } from './told-lifecycle.js';
import type { Waits } from './waits.js';

const LOOK_AGAIN_MS = 20;

type Frame = macp.v1.WatchSessionsResponse;

interface SessionWatcherOptions {
  /** `host:port` of the ingresses; it begins with the one at `place`. */
  readonly addresses: readonly string[];
  readonly place: number;
  readonly waits: Waits;
  readonly known: () => ToldLifecycle;
  readonly ended: (told: ToldLifecycle) => void;
}

class SessionWatcher {
  current = new ToldLifecycle(new Map());
  private readonly watch: SteadyWatch<Frame>;

  constructor({ known, ended, ...where }: SessionWatcherOptions) {
    this.watch = new SteadyWatch<Frame>({
      ...where,
      what: 'WatchSessions',
      call: (client) => client.WatchSessions({}, bearer('watcher')),
      listen: () => {
        const told = known();
        this.current = told;
        return { take: ({ event }) => told.take(event!), ended: () => ended(told) };
      },
    });
  }

  get broken(): number {
    return this.watch.broken;
  }

  hasTold({ sessionId, state }: Journal): boolean {
    return this.toldOf(sessionId) === state;
  }

  /** The state that it has told last, in its present stream. */
  toldOf(sessionId: string): Journal['state'] | undefined {
    return this.current.sessions.get(sessionId)?.state;
  }

  stop(): Promise<void> {
    return this.watch.stop();
  }
}

export class SessionWatchers {
  /** Events that were told, over all streams. */
  events = 0;
  /** What no stream may tell, in words. */
  readonly falsehoods: string[] = [];
  /** By session, what streams that have ended told of it; as text, since most tell the same. */
  private readonly tellings = new Map<string, Set<string>>();
  private readonly watchers: readonly SessionWatcher[];

  /** `journals` grows while they watch. */
  constructor(
    addresses: readonly string[],
    private readonly journals: readonly Journal[],
    waits: Waits,
  ) {
    const listening = { known: () => new ToldLifecycle(this.known()), ended: (told: ToldLifecycle) => this.keep(told) };
    this.watchers = addresses.map((_, place) => new SessionWatcher({ addresses, place, waits, ...listening }));
  }

  /** Streams that ended before they were asked to, and were taken up again. */
  get broken(): number {
    return this.watchers.reduce((sum, { broken }) => sum + broken, 0);
  }

  /** Resolves once the present stream of every watcher has told of every session what its client was told last. */
  async caughtUp(): Promise<void> {
    await this.told(() => this.journals.filter(({ count }) => count > 0));
  }

  /** As `caughtUp`, of the sessions that have ended by now, while others go on. */
  async toldEnds(): Promise<void> {
    const ended = this.journals.filter(({ count, state }) => count > 0 && isTerminal(state));
    await this.told(() => ended);
  }

  /** What watchers have yet to tell of what clients were told, in words. */
  get untold(): readonly string[] {
    return this.watchers.flatMap((watcher, index) => {
      const missing = this.journals.filter((journal) => journal.count > 0 && !watcher.hasTold(journal));
      return missing.map(({ mode, sessionId, state }) => {
        const told = watcher.toldOf(sessionId) ?? 'nothing';
        return `watcher-${index + 1} of sessions has told ${told} of ${mode} ${sessionId}, not ${state}`;
      });
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.watchers.map((watcher) => watcher.stop()));
  }

  /** Once they are stopped: everything that they were told that the log does not say. */
  judge(logged: ReadonlyMap<string, LoggedSession>): void {
    for (const [sessionId, tellings] of this.tellings) {
      const changes = logged.get(sessionId)?.changes ?? [];
      for (const text of tellings) {
        if (isOfLog(JSON.parse(text) as ToldSession, changes)) continue;
        this.falsehoods.push(`a watch of sessions: ${sessionId}: ${text} for ${changes.join()}`);
      }
    }
  }

  private async told(due: () => readonly Journal[]): Promise<void> {
    const isTold = (journal: Journal): boolean => this.watchers.every((watcher) => watcher.hasTold(journal));
    while (!due().every(isTold)) await pause(LOOK_AGAIN_MS);
  }

  private known(): ReadonlyMap<string, Journal['state']> {
    return new Map(this.journals.filter(({ count }) => count > 0).map(({ sessionId, state }) => [sessionId, state]));
  }

  private keep({ sessions, falsehoods }: ToldLifecycle): void {
    this.falsehoods.push(...falsehoods);
    for (const [sessionId, told] of sessions) {
      const { first, changes } = told;
      this.events += 1 + changes.length;
      const tellings = this.tellings.get(sessionId) ?? new Set();
      this.tellings.set(sessionId, tellings.add(JSON.stringify({ first, changes })));
    }
  }
}
