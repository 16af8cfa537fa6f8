/** What every `SignalBus` promises, whatever carries the signals: run it over each adapter. */
import { describe, expect, it } from '@jest/globals';
import type { Envelope } from '@macp/kernel';
import type { SignalBus, SignalListener } from '@macp/ports';

export function signalOf(messageId: string, sender = 'lead'): Envelope {
  return {
    macpVersion: '1.0',
    mode: '',
    messageType: 'Signal',
    messageId,
    sessionId: '',
    sender,
    timestampUnixMs: 77n,
    payload: Buffer.from([1, 2, 3]),
  };
}

export class SignalCollector implements SignalListener {
  readonly heard: Envelope[] = [];
  failure: unknown;
  private waiting: (() => void)[] = [];

  signal(envelope: Envelope): void {
    this.heard.push(envelope);
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  failed(cause: unknown): void {
    this.failure = cause;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  get ids(): readonly string[] {
    return this.heard.map(({ messageId }) => messageId);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

/** `open` gives two ends of one bus: what is published at either is heard at both. */
export function signalBusContract(name: string, open: () => Promise<readonly [SignalBus, SignalBus]>): void {
  describe(`a signal bus: ${name}`, () => {
    it('hands every signal to every subscriber of every server, field for field', async () => {
      const [here, there] = await open();
      const listeners = [new SignalCollector(), new SignalCollector(), new SignalCollector()];
      for (const [index, bus] of [here, here, there].entries()) bus.subscribe(listeners[index]!);
      await here.publish(signalOf('1'));
      await there.publish(signalOf('2', 'peer'));
      for (const listener of listeners) {
        await listener.until(() => listener.heard.length === 2);
        // Between senders there is no order.
        const heard = listener.heard.map(({ payload, ...fields }) => ({ ...fields, payload: [...payload] }));
        expect(heard.sort((a, b) => Number(a.messageId) - Number(b.messageId))).toEqual(
          [signalOf('1'), signalOf('2', 'peer')].map((sent) => ({ ...sent, payload: [1, 2, 3] })),
        );
      }
    });

    it('says nothing of before, and nothing after a subscription was closed', async () => {
      const [bus] = await open();
      await bus.publish(signalOf('before'));
      const listener = new SignalCollector();
      const subscription = bus.subscribe(listener);
      const witness = new SignalCollector();
      bus.subscribe(witness);
      await bus.publish(signalOf('1'));
      await witness.until(() => witness.heard.length === 1);
      subscription.close();
      await bus.publish(signalOf('after'));
      await witness.until(() => witness.heard.length === 2);
      expect(listener.ids).toEqual(['1']);
    });

    it("keeps the order of a sender's signals", async () => {
      const [bus, other] = await open();
      const listener = new SignalCollector();
      other.subscribe(listener);
      const ids = Array.from({ length: 100 }, (_, index) => `${index}`);
      await Promise.all(ids.map(async (id) => bus.publish(signalOf(id))));
      await listener.until(() => listener.heard.length === ids.length);
      expect(listener.ids).toEqual(ids);
    });

    it('says nothing to a subscription that closes while it hears', async () => {
      const [bus] = await open();
      const [once, witness] = [new SignalCollector(), new SignalCollector()];
      const subscription = bus.subscribe({
        signal: (envelope) => {
          once.signal(envelope);
          subscription.close();
        },
        failed: (cause) => once.failed(cause),
      });
      bus.subscribe(witness);
      const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
      await Promise.all(ids.map(async (id) => bus.publish(signalOf(id))));
      await witness.until(() => witness.heard.length === ids.length);
      expect(once.ids).toEqual(['0']);
    });

    it('takes signals that nobody listens to', async () => {
      const [bus] = await open();
      await bus.publish(signalOf('1'));
      const listener = new SignalCollector();
      bus.subscribe(listener);
      await bus.publish(signalOf('2'));
      await listener.until(() => listener.heard.length > 0);
      expect(listener.ids).toEqual(['2']);
    });
  });
}
