/**
 * What the adapters of one process share: the connection, the combined produce, the tails of what is followed, and the
 * offset questions.
 */
import { CombinedProduce } from './combined-produce.js';
import { FetchLoop } from './fetch-loop.js';
import { KafkaConnection } from './kafka-connection.js';
import type { KafkaConnectionOptions } from './kafka-connection.js';
import type { KafkaSettings } from './kafka-settings.js';
import { LogTail } from './log-tail.js';
import { OffsetQueries } from './offset-queries.js';

export class KafkaClient {
  readonly connection: KafkaConnection;
  readonly produces: CombinedProduce;
  readonly fetches: FetchLoop;
  readonly starts: OffsetQueries;
  readonly ends: OffsetQueries;
  /** Ends below which every transaction is decided. */
  readonly stableEnds: OffsetQueries;

  readonly #tails = new Map<string, LogTail>();

  constructor(settings: KafkaSettings, options: KafkaConnectionOptions) {
    this.connection = new KafkaConnection(settings, options);
    this.produces = new CombinedProduce(this.connection);
    this.fetches = new FetchLoop(this.connection);
    this.starts = new OffsetQueries(this.connection, 'start', 'uncommitted');
    this.ends = new OffsetQueries(this.connection, 'end', 'uncommitted');
    this.stableEnds = new OffsetQueries(this.connection, 'end', 'committed');
  }

  /** The one tail of a partition: whoever follows it in this process shares what comes. */
  tail(topic: string, topicId: string, partition: number): LogTail {
    const key = `${topicId}/${partition}`;
    let tail = this.#tails.get(key);
    if (tail === undefined) {
      const { connection, fetches: loop } = this;
      tail = new LogTail({ topic, topicId, partition, connection, loop });
      this.#tails.set(key, tail);
    }
    return tail;
  }

  /** Resolves once a broker answers; keeps trying until `close`. @throws KafkaUnavailable closed meanwhile */
  start(): Promise<void> {
    return this.connection.start();
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
