/** Collects what a watch gives, with conditions to wait for, for specs. */
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { seenStatus } from './ingress-world.js';
import type { SeenStatus } from './ingress-world.js';

export class WatchProbe<Frame> {
  readonly frames: Frame[] = [];
  end: SeenStatus | 'ok' | undefined;
  private waiting: (() => void)[] = [];

  constructor(readonly stream: ClientReadableStream<Frame>) {
    stream.on('metadata', () => this.note(() => (this.isOpen = true)));
    stream.on('data', (frame: Frame) => this.note(() => this.frames.push(frame)));
    stream.on('error', (error: ServiceError) => this.note(() => (this.end = seenStatus(error))));
    stream.on('end', () => this.note(() => (this.end ??= 'ok')));
  }

  /** The server has taken the watch up. */
  isOpen = false;

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async opened(): Promise<this> {
    await this.until(() => this.isOpen || this.end !== undefined);
    return this;
  }

  /** Waits for that many frames, or for the end. */
  async count(frames: number): Promise<readonly Frame[]> {
    await this.until(() => this.frames.length >= frames || this.end !== undefined);
    return this.frames;
  }

  async ended(): Promise<SeenStatus | 'ok'> {
    await this.until(() => this.end !== undefined);
    return this.end!;
  }

  private note(change: () => void): void {
    change();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
