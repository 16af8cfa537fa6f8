/** Any executable of the product as a process of its own, for end-to-end specs. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { SEARCH_PATH } from './config.js';
import type { ProcessEnd, Settings } from './server-under-test.js';

/** What a process has said it listens on. */
export interface Ports {
  /** `host:port` of its gRPC port. */
  readonly address: string;
  readonly metricsAddress: string | undefined;
}

/** One start of an executable of the product: its settings are all of its environment, its log is read as it comes. */
export class ServerProcess {
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<ProcessEnd>;
  private readonly serving: Promise<Ports>;
  private readonly child: ChildProcess;

  /** Starts the script at `executable` with Node.js. */
  constructor(executable: string, settings: Settings) {
    const env: Record<string, string> = { PATH: SEARCH_PATH };
    for (const [name, value] of Object.entries(settings)) env[`MACP_${name}`] = value;
    const child = spawn(process.execPath, [executable], { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    const messages: string[] = [];
    this.serving = new Promise((resolve) => {
      let metricsAddress: string | undefined;
      createInterface({ input: child.stdout }).on('line', (line) => {
        const entry = JSON.parse(line) as { addr?: string; metrics_addr?: string; msg?: string };
        messages.push(entry.msg ?? '');
        metricsAddress ??= entry.metrics_addr;
        if (entry.addr !== undefined) resolve({ address: entry.addr, metricsAddress });
      });
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stderr,
      messages,
    }));
  }

  /** Resolves once it listens. @throws with its stderr when it ends instead. */
  listening(): Promise<Ports> {
    const early = this.ended.then(({ stderr }) => Promise.reject(new Error(`it did not start: ${stderr}`)));
    early.catch(() => undefined);
    return Promise.race([this.serving, early]);
  }

  /** Sends a signal; resolves when the process has ended. */
  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** The value of a metric without labels at a metrics port. @throws when there is no such metric, or no such port. */
export async function metricAt(metricsAddress: string | undefined, name: string): Promise<number> {
  const answer = await fetch(`http://${metricsAddress}/metrics`);
  const line = (await answer.text()).split('\n').find((text) => text.startsWith(`${name} `));
  if (line === undefined) throw new Error(`there is no metric ${name}`);
  return Number(line.slice(name.length));
}
