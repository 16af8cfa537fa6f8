/** Links by broker address and lane, opened when first needed and again after they broke. */
import type { BrokerAddress } from './kafka-apis.js';
import { KafkaUnavailable } from './kafka-errors.js';
import type { KafkaLink } from './kafka-link.js';

/**
 * A broker answers the requests of one connection in their order, so what must not wait for each other has lanes of its
 * own: `fetch` and `fetch-extra` are held by the broker for a while, a `group` while it rebalances.
 */
export type Lane = 'produce' | 'fetch' | 'fetch-extra' | 'read' | 'transaction' | 'feed' | `group ${string}`;

export class LinkPool {
  readonly #links = new Map<string, KafkaLink | Promise<KafkaLink>>();
  #isClosed = false;

  constructor(private readonly open: (address: BrokerAddress) => Promise<KafkaLink>) {}

  /** True when an open link is there. */
  has(address: BrokerAddress, lane: Lane): boolean {
    const link = this.#links.get(keyOf(address, lane));
    return link !== undefined && 'isOpen' in link && link.isOpen;
  }

  /** At once when it is open. @throws KafkaUnavailable */
  get(address: BrokerAddress, lane: Lane): KafkaLink | Promise<KafkaLink> {
    const key = keyOf(address, lane);
    const found = this.#links.get(key);
    if (found !== undefined && (!('isOpen' in found) || found.isOpen)) return found;
    if (this.#isClosed) throw new KafkaUnavailable('the connection was closed');
    const opening = this.#open(address, key);
    this.#links.set(key, opening);
    return opening;
  }

  close(): void {
    this.#isClosed = true;
    for (const link of this.#links.values()) if ('isOpen' in link) link.close();
    this.#links.clear();
  }

  async #open(address: BrokerAddress, key: string): Promise<KafkaLink> {
    try {
      const link = await this.open(address);
      if (this.#isClosed) {
        link.close();
        throw new KafkaUnavailable('the connection was closed');
      }
      this.#links.set(key, link);
      return link;
    } catch (cause) {
      this.#links.delete(key);
      throw cause;
    }
  }
}

function keyOf({ host, port }: BrokerAddress, lane: Lane): string {
  return `${host}:${port}/${lane}`;
}
