/** The ambient plane of a server that is alone: whoever watches here hears of what is accepted here, at once. */
import type { Subscription } from '@macp/event-log';
import type { Envelope } from '@macp/kernel';
import type { SignalBus, SignalListener } from '@macp/ports';

export class InProcessSignalBus implements SignalBus {
  private readonly listeners = new Set<SignalListener>();

  publish(envelope: Envelope): void {
    for (const listener of [...this.listeners]) listener.signal(envelope);
  }

  subscribe(listener: SignalListener): Subscription {
    this.listeners.add(listener);
    return { close: () => void this.listeners.delete(listener) };
  }
}
