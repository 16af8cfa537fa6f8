/**
 * A passive subscription to one session: every accepted envelope reaches `onEnvelope` once, in accepted order, from the
 * first on (RFC-MACP-0006 §3).
 */
import type { Envelope, StreamSessionResponse } from '@macp/proto';
import { bearer } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (cause: Error) => void;
}

/** Whose subscription to what. */
export interface Subscription {
  readonly client: RuntimeClient;
  readonly sessionId: string;
  readonly reader: string;
  /** Longest time the subscription may last. */
  readonly deadlineMs: number;
  readonly onEnvelope: (envelope: Envelope) => void;
}

export class LiveEnvelopes {
  private readonly stream: ReturnType<RuntimeClient['StreamSession']>;
  private readonly arrivedIds = new Set<string>();
  /** Invariant: holds no id that has arrived, and nothing at all once `failure` is set. */
  private readonly waiters = new Map<string, Waiter>();
  private failure: Error | undefined;

  constructor({ client, sessionId, reader, deadlineMs, onEnvelope }: Subscription) {
    this.stream = client.StreamSession(bearer(reader), { deadline: Date.now() + deadlineMs });
    this.stream.on('data', ({ envelope, error }: StreamSessionResponse) => {
      if (envelope) this.take(envelope, onEnvelope);
      else if (error) this.fail(new Error(`the subscription was refused: ${error.code} ${error.message}`));
    });
    this.stream.on('error', (cause: Error) => this.fail(new Error('the subscription broke', { cause })));
    this.stream.on('end', () => this.fail(new Error('the subscription ended')));
    this.stream.write({ subscribeSessionId: sessionId });
  }

  /** Resolves once the envelope with this id has been delivered; rejects when the subscription is lost before. */
  arrival(messageId: string): Promise<void> {
    if (this.arrivedIds.has(messageId)) return Promise.resolve();
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.waiters.set(messageId, { resolve, reject }));
  }

  close(): void {
    this.stream.cancel();
  }

  private take(envelope: Envelope, onEnvelope: (envelope: Envelope) => void): void {
    onEnvelope(envelope);
    this.arrivedIds.add(envelope.messageId);
    this.waiters.get(envelope.messageId)?.resolve();
    this.waiters.delete(envelope.messageId);
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    for (const { reject } of this.waiters.values()) reject(this.failure);
    this.waiters.clear();
  }
}
