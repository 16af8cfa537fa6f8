/** The lifecycle of sessions in memory, for specs of what carries it: several processes' feeds may share it. */
import { compareText, lifecycleChange } from '@macp/kernel';
import type { SessionMetadata, SessionState } from '@macp/kernel';
import type { LifecycleEvent, LifecycleFeed, LifecycleListener, LifecycleWatch } from '@macp/ports';

const LAG_EVENTS_MAX = 64;
const SYNC_CHUNK_SESSIONS = 32;
const STARTED_MS = 1_790_000_000_000;

export class MemoryLifecycle {
  readonly sessions = new Map<string, SessionMetadata>();
  readonly feeds = new Set<MemoryLifecycleFeed>();

  start(sessionId: string): void {
    const terms = { mode: 'm', modeVersion: '1.0.0', configurationVersion: 'cfg', policyVersion: '' };
    const people = { participants: ['lead'], participantActivity: [], initiator: 'lead' };
    const times = { startedAtMs: STARTED_MS, expiresAtMs: STARTED_MS + 60_000 };
    this.become({ sessionId, state: 'OPEN', ...terms, ...people, ...times, contextId: '', extensionKeys: [] });
  }

  /** Moves a session on; a pause that ends has lasted `pauseMs`. */
  go(sessionId: string, state: SessionState, pauseMs = 0): void {
    const before = this.sessions.get(sessionId)!;
    this.become({ ...before, state, expiresAtMs: before.expiresAtMs + pauseMs });
  }

  private become(session: SessionMetadata): void {
    const change = lifecycleChange(this.sessions.get(session.sessionId), session);
    this.sessions.set(session.sessionId, session);
    if (change === undefined) return;
    for (const feed of [...this.feeds]) feed.changed({ change, session, isSync: false });
  }
}

/** One process's feed: only the sessions it knows, as a projection that follows a part of the log. */
export class MemoryLifecycleFeed implements LifecycleFeed {
  readonly watches = new Set<MemoryWatch>();

  constructor(
    private readonly lifecycle: MemoryLifecycle,
    private readonly owns: (sessionId: string) => boolean = () => true,
  ) {
    lifecycle.feeds.add(this);
  }

  async watch(listener: LifecycleListener): Promise<LifecycleWatch> {
    const watch = new MemoryWatch(this, listener);
    this.watches.add(watch);
    return watch;
  }

  /** Ends every watch, as a projection does that follows other partitions now. */
  fail(cause: unknown): void {
    for (const watch of [...this.watches]) watch.fail(cause);
  }

  changed(event: LifecycleEvent): void {
    if (!this.owns(event.session.sessionId)) return;
    for (const watch of [...this.watches]) watch.push(event);
  }

  /** Sessions above `afterId`, in order. */
  above(afterId: string): SessionMetadata[] {
    return [...this.lifecycle.sessions.values()]
      .filter(({ sessionId }) => this.owns(sessionId) && compareText(sessionId, afterId) > 0)
      .sort((one, other) => compareText(one.sessionId, other.sessionId))
      .slice(0, SYNC_CHUNK_SESSIONS);
  }
}

class MemoryWatch implements LifecycleWatch {
  private waiting: LifecycleEvent[] = [];
  private readonly created = new Set<string>();
  private afterId: string | undefined = '';
  private isSynced = false;
  private isPaused = false;
  private isScheduled = false;

  constructor(
    private readonly feed: MemoryLifecycleFeed,
    private readonly listener: LifecycleListener,
  ) {
    this.schedule();
  }

  push(event: LifecycleEvent): void {
    this.waiting.push(event);
    if (this.afterId !== undefined && event.change === 'CREATED') this.created.add(event.session.sessionId);
    const behind = this.waiting.length - LAG_EVENTS_MAX;
    if (this.isSynced && behind > 0) {
      this.close();
      this.listener.lagged(behind, 'live');
    } else this.schedule();
  }

  resume(): void {
    this.isPaused = false;
    this.schedule();
  }

  close(): void {
    this.feed.watches.delete(this);
  }

  fail(cause: unknown): void {
    this.close();
    this.listener.failed(cause);
  }

  private schedule(): void {
    if (this.isScheduled || this.isPaused) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      if (!this.isPaused && this.feed.watches.has(this)) this.step();
    });
  }

  private step(): void {
    if (this.afterId !== undefined) this.scan(this.afterId);
    else {
      const batch = this.waiting;
      this.waiting = [];
      if (batch.length > 0) this.isPaused = !this.listener.events(batch);
      if (!this.isSynced) this.listener.synced?.();
      this.isSynced = true;
    }
  }

  private scan(afterId: string): void {
    const sessions = this.feed.above(afterId);
    this.afterId = sessions.at(-1)?.sessionId;
    const known = sessions.filter(({ sessionId }) => !this.created.has(sessionId));
    const batch = known.map((session) => ({ change: 'CREATED', session, isSync: true }) as const);
    if (batch.length > 0) this.isPaused = !this.listener.events(batch);
    this.schedule();
  }
}
