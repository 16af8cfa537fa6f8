/** A server-streaming call that is made again, at the next ingress, whenever it ends, until it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { ClientReadableStream, StatusObject } from '@grpc/grpc-js';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import type { Wait, Waits } from './waits.js';

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
  /** The call's name. */
  readonly what: string;
  /** What it waits for is the moment at which the server takes the watch up. */
  readonly waits: Waits;
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
    const { addresses, what, waits, call, listen } = this.options;
    const asked = { kind: 'watch', client: `watcher-${this.options.place + 1}`, sender: 'watcher', what } as const;
    let wait: Wait | undefined;
    for (let { place } = this.options; !this.isStopped; place += 1) {
      const client = connect({ address: addresses[place % addresses.length]! });
      const begun = (wait ??= waits.begin({ ...asked, sessionId: '', messageId: '' }));
      const stream = call(client);
      stream.once('metadata', () => {
        waits.end(begun);
        wait = undefined;
      });
      const { code, details } = await this.follow(stream, listen());
      client.close();
      if (this.isStopped) break;
      wait?.note(`ingress-${(place % addresses.length) + 1}: ${status[code]} ${details}`);
      this.broken += 1;
      await pause(AGAIN_AFTER_MS);
    }
    if (wait !== undefined) waits.drop(wait);
  }

  private async follow(stream: ClientReadableStream<Frame>, listener: StreamListener<Frame>): Promise<StatusObject> {
    this.current = stream;
    stream.on('metadata', () => listener.opened?.());
    stream.on('data', (frame: Frame) => listener.take(frame));
    stream.on('error', () => undefined);
    const end = await new Promise<StatusObject>((resolve) => stream.on('status', resolve));
    listener.ended();
    return end;
  }
}
