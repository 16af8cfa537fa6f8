/**
 * Port of the lifecycle of all sessions (runtime specification §4.7), answered by the replay service: first every session
 * there is, then each change as it comes, without gap and with every creation told once.
 */
import type { LifecycleChange, SessionMetadata } from '@macp/kernel';

/** One change, or one session of the initial sync, told as CREATED whatever its state. */
export interface LifecycleEvent {
  readonly change: LifecycleChange;
  /** The session as it was right after the change, or when the sync came to it. */
  readonly session: SessionMetadata;
  /** Part of the initial sync. */
  readonly isSync: boolean;
}

/** Receives a watcher's events. */
export interface LifecycleListener {
  /** Events in order. Returns false to be given nothing more until `resume`. */
  events(batch: readonly LifecycleEvent[]): boolean;
  /** The initial sync, and what changed while it was told, has been told; once, unless the watcher closes before. */
  synced?(): void;
  /** The watcher fell behind by `count` live events, during the initial sync or after it; it is closed. */
  lagged(count: number, during: 'sync' | 'live'): void;
  /** Watching is not possible any more (the process shuts down or the log failed); it is closed. */
  failed(cause: unknown): void;
}

/** Handle of one watcher. */
export interface LifecycleWatch {
  /** The listener can take events again. */
  resume(): void;
  close(): void;
}

export interface LifecycleFeed {
  /** Attaches before it resolves; everything acknowledged before the call is part of the initial sync. */
  watch(listener: LifecycleListener): Promise<LifecycleWatch>;
}
