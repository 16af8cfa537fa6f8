/**
 * What one process holds of a Kafka cluster: who leads which partition, and one link per broker and lane, so that a fetch
 * that waits never stands before a produce or a read. Shared by every adapter of the process.
 */
import { setMaxListeners } from 'node:events';
import { KafkaError, KafkaUnavailable, isTransient } from './kafka-errors.js';
import { Backoff, pause } from './backoff.js';
import { metadataRequest } from './kafka-apis.js';
import type { BrokerAddress, ClusterMetadata, TopicMetadata } from './kafka-apis.js';
import { KafkaLink } from './kafka-link.js';
import type { WireRequest } from './kafka-link.js';
import { LinkPool } from './link-pool.js';
import type { Lane } from './link-pool.js';
import type { KafkaLogger, KafkaMetrics, KafkaSettings } from './kafka-settings.js';

/** Node ids of the addresses in the settings, whose real ids are not known, start here and go down. */
const SEED_NODE_ID = -2;
const METADATA_AGE_MAX_MS = 30_000;

const DEFAULTS = {
  connectTimeoutMs: 3000,
  requestTimeoutMs: 5000,
  acksTimeoutMs: 4000,
  fetchWaitMs: 500,
  retryPauseMs: 20,
  retryPauseMaxMs: 1000,
};

export interface KafkaConnectionOptions {
  readonly logger: KafkaLogger;
  readonly metrics?: Partial<KafkaMetrics>;
}

export class KafkaConnection {
  readonly settings: Required<Omit<KafkaSettings, 'tls' | 'sasl'>>;
  readonly logger: KafkaLogger;
  readonly metrics: Partial<KafkaMetrics>;
  readonly #links: LinkPool;
  readonly #seeds: readonly BrokerAddress[];
  readonly #topics = new Map<string, TopicMetadata | undefined>();
  readonly #closing = new AbortController();
  #brokers = new Map<number, BrokerAddress>();
  #refreshing: Promise<void> | undefined;
  #refreshedAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #isAskingAnother = false;
  /** Counts the brokers that were asked beside the first. */
  #turn = 0;

  constructor(settings: KafkaSettings, options: KafkaConnectionOptions) {
    const { tls, sasl, ...rest } = settings;
    this.settings = { ...DEFAULTS, ...rest };
    this.logger = options.logger;
    this.metrics = options.metrics ?? {};
    // Every wait listens to it, and there is a wait per partition when a broker is away.
    setMaxListeners(0, this.#closing.signal);
    this.#seeds = settings.brokers.map((address, index) => toAddress(address, SEED_NODE_ID - index));
    const { clientId, connectTimeoutMs, requestTimeoutMs } = this.settings;
    this.#links = new LinkPool(({ host, port }) =>
      KafkaLink.open({ host, port, clientId, tls, sasl, connectTimeoutMs, requestTimeoutMs }),
    );
  }

  /** Aborted by `close`: ends every wait and every attempt. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Resolves once a broker answers; keeps trying, and saying so, until then. @throws KafkaUnavailable closed meanwhile */
  async start(): Promise<void> {
    await this.retried('reaching the brokers', () => this.refresh());
    this.#timer = setInterval(() => {
      if (performance.now() - this.#refreshedAtMs > METADATA_AGE_MAX_MS) this.refresh().catch(() => undefined);
    }, METADATA_AGE_MAX_MS);
    this.#timer.unref();
  }

  /** Ends every link; whoever waits for an answer is told that there will be none. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    this.#links.close();
  }

  /**
   * Repeats `task` with pauses while brokers are away or say "not now", with a log line for the first failure and then now
   * and then. @throws KafkaUnavailable closed meanwhile; KafkaError a definite no; what `task` threw last after `withinMs`
   */
  async retried<Result>(what: string, task: () => Promise<Result>, withinMs = Infinity): Promise<Result> {
    const startedMs = performance.now();
    const backoff = new Backoff(this.settings.retryPauseMs, this.settings.retryPauseMaxMs);
    for (let attempt = 1; ; attempt += 1) {
      if (this.closing.aborted) throw new KafkaUnavailable('the connection was closed');
      try {
        return await task();
      } catch (cause) {
        const isOver = this.closing.aborted || performance.now() - startedMs > withinMs;
        if (isOver || !isTransient(cause)) throw cause;
        if (attempt === 4 || attempt % 20 === 0) {
          this.logger.warn(`${what} fails and is tried again`, { attempt, cause: describe(cause) });
        }
        await pause(backoff.nextMs(), this.closing);
        // What failed may have moved to another broker.
        if (attempt > 1) await this.refresh().catch(() => undefined);
      }
    }
  }

  /** Sends to the broker `nodeId`. @throws KafkaUnavailable, KafkaError */
  async send<Result>(nodeId: number, lane: Lane, request: WireRequest<Result>): Promise<Result> {
    return this.#measured(request.name, async () => {
      const link = this.#links.get(this.#address(nodeId), lane);
      return (link instanceof KafkaLink ? link : await link).send(request);
    });
  }

  /** Sends a request in kafkajs' codec. @throws KafkaUnavailable, KafkaError */
  async sendInner(nodeId: number, lane: Lane, request: InnerRequest): Promise<unknown> {
    const { name, version, body, heldMs } = request;
    return this.#measured(name, async () => {
      const link = await this.#links.get(this.#address(nodeId), lane);
      return link.sendInner(name, version, body, heldMs);
    });
  }

  /** Node id of the broker that coordinates a consumer group or a transactional id. @throws KafkaUnavailable, KafkaError */
  async coordinator(key: string, kind: 'group' | 'transaction'): Promise<number> {
    const body = { groupId: key, coordinatorType: kind === 'group' ? 0 : 1 };
    let failure: unknown;
    for (const { nodeId } of this.#candidates()) {
      try {
        const found = await this.sendInner(nodeId, 'read', { name: 'GroupCoordinator', version: 2, body });
        const { coordinator } = found as { coordinator: { nodeId: number } };
        if (!this.#brokers.has(coordinator.nodeId)) await this.refresh();
        return coordinator.nodeId;
      } catch (cause) {
        failure = cause;
      }
    }
    throw failure;
  }

  async controller(): Promise<number> {
    return (await this.#ask([])).controllerId;
  }

  /** What the cluster says of the topics now; those unknown to it with their error code. @throws KafkaUnavailable */
  async describe(topics: readonly string[]): Promise<readonly TopicMetadata[]> {
    return (await this.#ask(topics)).topics;
  }

  /** Keeps an eye on the topic. Resolves with its metadata once the cluster knows it. */
  async track(topic: string): Promise<TopicMetadata> {
    if (!this.#topics.has(topic)) this.#topics.set(topic, undefined);
    return this.retried(`finding topic ${topic}`, async () => {
      const known = this.#topics.get(topic);
      if (known !== undefined) return known;
      await this.refresh();
      const found = this.#topics.get(topic);
      if (found === undefined) throw new KafkaUnavailable(`topic ${topic} is not there`);
      return found;
    });
  }

  /** Newest metadata of a tracked topic. */
  topic(topic: string): TopicMetadata | undefined {
    return this.#topics.get(topic);
  }

  /** Node id of the partition's leader, as far as is known. */
  leaderOf(topic: string, partition: number): number | undefined {
    const leader = this.#topics.get(topic)?.leaders[partition];
    return leader === undefined || leader < 0 ? undefined : leader;
  }

  /** Learns anew who leads what; calls that overlap share one request. @throws KafkaUnavailable */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    // A storm of failures asks once per pause.
    const waitMs = this.settings.retryPauseMs - (performance.now() - this.#refreshedAtMs);
    if (waitMs > 0) await pause(waitMs, this.closing);
    const { topics } = await this.#ask([...this.#topics.keys()]);
    this.#refreshedAtMs = performance.now();
    this.#learn(topics);
    void this.#askAnother();
  }

  #learn(topics: readonly TopicMetadata[]): void {
    for (const found of topics) {
      const isKnown = found.code === 0 || found.leaders.length > 0;
      if (isKnown) this.#topics.set(found.topic, newest(this.#topics.get(found.topic), found));
    }
  }

  /**
   * A broker that is cut off from the others, and not from here, answers for ever that nothing has changed: so one broker
   * more is asked each time, in turn, and nobody waits for it. Of topics that were made anew it may not know either.
   */
  async #askAnother(): Promise<void> {
    const brokers = [...this.#brokers.keys()];
    if (this.#isAskingAnother || brokers.length < 2) return;
    this.#isAskingAnother = true;
    const nodeId = brokers[(this.#turn += 1) % brokers.length]!;
    const request = metadataRequest([...this.#topics.keys()]);
    const isSame = ({ topic, topicId }: TopicMetadata): boolean => this.#topics.get(topic)?.topicId === topicId;
    const learn = ({ topics }: ClusterMetadata): void => this.#learn(topics.filter(isSame));
    await this.send(nodeId, 'read', request).then(learn, () => undefined);
    this.#isAskingAnother = false;
  }

  async #ask(topics: readonly string[]): Promise<ClusterMetadata> {
    let failure: unknown;
    for (const { nodeId } of this.#candidates()) {
      if (this.closing.aborted) break;
      try {
        const metadata = await this.send(nodeId, 'read', metadataRequest(topics));
        if (metadata.brokers.length > 0) {
          this.#brokers = new Map(metadata.brokers.map((broker) => [broker.nodeId, broker]));
        }
        return metadata;
      } catch (cause) {
        failure = cause;
      }
    }
    throw new KafkaUnavailable('no broker answers', { cause: failure });
  }

  /** Known brokers first, those with an open link before the others; then the addresses of the settings. */
  #candidates(): BrokerAddress[] {
    const known = [...this.#brokers.values()];
    const isOpen = (broker: BrokerAddress): boolean => this.#links.has(broker, 'read');
    return [...known.filter(isOpen), ...known.filter((broker) => !isOpen(broker)), ...this.#seeds];
  }

  #address(nodeId: number): BrokerAddress {
    const found = this.#brokers.get(nodeId) ?? this.#seeds[SEED_NODE_ID - nodeId];
    if (found === undefined) throw new KafkaUnavailable(`broker ${nodeId} is not known`);
    return found;
  }

  async #measured<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
    const { request } = this.metrics;
    if (request === undefined) return task();
    const startedMs = performance.now();
    try {
      const result = await task();
      request(name, performance.now() - startedMs, 'ok');
      return result;
    } catch (cause) {
      request(name, performance.now() - startedMs, 'failed');
      throw cause;
    }
  }
}

/** A request in one of kafkajs' codecs. */
export interface InnerRequest {
  readonly name: string;
  readonly version: number;
  readonly body: object;
  readonly heldMs?: number;
}

/** The messages of an error and of its causes. */
export function describe(cause: unknown): string {
  const messages: string[] = [];
  for (let each = cause; each instanceof Error; each = each.cause) {
    if (!messages.includes(each.message)) messages.push(each.message);
  }
  return messages.join(': ');
}

/** @throws KafkaError when `code` is one. */
export function check(code: number, what: string): void {
  if (code !== 0) throw new KafkaError(code, what);
}

/**
 * What a broker tells of an earlier leader than is known counts for nothing: the end of that one may be short of what was
 * acknowledged.
 */
function newest(known: TopicMetadata | undefined, found: TopicMetadata): TopicMetadata {
  if (known?.topicId !== found.topicId) return found;
  const isOld = (partition: number): boolean => (known.epochs[partition] ?? -1) > (found.epochs[partition] ?? -1);
  const pick = (of: 'leaders' | 'epochs') => (value: number, partition: number) =>
    isOld(partition) ? known[of][partition]! : value;
  return { ...found, leaders: found.leaders.map(pick('leaders')), epochs: found.epochs.map(pick('epochs')) };
}

function toAddress(address: string, nodeId: number): BrokerAddress {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return { nodeId, host, port: Number(address.slice(colon + 1)) };
}
