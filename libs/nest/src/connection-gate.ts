/**
 * How many unary calls of one connection are worked on at once (runtime specification §8): further ones wait their turn,
 * in order, and none is refused. Memory is bounded by the HTTP/2 streams that a connection may have open, since a call that
 * is cancelled, and with it its stream, waits no longer; a connection without calls leaves nothing behind.
 */
import { status } from '@grpc/grpc-js';
import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';

interface Connection {
  readonly peer: string;
  working: number;
  /** Invariant: empty unless as many calls are at work as may be; none that was cancelled. */
  readonly waiting: (() => void)[];
}

const CANCELLED = { code: status.CANCELLED, details: 'cancelled before its turn came' };

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

  /** Calls that wait for their turn. */
  get waiting(): number {
    return [...this.connections.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
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
        call.once('cancelled', () => {
          const place = connection.waiting.indexOf(work);
          if (place < 0) return;
          connection.waiting.splice(place, 1);
          answer(CANCELLED);
        });
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
