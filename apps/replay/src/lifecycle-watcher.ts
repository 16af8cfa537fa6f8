/**
 * One watcher of the lifecycle of all sessions (runtime specification §4.7): a scan of the store tells of every session
 * there is, then live events follow. Events that come during the scan wait for its end, and a session that was created
 * meanwhile is told of by its own event alone, so that each is told of exactly once. A watcher that cannot keep up is
 * closed and delays nobody.
 */
import type { SessionMetadata } from '@macp/kernel';
import type { LifecycleEvent, LifecycleListener, LifecycleWatch } from '@macp/ports';

/** Live events that a watcher may be behind before it is closed. */
export const LAG_EVENTS_MAX = 64;

/** Live events that may wait for the end of the initial sync. */
export const SYNC_EVENTS_MAX = 1024;

/** Sessions told of at once; other work gets its turn between two chunks. */
const SYNC_CHUNK_SESSIONS = 64;

export interface LifecycleWatcherOptions {
  readonly listener: LifecycleListener;
  /** Up to `limit` stored sessions with ids above `afterId`, ascending. */
  readonly read: (afterId: string, limit: number) => readonly SessionMetadata[];
  /** The watcher takes part no longer. */
  readonly onClosed: (watcher: LifecycleWatcher) => void;
}

export class LifecycleWatcher implements LifecycleWatch {
  readonly #options: LifecycleWatcherOptions;
  /** Live events not yet delivered, in order. Invariant: at most `SYNC_EVENTS_MAX`. */
  #waiting: LifecycleEvent[] = [];
  /** Sessions whose creation is among `#waiting`. Invariant: empty after the scan. */
  readonly #createdMeanwhile = new Set<string>();
  #afterId = '';
  #isScanning = true;
  /** Invariant: true until everything that had waited for the scan was delivered. */
  #isSyncing = true;
  #isPaused = false;
  #isClosed = false;
  #isScheduled = false;

  constructor(options: LifecycleWatcherOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** Changes that are visible in the store, in order. */
  push(events: readonly LifecycleEvent[]): void {
    if (this.#isClosed) return;
    if (!this.#isSyncing && !this.#isPaused && this.#waiting.length === 0) {
      this.#deliver(events);
      return;
    }
    for (const event of events) {
      this.#waiting.push(event);
      if (this.#isScanning && event.change === 'CREATED') this.#createdMeanwhile.add(event.session.sessionId);
    }
    const eventsMax = this.#isSyncing ? SYNC_EVENTS_MAX : LAG_EVENTS_MAX;
    const behind = this.#waiting.length - eventsMax;
    if (behind <= 0) return;
    this.close();
    this.#options.listener.lagged(behind, this.#isSyncing ? 'sync' : 'live');
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#schedule();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#waiting = [];
    this.#options.onClosed(this);
  }

  /** Closes the watcher and says why. */
  fail(cause: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.listener.failed(cause);
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#isClosed || this.#isPaused) return;
      if (this.#isScanning) this.#scan();
      else this.#catchUp();
    });
  }

  #scan(): void {
    let sessions: readonly SessionMetadata[];
    try {
      sessions = this.#options.read(this.#afterId, SYNC_CHUNK_SESSIONS);
    } catch (cause) {
      this.fail(cause);
      return;
    }
    const last = sessions.at(-1);
    if (last === undefined) {
      this.#isScanning = false;
      this.#createdMeanwhile.clear();
    } else {
      this.#afterId = last.sessionId;
      const known = sessions.filter(({ sessionId }) => !this.#createdMeanwhile.has(sessionId));
      if (known.length > 0) this.#deliver(known.map((session) => ({ change: 'CREATED', session, isSync: true })));
    }
    this.#schedule();
  }

  #catchUp(): void {
    const waited = this.#waiting;
    const wasSyncing = this.#isSyncing;
    this.#waiting = [];
    this.#isSyncing = false;
    if (waited.length > 0) this.#deliver(waited);
    if (wasSyncing && !this.#isClosed) this.#options.listener.synced?.();
  }

  #deliver(events: readonly LifecycleEvent[]): void {
    let wantsMore = false;
    try {
      wantsMore = this.#options.listener.events(events);
    } catch (cause) {
      this.fail(cause);
      return;
    }
    if (!wantsMore) this.#isPaused = true;
  }
}
