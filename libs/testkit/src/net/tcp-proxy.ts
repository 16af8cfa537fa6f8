/**
 * A TCP connection that can be hurt on purpose: cut, frozen in either direction, delayed, refused, robbed of single
 * Kafka responses, or made to repeat single requests. It stands between a client and a real server, so what a test sees is what a bad network does.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { KafkaFrames } from './kafka-frames.js';
import { ProxiedConnection } from './proxied-connection.js';

/** Where a proxy leads to. */
export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
}

export interface TcpProxyOptions {
  /** 0, or not given: a free one. */
  readonly port?: number;
  /** The bytes are Kafka's protocol, so that responses can be told apart. */
  readonly isKafka?: boolean;
}

const ANSWERED_WITHIN_MS = 10_000;

/** Which way bytes go. */
export type Direction = 'to-server' | 'to-client';

export class TcpProxy {
  private readonly connections = new Set<ProxiedConnection>();
  private readonly frozen = new Set<Direction>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly frames: KafkaFrames | undefined;
  private delayMs = 0;
  private isRefusing = false;

  private constructor(
    private readonly server: Server,
    private target: ProxyTarget,
    isKafka: boolean,
  ) {
    this.frames = isKafka ? new KafkaFrames() : undefined;
    server.on('connection', (socket) => {
      if (this.isRefusing) {
        socket.destroy();
        return;
      }
      const upstream = connect(this.target.port, this.target.host);
      const repeat = (frame: Buffer, afterMs: number): void => this.sendAlone(frame, afterMs);
      const connection = new ProxiedConnection({ client: socket, server: upstream, frames: this.frames, repeat });
      connection.delayMs = this.delayMs;
      for (const direction of this.frozen) connection.freeze(direction);
      this.connections.add(connection);
      connection.onClosed = () => this.connections.delete(connection);
    });
  }

  /** Listens on a free port of the loopback interface, or on the one given. */
  static async open(target: ProxyTarget, { port = 0, isKafka = false }: TcpProxyOptions = {}): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target, isKafka);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** `host:port` clients connect to. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Connections that are open. */
  get open(): number {
    return this.connections.size;
  }

  /** Later connections lead to another server. */
  retarget(target: ProxyTarget): void {
    this.target = target;
  }

  /** Ends every open connection at once; new ones are taken. */
  cut(): void {
    for (const connection of this.connections) connection.destroy();
  }

  /** From now on nothing gets through in the given direction (both without), though connections stay open. */
  freeze(...directions: Direction[]): void {
    for (const direction of directions.length === 0 ? BOTH : directions) {
      this.frozen.add(direction);
      for (const connection of this.connections) connection.freeze(direction);
    }
  }

  /** What was held back while frozen arrives now, in order. */
  thaw(): void {
    this.frozen.clear();
    for (const connection of this.connections) connection.thaw();
  }

  /** Everything arrives this much later, order kept. */
  delay(delayMs: number): void {
    this.delayMs = delayMs;
    for (const connection of this.connections) connection.delayMs = delayMs;
  }

  /** Ends every connection, and each new one as soon as it comes. */
  refuse(): void {
    this.isRefusing = true;
    this.cut();
  }

  accept(): void {
    this.isRefusing = false;
  }

  /**
   * Drops the next response to a Kafka request with this API key, whichever connection it comes on: the broker has done
   * the work, and the client never hears of it. Resolves when it happened. Only where `isKafka`.
   */
  swallowResponse(apiKey: number): Promise<void> {
    return this.kafka.swallowNext(apiKey);
  }

  /**
   * Lets the next Kafka request with this API key come to the broker a second time `afterMs` later, on a connection of its
   * own: what a network does that has kept a packet. Nobody hears the answer to it. Resolves when the request came. Only
   * where `isKafka`, and where connections begin without authentication.
   */
  repeatRequest(apiKey: number, afterMs: number): Promise<void> {
    return this.kafka.repeatNext(apiKey, afterMs);
  }

  private get kafka(): KafkaFrames {
    if (this.frames === undefined)
      throw new Error('this proxy does not know where a request ends: open it with isKafka');
    return this.frames;
  }

  private sendAlone(frame: Buffer, afterMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const socket = connect(this.target.port, this.target.host, () => socket.write(frame));
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.destroy());
      socket.setTimeout(ANSWERED_WITHIN_MS, () => socket.destroy());
      socket.unref();
    }, afterMs);
    this.timers.add(timer);
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const BOTH: readonly Direction[] = ['to-server', 'to-client'];
