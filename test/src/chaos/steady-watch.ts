/** A server-streaming call that is made again, at the next ingress, whenever it ends, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientReadableStream, StatusObject } from '@grpc/grpc-js';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';

const AGAIN_AFTER_MS = 50;

/** Takes what one stream tells. */
export interface StreamListener<Frame> {
  /** The server has taken the watch up. */
  opened?(): void;
  take(frame: Frame): void;
  ended(): void;
}

export interface SteadyWatchOptions<Frame> {
  /** `host:port` of the ingresses. */
  readonly addresses: readonly string[];
  /** The ingress that it begins with. */
  readonly place: number;
  readonly call: (client: RuntimeClient) => ClientReadableStream<Frame>;
  /** For the stream that is asked for next. */
  readonly listen: () => StreamListener<Frame>;
}

export class SteadyWatch<Frame> {
  /** Streams that ended before they were asked to. */
  broken = 0;
  private current: ClientReadableStream<Frame> | undefined;
  private isStopped = false;
  private readonly watching: Promise<void>;

  constructor(private readonly options: SteadyWatchOptions<Frame>) {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.current?.cancel();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { addresses, call, listen } = this.options;
    for (let { place } = this.options; !this.isStopped; place += 1) {
      const client = connect({ address: addresses[place % addresses.length]! });
      await this.follow(call(client), listen());
      client.close();
      if (this.isStopped) return;
      this.broken += 1;
      await pause(AGAIN_AFTER_MS);
    }
  }

  private async follow(stream: ClientReadableStream<Frame>, listener: StreamListener<Frame>): Promise<void> {
    this.current = stream;
    stream.on('metadata', () => listener.opened?.());
    stream.on('data', (frame: Frame) => listener.take(frame));
    stream.on('error', () => undefined);
    await new Promise<StatusObject>((resolve) => stream.on('status', resolve));
    listener.ended();
  }
}
