/**
 * How many unary calls of one connection are worked on at once (runtime specification §8): further ones wait their turn,
 * in order, and none is refused. Memory is bounded by the HTTP/2 streams that a connection may have open; a connection
 * without calls leaves nothing behind.
 */
import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';

interface Connection {
  readonly peer: string;
  working: number;
  readonly waiting: (() => void)[];
}

export class ConnectionGate {
  private readonly connections = new Map<string, Connection>();

  constructor(private readonly callsMax: number) {}

  /** Connections with calls at work. */
  get size(): number {
    return this.connections.size;
  }

  /** The handler behind the gate. It must call its answer exactly once, as every unary handler must. */
  guard<Request, Response>(handler: handleUnaryCall<Request, Response>): handleUnaryCall<Request, Response> {
    return (call, answer) => {
      const connection = this.connectionOf(call.getPeer());
      const done: sendUnaryData<Response> = (error, value, trailer, flags) => {
        this.leave(connection);
        answer(error, value, trailer, flags);
      };
      if (connection.working >= this.callsMax) {
        connection.waiting.push(() => handler(call, done));
        return;
      }
      connection.working++;
      handler(call, done);
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
