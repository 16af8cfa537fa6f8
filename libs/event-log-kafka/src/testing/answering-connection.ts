/** A connection to one broker that answers as a spec wants, with the real rules of trying again and no pauses. */
import { KafkaConnection } from '../kafka-connection.js';
import type { WireRequest } from '../kafka-link.js';

export function answeringConnection(
  answer: (lane: string, request: WireRequest<unknown>) => Promise<unknown>,
): KafkaConnection {
  const connection: KafkaConnection = {
    settings: { retryPauseMs: 0, retryPauseMaxMs: 1, fetchWaitMs: 1 },
    closing: new AbortController().signal,
    logger: { warn: () => undefined },
    metrics: {},
    leaderOf: () => 1,
    topic: () => undefined,
    refresh: () => Promise.resolve(),
    retried: (what: string, task: () => Promise<unknown>) =>
      KafkaConnection.prototype.retried.call(connection, what, task),
    send: (_node: number, lane: string, request: WireRequest<unknown>) => answer(lane, request),
  } as unknown as KafkaConnection;
  return connection;
}
