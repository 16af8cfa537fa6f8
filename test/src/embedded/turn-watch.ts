/**
 * Measures for how long the event loop does nothing else: the time between two looks at the clock, one in every turn.
 * Garbage collection, which no slicing of work shortens, is told apart.
 */
import { readFileSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';

/** Turns shorter than this are of no interest. */
const NOTED_MS = 5;

interface Turn {
  readonly startMs: number;
  readonly endMs: number;
  /** Processor time of the thread meanwhile. */
  readonly threadMs: number;
}

interface Stretch {
  readonly startTime: number;
  readonly duration: number;
}

export interface LongestTurns {
  /** By the clock, with everything in it. */
  readonly heldMs: number;
  /** Without garbage collection, and without the time in which other processes had the processor. */
  readonly workMs: number;
  /** The longest garbage collection. */
  readonly gcMs: number;
}

export class TurnWatch {
  private readonly long: Turn[] = [];
  private readonly collections: Stretch[] = [];
  private readonly observer = new PerformanceObserver((list) => this.collections.push(...list.getEntries()));
  private isOver = false;
  private lastMs = performance.now();
  private lastThreadMs = threadMs();

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] });
    setImmediate(this.turn);
  }

  async stop(): Promise<LongestTurns> {
    this.isOver = true;
    const endMs = this.lastMs;
    // What was observed is told in a turn of its own.
    await new Promise((resolve) => void setTimeout(resolve, 10));
    this.observer.disconnect();
    let [heldMs, workMs, gcMs] = [0, 0, 0];
    for (const turn of this.long) {
      heldMs = Math.max(heldMs, turn.endMs - turn.startMs);
      workMs = Math.max(workMs, this.workOf(turn));
    }
    for (const { startTime, duration } of this.collections) if (startTime < endMs) gcMs = Math.max(gcMs, duration);
    return { heldMs, workMs, gcMs };
  }

  private workOf({ startMs, endMs, threadMs: ownMs }: Turn): number {
    let collectedMs = 0;
    for (const { startTime, duration } of this.collections) {
      collectedMs += Math.max(0, Math.min(endMs, startTime + duration) - Math.max(startMs, startTime));
    }
    return Math.min(endMs - startMs, ownMs) - collectedMs;
  }

  private readonly turn = (): void => {
    const nowMs = performance.now();
    const nowThreadMs = threadMs();
    if (nowMs - this.lastMs >= NOTED_MS) {
      this.long.push({ startMs: this.lastMs, endMs: nowMs, threadMs: nowThreadMs - this.lastThreadMs });
    }
    this.lastMs = nowMs;
    this.lastThreadMs = nowThreadMs;
    if (!this.isOver) setImmediate(this.turn);
  };
}

/** Processor time of the main thread so far, where Linux tells it; else of all threads. */
function threadMs(): number {
  try {
    return Number.parseInt(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1'), 10) / 1e6;
  } catch {
    return cpuMs();
  }
}

/** Processor time of this process so far. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
