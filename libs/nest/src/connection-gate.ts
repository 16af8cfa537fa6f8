/**
 * How many unary calls of one connection are worked on at once (runtime specification §8): further ones wait their turn,
 * in order, and none is refused. Memory is bounded by the HTTP/2 streams that a connection may have open; a connection
 * without calls leaves nothing behind.
 */
import { status } from '@grpc/grpc-js';
import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';

interface Connection {
  readonly peer: string;
  working: number;
  readonly waiting: (() => void)[];
}

export class ConnectionGate {
  private readonly connections = new Map<string, Connection>();

  /** `onFault` hears of handlers that threw; their callers get INTERNAL. */
  constructor(
    private readonly callsMax: number,
    private readonly onFault: (cause: unknown) => void,
  ) {}

  /** Connections with calls at work. */
  get size(): number {
    return this.connections.size;
  }

  /** The handler behind the gate; only its first answer counts. */
  guard<Request, Response>(handler: handleUnaryCall<Request, Response>): handleUnaryCall<Request, Response> {
    return (call, answer) => {
      const connection = this.connectionOf(call.getPeer());
      let isAnswered = false;
      const done: sendUnaryData<Response> = (error, value, trailer, flags) => {
        if (isAnswered) return;
        isAnswered = true;
        this.leave(connection);
        answer(error, value, trailer, flags);
      };
      const work = (): void => {
        try {
          handler(call, done);
        } catch (cause) {
          // Thrown on, it would hit whichever call has just made room for this one.
          this.onFault(cause);
          done({ code: status.INTERNAL, details: 'internal error' });
        }
      };
      if (connection.working >= this.callsMax) {
        connection.waiting.push(work);
        return;
      }
      connection.working++;
      work();
    };
  }

  private connectionOf(peer: string): Connection {
    let connection = this.connections.get(peer);
    if (connection === undefined) this.connections.set(peer, (connection = { peer, working: 0, waiting: [] }));
    return connection;
  }

  /** Whoever waits longest takes the place over. */
  private leave(connection: Connection): void {
    const next = connection.waiting.shift();
    if (next !== undefined) next();
    else if (--connection.working === 0) this.connections.delete(connection.peer);
  }
}
