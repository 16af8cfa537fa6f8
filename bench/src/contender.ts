/** A server under load, as a process of its own whose processor time and memory are read from `/proc`. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BASELINE = fileURLToPath(new URL('./baseline-main.js', import.meta.url));
const RUNTIME = fileURLToPath(new URL('../../bin/macp-runtime', import.meta.url));

const UNLIMITED = '1000000000';
const RUNTIME_SETTINGS = {
  MACP_BIND_ADDR: '127.0.0.1:0',
  MACP_ALLOW_INSECURE: '1',
  MACP_SESSION_START_LIMIT_PER_MINUTE: UNLIMITED,
  MACP_MESSAGE_LIMIT_PER_MINUTE: UNLIMITED,
};

/** How to start a contender. */
export interface ContenderPlan {
  readonly name: string;
  /** Script and arguments, for Node. */
  readonly command: readonly string[];
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether reads are measured, too. */
  readonly reads: boolean;
}

/** The contenders; what they keep goes into `directory`. The first one is what the others are compared with. */
export function contenderPlans(directory: string): readonly ContenderPlan[] {
  const dataDirectory = join(directory, 'data');
  mkdirSync(dataDirectory);
  const durable = { ...RUNTIME_SETTINGS, MACP_DATA_DIR: dataDirectory };
  const memory = { ...RUNTIME_SETTINGS, MACP_MEMORY_ONLY: '1' };
  return [
    { name: 'echo', command: [BASELINE], environment: {}, reads: true },
    { name: 'fdatasync each', command: [BASELINE, join(directory, 'appended')], environment: {}, reads: false },
    { name: 'macp, memory only', command: [RUNTIME], environment: memory, reads: true },
    { name: 'macp, durable', command: [RUNTIME], environment: durable, reads: true },
  ];
}

/** Resources of a process so far. */
export interface Usage {
  /** Processor time of all threads, user and system, in ms; in steps of the kernel's 10 ms tick. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

const TICK_MS = 10;
const UTIME = 11;
const STIME = 12;

/** Resources of process `pid`. @throws when there is no such process, or no `/proc`. */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The command's name may hold spaces; the fields after its closing bracket do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[UTIME]) + Number(fields[STIME]);
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuMs: ticks * TICK_MS, rssBytes: Number(rss?.[1]) * 1024 };
}

/** One running contender. */
export class Contender {
  private constructor(
    readonly plan: ContenderPlan,
    /** `host:port`. */
    readonly address: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it and waits until it listens. @throws with its stderr when it ends instead. */
  static async start(plan: ContenderPlan): Promise<Contender> {
    const child = spawn(process.execPath, plan.command, { env: plan.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const { addr } = JSON.parse(line) as { addr?: string };
        if (addr !== undefined) resolve(addr);
      });
      child.once('close', () => reject(new Error(`${plan.name} did not start: ${stderr}`)));
    });
    return new Contender(plan, address, child);
  }

  usage(): Usage {
    return usageOf(this.child.pid!);
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGTERM');
    await closed;
  }
}
