/** The built product as a process of its own, on free ports, for end-to-end specs. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SEARCH_PATH } from './config.js';
import type { ProcessEnd, ServerUnderTest, Settings } from './server-under-test.js';

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));

const DEFAULTS: Settings = { BIND_ADDR: '127.0.0.1:0', METRICS_ADDR: '127.0.0.1:0', ALLOW_INSECURE: '1' };

/** A directory that goes with the spec. */
export function scratchDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'macp-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

interface Ports {
  readonly address: string;
  readonly metricsAddress: string | undefined;
}

/** One start of the executable. */
class Run {
  readonly ended: Promise<ProcessEnd>;
  private readonly serving: Promise<Ports>;
  private readonly child: ChildProcess;

  constructor(settings: Settings) {
    const env: Record<string, string> = { PATH: SEARCH_PATH };
    for (const [name, value] of Object.entries({ ...DEFAULTS, ...settings })) env[`MACP_${name}`] = value;
    const child = spawn(process.execPath, [EXECUTABLE], { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] });
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

  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** One `bin/macp-runtime`, over a directory of its own unless told otherwise. */
export class RuntimeProcess implements ServerUnderTest {
  private constructor(
    private readonly settings: Settings,
    private readonly removeData: () => void,
    private run: Run,
    private ports: Ports,
  ) {}

  /** Starts it with development credentials and waits until it listens. @throws with its stderr when it ends instead. */
  static async start(settings: Settings = {}): Promise<RuntimeProcess> {
    const hasPlace = settings['DATA_DIR'] !== undefined || settings['MEMORY_ONLY'] !== undefined;
    const scratch = hasPlace ? undefined : scratchDirectory();
    const all = scratch === undefined ? settings : { DATA_DIR: scratch.path, ...settings };
    const run = new Run(all);
    const removeData = (): void => scratch?.remove();
    try {
      return new RuntimeProcess(all, removeData, run, await run.listening());
    } catch (cause) {
      removeData();
      throw cause;
    }
  }

  /** Starts it where it must not start, and resolves with how it ended. @throws when it serves. */
  static async refusal(settings: Settings): Promise<ProcessEnd> {
    const run = new Run(settings);
    const served = run.listening().then(
      () => true,
      () => false,
    );
    if (await served) {
      await run.signal('SIGKILL');
      throw new Error('it started');
    }
    return run.ended;
  }

  get address(): string {
    return this.ports.address;
  }

  async metric(name: string): Promise<number> {
    const answer = await fetch(`http://${this.ports.metricsAddress}/metrics`);
    const line = (await answer.text()).split('\n').find((text) => text.startsWith(`${name} `));
    if (line === undefined) throw new Error(`there is no metric ${name}`);
    return Number(line.slice(name.length));
  }

  /** Sends a signal; resolves when the process has ended. */
  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    return this.run.signal(signal);
  }

  async stop(): Promise<readonly ProcessEnd[]> {
    return [await this.signal('SIGTERM')];
  }

  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  async restart(): Promise<void> {
    this.run = new Run(this.settings);
    this.ports = await this.run.listening();
  }

  async remove(): Promise<void> {
    await this.kill();
    this.removeData();
  }
}
