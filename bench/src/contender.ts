/** A server under load, as a process of its own whose processor time and memory are read from `/proc`. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BASELINE = fileURLToPath(new URL('./baseline-main.js', import.meta.url));
export const RUNTIME = fileURLToPath(new URL('../../bin/macp-runtime', import.meta.url));

const UNLIMITED = '1000000000';
export const RUNTIME_SETTINGS = {
  MACP_BIND_ADDR: '127.0.0.1:0',
  MACP_ALLOW_INSECURE: '1',
  MACP_SESSION_START_LIMIT_PER_MINUTE: UNLIMITED,
  MACP_MESSAGE_LIMIT_PER_MINUTE: UNLIMITED,
};

/** One process of a contender. */
export interface ProcessPlan {
  /** Script and arguments, for Node. */
  readonly command: readonly string[];
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How to start a contender. */
export interface ContenderPlan {
  readonly name: string;
  /** The first one is the one that is called. */
  readonly processes: readonly ProcessPlan[];
  /** Whether reads are measured, too. */
  readonly reads: boolean;
  /** Processes that work for it besides its own: brokers. */
  readonly helpers?: () => readonly number[];
}

/** The contenders; what they keep goes into `directory`. The first one is what the others are compared with. */
export function contenderPlans(directory: string): readonly ContenderPlan[] {
  const dataDirectory = join(directory, 'data');
  mkdirSync(dataDirectory);
  const durable = { ...RUNTIME_SETTINGS, MACP_DATA_DIR: dataDirectory };
  const memory = { ...RUNTIME_SETTINGS, MACP_MEMORY_ONLY: '1' };
  return [
    { name: 'echo', processes: [{ command: [BASELINE], environment: {} }], reads: true },
    {
      name: 'fdatasync each',
      processes: [{ command: [BASELINE, join(directory, 'appended')], environment: {} }],
      reads: false,
    },
    { name: 'macp, memory only', processes: [{ command: [RUNTIME], environment: memory }], reads: true },
    { name: 'macp, durable', processes: [{ command: [RUNTIME], environment: durable }], reads: true },
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
  const cpuMs = processorMsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuMs, rssBytes: Number(rss?.[1]) * 1024 };
}

/** Processor time, user and system, in the kernel's line about a process or a thread; ms. */
export function processorMsOf(stat: string): number {
  // The name may hold spaces; the fields after its closing bracket do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[UTIME]) + Number(fields[STIME])) * TICK_MS;
}

/** One running contender. */
export class Contender {
  private constructor(
    readonly plan: ContenderPlan,
    /** `host:port`. */
    readonly address: string,
    private readonly children: readonly ChildProcess[],
  ) {}

  /** Starts its processes, the last of the plan first, and waits until each listens. @throws with its stderr when one ends instead. */
  static async start(plan: ContenderPlan): Promise<Contender> {
    const children: ChildProcess[] = [];
    let address = '';
    for (const planned of [...plan.processes].reverse()) {
      const child = spawn(process.execPath, planned.command, {
        env: { ...planned.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.unshift(child);
      address = await listening(plan.name, child);
    }
    return new Contender(plan, address, children);
  }

  /** Of all its processes together. */
  usage(): Usage {
    return sum(this.children.map(({ pid }) => usageOf(pid!)));
  }

  /** Of those who work for it. */
  helperUsage(): Usage {
    return sum((this.plan.helpers?.() ?? []).map(usageOf));
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const closed = once(child, 'close');
        child.kill('SIGTERM');
        await closed;
      }),
    );
  }
}

function sum(usages: readonly Usage[]): Usage {
  return usages.reduce(
    (total, { cpuMs, rssBytes }) => ({ cpuMs: total.cpuMs + cpuMs, rssBytes: total.rssBytes + rssBytes }),
    {
      cpuMs: 0,
      rssBytes: 0,
    },
  );
}

function listening(name: string, child: ChildProcess): Promise<string> {
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const { addr } = JSON.parse(line) as { addr?: string };
      if (addr !== undefined) resolve(addr);
    });
    child.once('close', () => reject(new Error(`${name} did not start: ${stderr}`)));
  });
}
