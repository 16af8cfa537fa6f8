/** Any executable of the product as a process of its own, for tests: its settings are all of its environment. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { SEARCH_PATH } from '../config.js';

/** `MACP_*` settings without their prefix. */
export type Settings = Readonly<Record<string, string>>;

/** How one process ended, with everything it said. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Messages of its log, in order. */
  readonly messages: readonly string[];
}

/** What a process has said it listens on. */
export interface Ports {
  /** `host:port` of its gRPC port. */
  readonly address: string;
  /** `host:port` of its metrics; absent where it has none. */
  readonly metricsAddress: string | undefined;
}

/** One line of its log. */
export interface LogEntry {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface ServerProcessOptions {
  /** Arguments behind the script. */
  readonly args?: readonly string[];
  /** Variables beside the settings, under their whole names. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where everything that it says goes, too. */
  readonly logFile?: string;
}

const SETPRIV = '/usr/bin/setpriv';
/** On Linux it goes when whoever started it goes, however that happens. */
const WITH_PARENT = ['--pdeathsig', 'KILL'];

/** One start of an executable; its log is read as it comes. */
export class ServerProcess {
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<ProcessEnd>;
  /** Its log so far, in order. */
  readonly entries: LogEntry[] = [];
  private readonly serving: Promise<Ports>;
  private readonly child: ChildProcess;
  private waiters: { readonly matches: (entry: LogEntry) => boolean; readonly resolve: (entry: LogEntry) => void }[] =
    [];

  /** Starts the script at `executable` with Node.js. */
  constructor(
    executable: string,
    settings: Settings,
    { args = [], env: more = {}, logFile }: ServerProcessOptions = {},
  ) {
    const env: Record<string, string> = { PATH: SEARCH_PATH, ...more };
    for (const [name, value] of Object.entries(settings)) env[`MACP_${name}`] = value;
    const line = [process.execPath, executable, ...args];
    const [command, ...rest] = existsSync(SETPRIV) ? [SETPRIV, ...WITH_PARENT, ...line] : line;
    // A process group of its own: a terminal's Ctrl-C reaches whoever started it alone.
    const child = spawn(command!, rest, { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.child = child;
    this.serving = new Promise((resolve) => {
      let metricsAddress: string | undefined;
      createInterface({ input: child.stdout }).on('line', (text) => {
        if (logFile !== undefined) appendFileSync(logFile, `${text}\n`);
        const entry = JSON.parse(text) as LogEntry & { addr?: string; metrics_addr?: string };
        metricsAddress ??= entry.metrics_addr;
        if (entry.addr !== undefined) resolve({ address: entry.addr, metricsAddress });
        this.took(entry);
      });
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (logFile !== undefined) appendFileSync(logFile, chunk);
    });
    this.ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stderr,
      messages: this.entries.map(({ msg }) => msg ?? ''),
    }));
  }

  /** Of the system, for what only the system can do to it. */
  get pid(): number {
    if (this.child.pid === undefined) throw new Error('it could not be started');
    return this.child.pid;
  }

  /** Resolves once it listens. @throws with its stderr when it ends instead. */
  listening(): Promise<Ports> {
    return this.orItsEnd(this.serving);
  }

  /** The first line of the log, past or to come, that matches. @throws with its stderr when it ends instead. */
  said(matches: (entry: LogEntry) => boolean): Promise<LogEntry> {
    const found = this.entries.find(matches);
    if (found !== undefined) return Promise.resolve(found);
    return this.orItsEnd(new Promise((resolve) => this.waiters.push({ matches, resolve })));
  }

  /** Sends a signal; resolves when the process has ended. A process that was stopped goes on, so that it can end. */
  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    this.child.kill(signal);
    this.child.kill('SIGCONT');
    return this.ended;
  }

  /** SIGSTOP: the process is there, and does nothing. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  private took(entry: LogEntry): void {
    this.entries.push(entry);
    const isFor = ({ matches }: { matches: (entry: LogEntry) => boolean }): boolean => matches(entry);
    for (const { resolve } of this.waiters.filter(isFor)) resolve(entry);
    this.waiters = this.waiters.filter((waiter) => !isFor(waiter));
  }

  private orItsEnd<Result>(awaited: Promise<Result>): Promise<Result> {
    const early = this.ended.then(({ stderr }) => Promise.reject(new Error(`it ended too early: ${stderr}`)));
    early.catch(() => undefined);
    return Promise.race([awaited, early]);
  }
}

/** The value of a metric without labels at a metrics port; `undefined` when it has none of the name. @throws when nobody listens there */
export async function metricAt(metricsAddress: string | undefined, name: string): Promise<number | undefined> {
  const answer = await fetch(`http://${metricsAddress}/metrics`);
  const line = (await answer.text()).split('\n').find((text) => text.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}
