/**
 * A real Kafka cluster of one or three nodes on this machine, each node a process of its own, with a proxy in front of
 * every node for clients that are to suffer.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../net/free-port.js';
import { TcpProxy } from '../net/tcp-proxy.js';
import { KafkaBroker } from './kafka-broker.js';

export interface LocalKafkaOptions {
  /** 1 (when not given) or 3. */
  readonly brokers?: 1 | 3;
  /** Port of the first node for clients, the others follow; free ones when not given. */
  readonly port?: number;
  /** Where the nodes keep their data; a temporary directory that goes with the cluster when not given. */
  readonly directory?: string;
  readonly heapMb?: number;
  /** Where everything that the nodes say is kept, a file for each; nowhere when not given. */
  readonly logDirectory?: string;
  /** More settings for every broker. */
  readonly properties?: Readonly<Record<string, string>>;
}

const PORTS_PER_NODE = 3;

export class LocalKafka {
  private constructor(
    readonly brokers: readonly KafkaBroker[],
    /** One per broker, in order. */
    readonly proxies: readonly TcpProxy[],
    private readonly scratch: string | undefined,
  ) {}

  /** Resolves when every node has started. Coordinators may answer "loading" for another second or two. */
  static async start(options: LocalKafkaOptions = {}): Promise<LocalKafka> {
    const count = options.brokers ?? 1;
    const scratch = options.directory === undefined ? mkdtempSync(join(tmpdir(), 'macp-kafka-')) : undefined;
    const directory = resolve(options.directory ?? scratch!);
    mkdirSync(directory, { recursive: true });
    const ports = await freePorts(count * PORTS_PER_NODE);
    const voters = Array.from(
      { length: count },
      (_, index) => `${index + 1}@127.0.0.1:${ports[index * PORTS_PER_NODE]}`,
    );
    const proxies: TcpProxy[] = [];
    const brokers: KafkaBroker[] = [];
    for (let index = 0; index < count; index++) {
      const [controller, free, bind] = ports.slice(index * PORTS_PER_NODE) as [number, number, number];
      const proxy = await TcpProxy.open({ host: '127.0.0.1', port: bind }, { isKafka: true });
      const client = options.port === undefined ? free : options.port + index;
      proxies.push(proxy);
      brokers.push(
        new KafkaBroker({
          nodeId: index + 1,
          directory: join(directory, `node-${index + 1}`),
          ports: { client, controller, proxied: { bind, advertised: proxy.port } },
          voters,
          clusterId: clusterId(directory),
          heapMb: options.heapMb ?? 384,
          logFile:
            options.logDirectory === undefined ? undefined : join(options.logDirectory, `broker-${index + 1}.log`),
          properties: options.properties ?? {},
        }),
      );
    }
    const kafka = new LocalKafka(brokers, proxies, scratch);
    try {
      await Promise.all(brokers.map((broker) => broker.start()));
    } catch (cause) {
      await kafka.stop('SIGKILL');
      throw cause;
    }
    return kafka;
  }

  /** `host:port` of every broker. */
  get addresses(): readonly string[] {
    return this.brokers.map((broker) => broker.address);
  }

  /** The same brokers through their proxies; what they advertise there leads through the proxies too. */
  get proxiedAddresses(): readonly string[] {
    return this.proxies.map((proxy) => proxy.address);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.stop(signal)));
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
    if (this.scratch !== undefined) rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** The directory's cluster, made up at the first start. */
function clusterId(directory: string): string {
  const file = join(directory, 'cluster-id');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const id = `m${randomBytes(16).toString('base64url').slice(1, 22)}`;
  writeFileSync(file, id);
  return id;
}
