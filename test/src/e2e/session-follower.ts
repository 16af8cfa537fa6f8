/** One StreamSession call of a client: what came, in order, and what it ended with. */
import type { StatusObject } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { endOf } from './connection.js';
import type { CallEnd } from './connection.js';

type Frame = Parameters<ReturnType<RuntimeClient['StreamSession']>['write']>[0] & object;

interface Waiter {
  readonly frames: number;
  readonly resolve: () => void;
}

export class SessionFollower {
  /** Message ids of the envelopes that came, in order. */
  readonly ids: string[] = [];
  /** Error frames that came, in order. */
  readonly errors: macp.v1.MACPError[] = [];
  /** Called after each envelope that came. */
  onEnvelope: (() => void) | undefined;
  /** Resolves when the stream has ended, whatever with. */
  readonly ended: Promise<CallEnd>;
  private readonly stream: ReturnType<RuntimeClient['StreamSession']>;
  private waiters: Waiter[] = [];

  /** Opens a stream as `reader`; nothing is sent on it. */
  constructor(client: RuntimeClient, reader = 'lead') {
    this.stream = client.StreamSession(bearer(reader));
    this.stream.on('data', ({ envelope, error }: macp.v1.StreamSessionResponse) => {
      if (envelope) this.took(envelope);
      if (error) this.errors.push(error);
      const frames = this.ids.length + this.errors.length;
      for (const { resolve } of this.waiters.filter((waiter) => waiter.frames <= frames)) resolve();
      this.waiters = this.waiters.filter((waiter) => waiter.frames > frames);
    });
    this.stream.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.stream.on('status', (end: StatusObject) => resolve(endOf(end))));
  }

  /** Opens a stream and subscribes it from behind `afterSequence` on. */
  static subscribe(client: RuntimeClient, sessionId: string, afterSequence = 0): SessionFollower {
    const follower = new SessionFollower(client);
    follower.send({ subscribeSessionId: sessionId, afterSequence });
    return follower;
  }

  send(frame: Frame): void {
    this.stream.write(frame);
  }

  /** Resolves once that many frames have come. @throws when the stream ends before. */
  async arrived(frames: number): Promise<void> {
    if (this.ids.length + this.errors.length >= frames) return;
    const arrival = new Promise<void>((resolve) => this.waiters.push({ frames, resolve }));
    const early = this.ended.then(({ code, text }) => Promise.reject(new Error(`the stream ended: ${code} ${text}`)));
    early.catch(() => undefined);
    await Promise.race([arrival, early]);
  }

  /** Takes nothing in any more, so that flow control stops the server. */
  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  /** Closes the sending side; resolves with the stream's end. */
  halfClose(): Promise<CallEnd> {
    this.stream.end();
    return this.ended;
  }

  /** Ends the call from this side. */
  cancel(): Promise<CallEnd> {
    this.stream.cancel();
    return this.ended;
  }

  private took({ messageId }: macp.v1.Envelope): void {
    this.ids.push(messageId);
    this.onEnvelope?.();
  }
}
