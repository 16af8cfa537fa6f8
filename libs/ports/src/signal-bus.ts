/**
 * Port of the ambient plane (RFC-MACP-0001 §10): accepted Signals and Progress go to whoever watches at the moment, on
 * every server, and are kept nowhere.
 */
import type { Subscription } from '@macp/event-log';
import type { Envelope } from '@macp/kernel';

/** Hears of ambient envelopes. Called synchronously, so it must be quick and must not throw. */
export interface SignalListener {
  /** With the authenticated sender. One object for all listeners of the process. */
  signal(envelope: Envelope): void;
  /** Nothing will be heard of any more; told at most once, and ends the subscription. */
  failed(cause: unknown): void;
}

export interface SignalBus {
  /**
   * Hands an accepted envelope to the subscribers of every server: at once, or when the promise resolves. A rejected
   * promise means that nobody knows whether it was handed over.
   */
  publish(envelope: Envelope): void | Promise<void>;
  /** From the call on; nothing of before. Envelopes of one sender come in the order in which a server published them. */
  subscribe(listener: SignalListener): Subscription;
}
