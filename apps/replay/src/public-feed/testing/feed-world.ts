/** Sessions that are played into a log in memory, and writers of its feed that come and go, for specs. */
import { MemoryFeedSink } from './memory-feed-sink.js';
import { LOG_ID, PlayedSession, ProjectedLog } from '../../testing/projected-log.js';
import { PublicFeed } from '../public-feed.js';

export { LOG_ID };

const ID_END = '-of-the-specs-of-the-feed';

/** A session id as the protocol wants it. */
export function idOf(name: string): string {
  return `${name}${ID_END}`;
}

/** The text with names in the place of ids. */
export function named(text: string): string {
  return text.replaceAll(ID_END, '');
}

export class FeedWorld {
  readonly log: ProjectedLog;
  readonly sink: MemoryFeedSink;
  readonly retries: unknown[] = [];
  readonly faults: unknown[] = [];
  private readonly sessions = new Map<string, PlayedSession>();

  constructor(partitions = 1) {
    this.log = new ProjectedLog(partitions);
    this.sink = new MemoryFeedSink(partitions);
  }

  /** A process that writes these partitions; its retries come in the next turn. */
  feed(...partitions: number[]): PublicFeed {
    const feed = new PublicFeed({
      log: this.log.log,
      sink: this.sink,
      after: (_delayMs, task) => {
        const turn = setImmediate(task);
        return () => clearImmediate(turn);
      },
      onRetry: (_partition, cause) => this.retries.push(cause),
      onFault: (_partition, cause) => this.faults.push(cause),
    });
    feed.own(partitions);
    return feed;
  }

  /** Has a session, by its name, do something, a new one start first; in the log when the promise resolves. */
  async play(name: string, act: (session: PlayedSession) => void = () => undefined, epoch = 'e1'): Promise<void> {
    const session = this.sessions.get(name) ?? new PlayedSession(idOf(name));
    this.sessions.set(name, session);
    act(session);
    await this.log.write(epoch, session);
  }

  /** Resolves once the feed has everything that the log has now, or a fault came. */
  async written(feed: PublicFeed, partition = 0): Promise<void> {
    const end = await this.log.log.endOffset(partition);
    while ((feed.position(partition) ?? 0) < end && this.faults.length === 0) await new Promise(setImmediate);
  }
}
