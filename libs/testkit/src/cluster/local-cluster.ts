/**
 * The product as several processes over Kafka on this machine, with topics, ports and log files of its own. All of it
 * goes when whoever started it goes.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../net/free-port.js';
import { TcpProxy } from '../net/tcp-proxy.js';
import type { ProcessEnd, Settings } from '../process/server-process.js';
import { ClusterProcess } from './cluster-process.js';
import type { ProcessProxies } from './cluster-process.js';

/** Two of what agents and sessions need most, one of the rest. */
export const DEFAULT_LAYOUT = ['ingress', 'ingress', 'session-engine', 'session-engine', 'policy', 'replay'] as const;

export interface LocalClusterOptions {
  /** `host:port` of every broker. */
  readonly brokers: readonly string[];
  /** Precedes topics and groups; one of its own when not given. */
  readonly topicPrefix?: string;
  /** What `--role` of each process says; `DEFAULT_LAYOUT` when not given. */
  readonly layout?: readonly string[];
  /** Partitions of sessions; the product's own default when not given. */
  readonly partitions?: number;
  /** For every process. */
  readonly settings?: Settings;
  /** For one process beside those for all, by its name: `ingress-1`, `session-engine-2`, ... */
  readonly settingsOf?: (name: string) => Settings;
  /** Public ports of the ingresses, in order; free ones when not given. They stay over restarts. */
  readonly publicPorts?: readonly number[];
  /** The processes reach each other, and agents can reach the ingresses, through proxies that stay over restarts. */
  readonly isProxied?: boolean;
  /** Where log files, and what may be rebuilt, are to be, and stay; a temporary one, which `remove` removes, when not given. */
  readonly directory?: string;
}

const DEFAULT_PARTITIONS = 12;
const ASK_AGAIN_MS = 20;

export class LocalCluster {
  private constructor(
    /** In the order of the layout. */
    readonly processes: readonly ClusterProcess[],
    readonly topicPrefix: string,
    /** Of sessions. */
    readonly partitions: number,
    /** Where log files, and what may be rebuilt, are. */
    readonly directory: string,
    private readonly isTemporary: boolean,
  ) {}

  /** Lays the cluster out; nothing runs yet. */
  static async prepare(options: LocalClusterOptions): Promise<LocalCluster> {
    const { layout = DEFAULT_LAYOUT, partitions = DEFAULT_PARTITIONS } = options;
    const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'macp-cluster-'));
    const topicPrefix = options.topicPrefix ?? `t${randomBytes(5).toString('hex')}.`;
    const ports = await portsOf(layout, options.publicPorts ?? []);
    const proxies = options.isProxied === true ? await Promise.all(ports.map(openProxies)) : [];
    const reached = ports.map(({ internal }, index) => proxies[index]?.internal.address ?? `127.0.0.1:${internal}`);
    const policies = reached.filter((_, index) => hasRole(layout[index]!, 'policy'));
    const shared: Settings = {
      KAFKA_BROKERS: options.brokers.join(','),
      KAFKA_TOPIC_PREFIX: topicPrefix,
      PARTITIONS: String(partitions),
      INTERNAL_CREDENTIAL: randomBytes(16).toString('hex'),
      POLICY_ADDR: `ipv4:${policies.join(',')}`,
      METRICS_ADDR: '127.0.0.1:0',
      ALLOW_INSECURE: '1',
      ...options.settings,
    };
    const counts = new Map<string, number>();
    const processes = layout.map((role, index) => {
      const count = (counts.get(role) ?? 0) + 1;
      counts.set(role, count);
      const name = `${role.replaceAll(',', '+')}-${count}`;
      const own: Settings = {
        BIND_ADDR: `127.0.0.1:${ports[index]!.public}`,
        INTERNAL_BIND_ADDR: `127.0.0.1:${ports[index]!.internal}`,
        INTERNAL_ADVERTISED_ADDR: reached[index]!,
        KAFKA_CLIENT_ID: name,
        DATA_DIR: join(directory, `${name}.data`),
      };
      const settings = { ...shared, ...own, ...options.settingsOf?.(name) };
      const logFile = join(directory, `${name}.log`);
      return new ClusterProcess({ name, role, settings, logFile, proxies: proxies[index] });
    });
    return new LocalCluster(processes, topicPrefix, partitions, directory, options.directory === undefined);
  }

  /** Resolves once every partition is served. @throws with what it said on stderr when a process ends instead */
  static async start(options: LocalClusterOptions): Promise<LocalCluster> {
    const cluster = await LocalCluster.prepare(options);
    try {
      await cluster.start();
    } catch (cause) {
      await cluster.remove();
      throw cause;
    }
    return cluster;
  }

  get ingresses(): readonly ClusterProcess[] {
    return this.of('ingress');
  }

  get engines(): readonly ClusterProcess[] {
    return this.of('session-engine');
  }

  get policies(): readonly ClusterProcess[] {
    return this.of('policy');
  }

  get replays(): readonly ClusterProcess[] {
    return this.of('replay');
  }

  /** Starts every process that does not run, all at once; resolves once every partition is served. */
  async start(): Promise<void> {
    await Promise.all(this.processes.filter(({ isRunning }) => !isRunning).map((process) => process.start()));
    await this.served();
  }

  /**
   * Resolves once the running engines decide, and the other services follow, for every partition, and the engines agree on
   * who has which: none has yet to hand one over, or to join again after the group went on without it.
   */
  async served(): Promise<void> {
    while (!(await this.isServed())) await pause(ASK_AGAIN_MS);
  }

  /**
   * The present value of a metric without labels, summed over all running processes that have it.
   *
   * @throws when no process has it, or one does not answer
   */
  async metric(name: string): Promise<number> {
    const values = await Promise.all(
      this.processes.filter(({ isRunning }) => isRunning).map((each) => each.metric(name)),
    );
    if (values.every((value) => value === undefined)) throw new Error(`there is no metric ${name}`);
    return values.reduce<number>((total, value) => total + (value ?? 0), 0);
  }

  /** Asks every process to leave: ingresses first, while what their agents wait for is still decided, then the others. */
  async stop(): Promise<readonly ProcessEnd[]> {
    const ends: ProcessEnd[] = [];
    for (const group of [this.ingresses, this.engines, this.processes]) ends.push(...(await endAll(group, 'SIGTERM')));
    return ends;
  }

  /** Ends every process without a warning. */
  kill(): Promise<readonly ProcessEnd[]> {
    return endAll(this.processes, 'SIGKILL');
  }

  /** Ends whatever runs, for good; its files stay. */
  async abandon(): Promise<void> {
    await this.kill();
    for (const { proxies } of this.processes) {
      await proxies?.internal.close();
      await proxies?.public.close();
    }
  }

  /** Ends whatever runs, and removes its files where they are temporary; the topics stay with the brokers. */
  async remove(): Promise<void> {
    await this.abandon();
    if (this.isTemporary) rmSync(this.directory, { recursive: true, force: true });
  }

  private of(role: string): readonly ClusterProcess[] {
    return this.processes.filter(({ roles }) => roles.includes(role));
  }

  private async isServed(): Promise<boolean> {
    const [owned, down, followed, registries] = await Promise.all([
      total(this.engines, 'macp_partitions_owned'),
      total(this.engines, 'macp_partitions_down'),
      total(this.replays, 'macp_replay_assigned_partitions'),
      total(this.policies, 'macp_policy_assigned_partitions'),
    ]);
    const isComplete = owned === this.partitions && followed === this.partitions && registries === 1;
    return isComplete && down === 0 && (await this.isAgreed());
  }

  /** A sum alone would count twice what two engines serve, and not what a third has yet to take. */
  private async isAgreed(): Promise<boolean> {
    const running = this.engines.filter(({ isRunning }) => isRunning);
    const standings = await Promise.all(running.map(standingOf));
    const generations = new Set(standings.map(({ generation }) => generation));
    return generations.size === 1 && standings.every(({ assigned, owned }) => assigned === owned);
  }
}

async function standingOf(engine: ClusterProcess) {
  const ask = (name: string) => engine.metric(name).catch(() => undefined);
  const [generation, assigned = 0, owned] = await Promise.all([
    ask('macp_session_engine_group_generation'),
    ask('macp_session_engine_assigned_partitions'),
    ask('macp_partitions_owned'),
  ]);
  return { generation, assigned, owned };
}

/** Over those that answer. */
async function total(processes: readonly ClusterProcess[], name: string): Promise<number> {
  const values = await Promise.all(
    processes.filter(({ isRunning }) => isRunning).map((each) => each.metric(name).catch(() => undefined)),
  );
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}

interface ProcessPorts {
  readonly internal: number;
  readonly public: number;
}

/** Two for each process; `given` are the public ones of ingresses, in order. */
async function portsOf(layout: readonly string[], given: readonly number[]): Promise<readonly ProcessPorts[]> {
  const free = await freePorts(layout.length * 2);
  const left = [...given];
  return layout.map((role, index) => {
    const chosen = hasRole(role, 'ingress') ? left.shift() : undefined;
    return { internal: free[index * 2]!, public: chosen ?? free[index * 2 + 1]! };
  });
}

async function openProxies(ports: ProcessPorts): Promise<ProcessProxies> {
  const open = (port: number): Promise<TcpProxy> => TcpProxy.open({ host: '127.0.0.1', port });
  return { internal: await open(ports.internal), public: await open(ports.public) };
}

function endAll(processes: readonly ClusterProcess[], signal: NodeJS.Signals): Promise<readonly ProcessEnd[]> {
  return Promise.all(processes.filter(({ isRunning }) => isRunning).map((process) => process.kill(signal)));
}

function hasRole(layoutEntry: string, role: string): boolean {
  return layoutEntry.split(',').includes(role) || layoutEntry === 'all';
}
