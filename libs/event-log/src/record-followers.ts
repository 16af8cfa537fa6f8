/**
 * All who follow one partition of a log that this process can read synchronously: each of them gets every record once
 * and in order, those that become durable here before the append that wrote them resolves.
 */
import type { RecordListener, Subscription } from './event-log.js';
import { RecordFollower } from './record-follower.js';
import type { RecordFollowerOptions } from './record-follower.js';

/** How a backlog is read back. */
export interface RecordFollowersOptions extends Pick<RecordFollowerOptions, 'log' | 'chunkRecords' | 'drainsOnWake'> {
  /** Asked once per follower for what runs its tasks: after what is pending, so that others get their turn. */
  readonly pace: () => (task: () => void) => void;
}

export class RecordFollowers {
  readonly #options: RecordFollowersOptions;
  readonly #followers = new Set<RecordFollower>();

  constructor(options: RecordFollowersOptions) {
    this.#options = options;
  }

  /** As `EventLog.follow`. */
  follow(fromOffset: number, onRecords: RecordListener, onFault: (cause: unknown) => void): Subscription {
    const { pace, ...options } = this.#options;
    const follower: RecordFollower = new RecordFollower({
      ...options,
      fromOffset,
      onRecords,
      onFault,
      onClosed: () => this.#followers.delete(follower),
      later: pace(),
    });
    this.#followers.add(follower);
    return follower;
  }

  /** `bytes` have become durable at `offset`, which is the last of the log. */
  landed(offset: number, bytes: Uint8Array): void {
    if (this.#followers.size === 0) return;
    const fresh = [{ offset, bytes }];
    for (const follower of this.#followers) follower.wake(fresh);
  }

  /** The log ends further on than followers were told. */
  wake(): void {
    for (const follower of this.#followers) follower.wake([]);
  }

  close(): void {
    for (const follower of this.#followers) follower.close();
  }
}
