/** The built product as a process of its own, on a free port, for end-to-end specs. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import { createRuntimeClient } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { SEARCH_PATH } from './config.js';

const EXECUTABLE = fileURLToPath(new URL('../../../bin/macp-runtime', import.meta.url));

/** A data directory that goes with the spec. */
export function scratchDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'macp-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** How a process ended, with everything it said on stderr. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** One running `bin/macp-runtime`. */
export class RuntimeProcess {
  readonly ended: Promise<ProcessEnd>;
  private constructor(
    private readonly child: ChildProcess,
    readonly address: Promise<string>,
  ) {
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stderr,
    }));
  }

  /** Starts it with `MACP_*` settings given without their prefix; development credentials unless told otherwise. */
  static spawn(settings: Readonly<Record<string, string>>): RuntimeProcess {
    const env: Record<string, string> = { PATH: SEARCH_PATH };
    const all: Record<string, string> = { BIND_ADDR: '127.0.0.1:0', ALLOW_INSECURE: '1', ...settings };
    for (const [name, value] of Object.entries(all)) env[`MACP_${name}`] = value;
    const child = spawn(process.execPath, [EXECUTABLE], { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] });
    const address = new Promise<string>((resolve) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const entry = JSON.parse(line) as { addr?: string };
        if (entry.addr !== undefined) resolve(entry.addr);
      });
    });
    return new RuntimeProcess(child, address);
  }

  /** Starts it and waits until it listens. @throws with its stderr when it ends instead. */
  static async start(settings: Readonly<Record<string, string>>): Promise<RuntimeProcess> {
    const runtime = RuntimeProcess.spawn(settings);
    const early = runtime.ended.then(({ stderr }) => Promise.reject(new Error(`it did not start: ${stderr}`)));
    early.catch(() => undefined);
    await Promise.race([runtime.address, early]);
    return runtime;
  }

  async client(): Promise<RuntimeClient> {
    return createRuntimeClient(await this.address, credentials.createInsecure());
  }

  signal(signal: NodeJS.Signals): Promise<ProcessEnd> {
    this.child.kill(signal);
    return this.ended;
  }
}
