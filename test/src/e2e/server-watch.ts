/** One server-streaming call of a client: what came, in order, and what it ended with, with conditions to wait for. */
import type { ClientReadableStream, StatusObject } from '@grpc/grpc-js';
import { endOf } from './connection.js';
import type { CallEnd } from './connection.js';

export class ServerWatch<Frame> {
  readonly frames: Frame[] = [];
  /** What it ended with; absent while it is open. */
  end: CallEnd | undefined;
  private isOpen = false;
  private waiting: (() => void)[] = [];

  constructor(private readonly stream: ClientReadableStream<Frame>) {
    stream.on('metadata', () => this.note(() => (this.isOpen = true)));
    stream.on('data', (frame: Frame) => this.note(() => this.frames.push(frame)));
    stream.on('error', () => undefined);
    stream.on('status', (status: StatusObject) => this.note(() => (this.end = endOf(status))));
  }

  /** Resolves once the server has taken the watch up, or ended it. */
  async opened(): Promise<this> {
    return this.until(() => this.isOpen);
  }

  /** Resolves once `condition` holds, or the watch has ended. */
  async until(condition: () => boolean): Promise<this> {
    while (!condition() && this.end === undefined) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this;
  }

  /** Takes nothing in any more, so that flow control stops the server. */
  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  /** Ends the call from this side. */
  cancel(): void {
    this.stream.cancel();
  }

  private note(change: () => void): void {
    change();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
