/** The lifecycle of sessions in memory, for specs of the edge: an initial sync, then live events with lag. */
import type { LifecycleChange, SessionMetadata } from '@macp/kernel';
import type { LifecycleEvent, LifecycleFeed, LifecycleListener, LifecycleWatch } from '@macp/ports';

const BACKLOG_EVENTS_MAX = 64;

interface Watch {
  readonly listener: LifecycleListener;
  backlog: LifecycleEvent[];
  isPaused: boolean;
}

export class LifecycleDouble implements LifecycleFeed {
  private readonly open = new Set<Watch>();

  constructor(private readonly sessions: ReadonlyMap<string, SessionMetadata>) {}

  get watchers(): number {
    return this.open.size;
  }

  tell(change: LifecycleChange, session: SessionMetadata): void {
    for (const watch of [...this.open]) {
      watch.backlog.push({ change, session, isSync: false });
      this.deliver(watch);
    }
  }

  async watch(listener: LifecycleListener): Promise<LifecycleWatch> {
    const backlog = [...this.sessions.values()].map(
      (session) => ({ change: 'CREATED', session, isSync: true }) as const,
    );
    const watch: Watch = { listener, backlog, isPaused: false };
    this.open.add(watch);
    setImmediate(() => this.deliver(watch));
    return {
      resume: () => {
        watch.isPaused = false;
        this.deliver(watch);
      },
      close: () => void this.open.delete(watch),
    };
  }

  /** Ends every watch as one does whose initial sync was overtaken by so many changes. */
  overrun(count: number): void {
    for (const { listener } of [...this.open]) listener.lagged(count, 'sync');
  }

  /** Ends every watch as a shutdown would. */
  fail(cause: unknown): void {
    for (const { listener } of [...this.open]) listener.failed(cause);
  }

  private deliver(watch: Watch): void {
    if (!this.open.has(watch)) return;
    if (!watch.isPaused && watch.backlog.length > 0) {
      const batch = watch.backlog;
      watch.backlog = [];
      watch.isPaused = !watch.listener.events(batch);
    }
    const behind = watch.backlog.length - BACKLOG_EVENTS_MAX;
    if (behind <= 0) return;
    this.open.delete(watch);
    watch.listener.lagged(behind, 'live');
  }
}
