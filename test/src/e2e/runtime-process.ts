/** The built product as one process, on free ports, for end-to-end specs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerProcess, metricAt } from '@macp/testkit';
import type { Ports } from '@macp/testkit';
import type { ProcessEnd, ServerUnderTest, Settings } from './server-under-test.js';

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));

const DEFAULTS: Settings = { BIND_ADDR: '127.0.0.1:0', METRICS_ADDR: '127.0.0.1:0', ALLOW_INSECURE: '1' };

/** True where the size of a running process's files can be limited, as a disk that is full limits it. */
export const CAN_LIMIT_FILES = spawnSync('prlimit', ['--version']).status === 0;

/** A directory that goes with the spec. */
export function scratchDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'macp-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** One `bin/macp-runtime`, over a directory of its own unless told otherwise. */
export class RuntimeProcess implements ServerUnderTest {
  readonly processes = 1;

  private constructor(
    private readonly settings: Settings,
    private readonly removeData: () => void,
    private run: ServerProcess,
    private ports: Ports,
  ) {}

  /** Starts it with development credentials and waits until it listens. @throws with its stderr when it ends instead. */
  static async start(settings: Settings = {}): Promise<RuntimeProcess> {
    const hasPlace = settings['DATA_DIR'] !== undefined || settings['MEMORY_ONLY'] !== undefined;
    const scratch = hasPlace ? undefined : scratchDirectory();
    const place: Settings = scratch === undefined ? {} : { DATA_DIR: scratch.path };
    const all = { ...DEFAULTS, ...place, ...settings };
    const run = new ServerProcess(EXECUTABLE, all);
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
    const run = new ServerProcess(EXECUTABLE, { ...DEFAULTS, ...settings });
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
    const value = await metricAt(this.ports.metricsAddress, name);
    if (value === undefined) throw new Error(`there is no metric ${name}`);
    return value;
  }

  /** Everything that its metrics endpoint says. */
  async metrics(): Promise<string> {
    return (await fetch(`http://${this.ports.metricsAddress}/metrics`)).text();
  }

  /** Sends a signal; resolves when the process has ended. */
  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    return this.run.signal(signal);
  }

  /** As a disk without room; a commit that failed ends the process, and the limit goes with it. */
  async failLargeWrites(): Promise<() => Promise<void>> {
    execFileSync('prlimit', ['--pid', `${this.run.pid}`, '--fsize=0:unlimited']);
    return async () => {
      await this.run.ended;
      await this.restart();
    };
  }

  async stop(): Promise<readonly ProcessEnd[]> {
    return [await this.signal('SIGTERM')];
  }

  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  async restart(): Promise<void> {
    this.run = new ServerProcess(EXECUTABLE, this.settings);
    this.ports = await this.run.listening();
  }

  async remove(): Promise<void> {
    await this.kill();
    this.removeData();
  }
}
