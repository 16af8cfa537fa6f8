/**
 * The ambient plane under chaos (RFC-MACP-0001 §10): one sender numbers its signals and sends each until it is acknowledged.
 * Of what it sends after a watch was taken up, the watch misses nothing up to its end, and every watch that is taken up
 * again goes on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { SignalPayload, encodeBytes } from '@macp/proto';
import type { macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import { PersistentClient } from './persistent-client.js';
import { SteadyWatch } from './steady-watch.js';
import { Tally } from './tally.js';
import type { Waits } from './waits.js';

const PAUSE_MS = 50;
const PAYLOAD = encodeBytes(SignalPayload, { signalType: 'load' });

type Frame = macp.v1.WatchSignalsResponse;

export class SignalWatchers {
  /** Signals that were acknowledged, and how many were seen, over all streams and with repeats. */
  sent = 0;
  seen = 0;
  readonly falsehoods: string[] = [];
  /** Of the sender, who waits for signals alone. */
  readonly tally = new Tally();
  private readonly client: PersistentClient;
  private readonly watches: readonly SteadyWatch<Frame>[];
  /** The last signal that the present stream of each watcher has seen; -1 while it has seen none that was due. */
  private readonly last: number[];
  private isEnding = false;
  private readonly sending: Promise<void>;

  constructor(
    addresses: readonly string[],
    private readonly waits: Waits,
  ) {
    this.client = new PersistentClient({ name: 'signaller', addresses, place: 0, tally: this.tally, waits });
    this.last = addresses.map(() => -1);
    this.watches = addresses.map((_, place) => this.watch(addresses, place));
    this.sending = this.send();
    this.sending.catch(() => undefined);
  }

  /** Streams that ended before they were asked to, and were taken up again. */
  get broken(): number {
    return this.watches.reduce((sum, { broken }) => sum + broken, 0);
  }

  /** What each watcher has seen last, in words. */
  get seenLast(): readonly string[] {
    return this.last.map((last, index) => `watcher-${index + 1} of signals has seen ${last} of ${this.sent}`);
  }

  /** Resolves once every watcher has seen a signal that was sent from now on. @throws what ended the sender */
  async goesOn(): Promise<void> {
    const from = this.sent;
    const isSeen = async (): Promise<void> => {
      while (this.last.some((last) => last <= from)) await pause(PAUSE_MS);
    };
    await Promise.race([isSeen(), this.sending]);
  }

  /** As `goesOn`; nothing is sent any more then. */
  async end(): Promise<void> {
    await this.goesOn();
    this.isEnding = true;
    await this.sending;
  }

  async stop(): Promise<void> {
    this.isEnding = true;
    this.client.close();
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }

  private watch(addresses: readonly string[], place: number): SteadyWatch<Frame> {
    return new SteadyWatch<Frame>({
      addresses,
      place,
      what: 'WatchSignals',
      waits: this.waits,
      call: (client) => client.WatchSignals({}, bearer('watcher')),
      listen: () => {
        // The signal under way may have been handed over before.
        let next: number | undefined;
        this.last[place] = -1;
        return {
          opened: () => (next = this.sent + 1),
          take: ({ envelope }) => {
            this.seen += 1;
            const number = Number(envelope!.messageId);
            if (next === undefined || number < next) return;
            if (number > next) this.falsehoods.push(`a watch of signals: ${number} came after ${next - 1}`);
            this.last[place] = number;
            next = number + 1;
          },
          ended: () => undefined,
        };
      },
    });
  }

  private async send(): Promise<void> {
    while (!this.isEnding) {
      const messageId = String(this.sent);
      const envelope = { macpVersion: '1.0', messageType: 'Signal', messageId, payload: PAYLOAD };
      const answer = await this.client.call({ rpc: 'Send', request: { envelope }, sender: 'signaller' });
      if (!('response' in answer && answer.response.ack?.ok === true))
        this.falsehoods.push(`signal ${messageId}: ${JSON.stringify(answer)}`);
      this.sent += 1;
      this.client.turn();
      await pause(PAUSE_MS);
    }
  }
}
