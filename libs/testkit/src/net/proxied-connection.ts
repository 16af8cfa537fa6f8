/** Both halves of one connection through a `TcpProxy`. Package-internal. */
import type { Socket } from 'node:net';
import { FrameCutter } from './kafka-frames.js';
import type { KafkaFrames } from './kafka-frames.js';
import type { Direction } from './tcp-proxy.js';

export interface ProxiedConnectionParts {
  readonly client: Socket;
  readonly server: Socket;
  /** Given when the bytes are Kafka's. */
  readonly frames: KafkaFrames | undefined;
  /** Sends a copy of a request to the server on a connection of its own, that much later. */
  readonly repeat: (frame: Buffer, afterMs: number) => void;
}

export class ProxiedConnection {
  delayMs = 0;
  onClosed: () => void = () => undefined;
  private readonly held: Record<Direction, Buffer[] | undefined> = { 'to-server': undefined, 'to-client': undefined };
  private readonly dueMs: Record<Direction, number> = { 'to-server': 0, 'to-client': 0 };
  private readonly requests = new FrameCutter();
  private readonly responses = new FrameCutter();
  /** API key by correlation id of every request that has no response yet. */
  private readonly inFlight = new Map<number, number>();

  constructor(private readonly parts: ProxiedConnectionParts) {
    const { client, server } = parts;
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.on('data', (chunk: Buffer) => this.onRequestBytes(chunk));
    server.on('data', (chunk: Buffer) => this.onResponseBytes(chunk));
    for (const socket of [client, server]) {
      socket.on('error', () => this.destroy());
      socket.on('close', () => this.destroy());
    }
  }

  freeze(direction: Direction): void {
    this.held[direction] ??= [];
  }

  thaw(): void {
    for (const direction of ['to-server', 'to-client'] as const) {
      const held = this.held[direction];
      this.held[direction] = undefined;
      for (const chunk of held ?? []) this.forward(direction, chunk);
    }
  }

  destroy(): void {
    this.parts.client.destroy();
    this.parts.server.destroy();
    this.onClosed();
  }

  private onRequestBytes(chunk: Buffer): void {
    const { frames, repeat } = this.parts;
    if (frames !== undefined) {
      this.requests.cut(chunk, (frame) => {
        this.inFlight.set(frame.correlationId(4), frame.apiKey);
        const afterMs = frames.repeatedAfterMs(frame.apiKey);
        if (afterMs !== undefined) repeat(Buffer.from(frame.bytes), afterMs);
      });
    }
    this.pass('to-server', chunk);
  }

  private onResponseBytes(chunk: Buffer): void {
    const { frames } = this.parts;
    if (frames === undefined) {
      this.pass('to-client', chunk);
      return;
    }
    this.responses.cut(chunk, (frame) => {
      const apiKey = this.inFlight.get(frame.correlationId(0));
      this.inFlight.delete(frame.correlationId(0));
      if (apiKey !== undefined && frames.shouldSwallow(apiKey)) return;
      this.pass('to-client', frame.bytes);
    });
  }

  private pass(direction: Direction, chunk: Buffer): void {
    const held = this.held[direction];
    if (held !== undefined) {
      held.push(chunk);
      return;
    }
    // Never before what came earlier, also when the delay has shrunk since.
    const dueMs = Math.max(performance.now() + this.delayMs, this.dueMs[direction]);
    this.dueMs[direction] = this.delayMs === 0 && dueMs <= performance.now() ? 0 : dueMs;
    if (this.dueMs[direction] === 0) this.forward(direction, chunk);
    else setTimeout(() => this.forward(direction, chunk), dueMs - performance.now());
  }

  private forward(direction: Direction, chunk: Buffer): void {
    const { client, server } = this.parts;
    const [from, to] = direction === 'to-server' ? [client, server] : [server, client];
    if (to.destroyed || to.write(chunk)) return;
    // A reader that does not read is felt by the writer, as it would be without the proxy.
    from.pause();
    to.once('drain', () => from.resume());
  }
}
