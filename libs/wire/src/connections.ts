/**
 * The connections of a gRPC server, those that grpc-js knows nothing of included. Whoever has not begun to speak HTTP/2 in
 * time is let go (RFC 9113 §3.4: a client speaks first), and a server that leaves (runtime specification §11.2) waits for
 * calls, never for a connection that has none.
 */
import type { Server as GrpcServer } from '@grpc/grpc-js';
import type { Http2Server, Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { invariant } from '@macp/kernel';

/** Many round trips, and far less than it takes to collect connections that say nothing. */
export const PREFACE_WITHIN_MS = 10_000;

/** What clients get, at most, to take in how their calls ended; one that does not read never does. */
export const FAREWELL_MS = 250;

export interface ConnectionsOptions {
  /** What a new connection has for its TLS handshake and the HTTP/2 preface together. */
  readonly prefaceWithinMs: number;
  /** What a client gets to close a connection on which everything has been said, once the server leaves. */
  readonly farewellMs: number;
}

interface Connection {
  /** As accepted: under TLS, the bytes on the wire. */
  readonly socket: Socket;
  /** Ends the connection unless its client begins to speak HTTP/2; absent once it has. */
  prefaceTimer: NodeJS.Timeout | undefined;
  /** Nothing more will be sent to the client. */
  isFinished: boolean;
  farewellTimer: NodeJS.Timeout | undefined;
}

/** Where grpc-js keeps the servers it listens with; it has no public way to see their connections. */
interface WithListeners {
  readonly http2Servers?: ReadonlyMap<Http2Server, unknown>;
}

export class Connections {
  /** By the client's address and port. Invariant: one entry per socket that has been accepted and not closed. */
  private readonly open = new Map<string, Connection>();
  private isLeaving = false;

  constructor(private readonly options: ConnectionsOptions) {}

  /** Connections open now. */
  get size(): number {
    return this.open.size;
  }

  /** Follows the connections of a server that listens, from the next one on. */
  follow(server: GrpcServer): void {
    const { http2Servers } = server as unknown as WithListeners;
    invariant(http2Servers !== undefined && http2Servers.size > 0, 'grpc-js keeps its listeners somewhere else');
    for (const listener of http2Servers.keys()) {
      listener.prependListener('connection', (socket: Socket) => this.accept(socket));
      // Without TLS the socket that was accepted is the one that speaks.
      listener.on('secureConnection', (socket: Socket) => this.followEnd(socket));
      listener.on('session', (session: Http2Session) => this.followPreface(session));
    }
  }

  /** Closes at once who has not begun to speak, and from now on soon whoever has been told everything. */
  leave(): void {
    this.isLeaving = true;
    for (const connection of this.open.values()) {
      if (connection.prefaceTimer !== undefined) connection.socket.destroy();
      else if (connection.isFinished) this.bidFarewell(connection);
    }
  }

  /** Closes every connection at once. */
  destroyAll(): void {
    for (const { socket } of this.open.values()) socket.destroy();
  }

  private accept(socket: Socket): void {
    // A client that was gone before its connection was accepted has no address, and its socket closes by itself.
    if (socket.remoteAddress === undefined) return;
    if (this.isLeaving) {
      // Not before those who also heard of it have taken it up.
      process.nextTick(() => socket.destroy());
      return;
    }
    const key = keyOf(socket);
    const prefaceTimer = setTimeout(() => socket.destroy(), this.options.prefaceWithinMs);
    const connection: Connection = { socket, prefaceTimer, isFinished: false, farewellTimer: undefined };
    this.open.set(key, connection);
    this.followEnd(socket);
    socket.once('close', () => {
      clearTimeout(connection.prefaceTimer);
      clearTimeout(connection.farewellTimer);
      if (this.open.get(key) === connection) this.open.delete(key);
    });
  }

  private followPreface(session: Http2Session): void {
    const connection = this.open.get(keyOf(session.socket));
    if (connection === undefined) return;
    session.once('remoteSettings', () => {
      clearTimeout(connection.prefaceTimer);
      connection.prefaceTimer = undefined;
    });
  }

  private followEnd(socket: Socket): void {
    const connection = this.open.get(keyOf(socket));
    if (connection === undefined) return;
    socket.once('finish', () => {
      connection.isFinished = true;
      if (this.isLeaving) this.bidFarewell(connection);
    });
  }

  private bidFarewell(connection: Connection): void {
    connection.farewellTimer ??= setTimeout(() => connection.socket.destroy(), this.options.farewellMs);
  }
}

function keyOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''}`;
}
