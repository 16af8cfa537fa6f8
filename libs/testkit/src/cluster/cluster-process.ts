/** One process of a cluster under test: it can be killed, stopped like a zombie, asked to leave, and started again. */
import { fileURLToPath } from 'node:url';
import type { TcpProxy } from '../net/tcp-proxy.js';
import { ServerProcess, metricAt } from '../process/server-process.js';
import type { LogEntry, Ports, ProcessEnd, Settings } from '../process/server-process.js';

const EXECUTABLE = fileURLToPath(new URL('../../../../bin/macp-runtime', import.meta.url));

/** What stands before the ports of a process; they stay over its restarts. */
export interface ProcessProxies {
  /** By which the other processes reach it. */
  readonly internal: TcpProxy;
  /** By which agents can reach it, beside its own address. */
  readonly public: TcpProxy;
}

export interface ClusterProcessOptions {
  readonly name: string;
  /** What `--role` is given: one role, or several separated by commas. */
  readonly role: string;
  readonly settings: Settings;
  /** Everything it says, over all its starts. */
  readonly logFile: string;
  /** By which others reach it, where the cluster is proxied. */
  readonly proxies?: ProcessProxies | undefined;
}

export class ClusterProcess {
  readonly name: string;
  readonly roles: readonly string[];
  /** Of every start so far, the present one last. */
  readonly pids: number[] = [];
  private run: ServerProcess | undefined;
  private ports: Ports | undefined;
  /** False from the moment that something was done to end it. */
  private runs = false;

  constructor(private readonly options: ClusterProcessOptions) {
    this.name = options.name;
    this.roles = options.role.split(',');
  }

  get logFile(): string {
    return this.options.logFile;
  }

  /** Absent where others reach it directly. */
  get proxies(): ProcessProxies | undefined {
    return this.options.proxies;
  }

  get isRunning(): boolean {
    return this.runs;
  }

  /** `host:port` of the agents' port, or the internal one where agents are not served. */
  get address(): string {
    if (this.ports === undefined) throw new Error(`${this.name} has not listened yet`);
    return this.ports.address;
  }

  get metricsAddress(): string | undefined {
    return this.ports?.metricsAddress;
  }

  /** The log of the present start. */
  get entries(): readonly LogEntry[] {
    return this.run?.entries ?? [];
  }

  /** Starts it, and does not wait for anything. */
  spawn(): void {
    const { role, settings, logFile } = this.options;
    this.run = new ServerProcess(EXECUTABLE, settings, { args: ['--role', role], logFile });
    this.pids.push(this.run.pid);
    this.runs = true;
    this.run.ended.then(() => (this.runs = false)).catch(() => undefined);
  }

  /** Resolves once it listens. @throws with its stderr when it ends instead. */
  async listening(): Promise<void> {
    this.ports = await this.running.listening();
  }

  /** Starts it; resolves once it listens. @throws with its stderr when it ends instead. */
  async start(): Promise<void> {
    this.spawn();
    await this.listening();
  }

  /** The first line of the log of this start, past or to come, that matches. @throws when it ends instead */
  said(matches: (entry: LogEntry) => boolean): Promise<LogEntry> {
    return this.running.said(matches);
  }

  /** SIGKILL unless told otherwise; resolves when it has ended. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<ProcessEnd> {
    return this.running.signal(signal);
  }

  /** SIGSTOP: it is there, and does nothing. */
  pause(): void {
    this.running.pause();
  }

  /** SIGCONT. */
  resume(): void {
    this.running.resume();
  }

  /** The present value of a metric without labels; `undefined` when it has none of the name. @throws when it does not answer */
  metric(name: string): Promise<number | undefined> {
    return metricAt(this.ports?.metricsAddress, name);
  }

  private get running(): ServerProcess {
    if (this.run === undefined) throw new Error(`${this.name} was never started`);
    return this.run;
  }
}
