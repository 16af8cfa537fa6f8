/** Injects faults, one or two at a time, undoes them in any order, and sees to it that work goes on after each round. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../sim/random.js';
import { Violation } from '../sim/invariants.js';
import type { Fault } from './faults.js';

/** Most faults are shorter than a session time-out, some are much longer. */
const SHORT_MS = { min: 50, max: 1500 };
const LONG_MS = { min: 1500, max: 9000 };
const LONG_CHANCE = 0.3;
const TOGETHER_MAX = 2;
const GOES_ON_WITHIN_MS = 90_000;

export interface NemesisOptions {
  readonly faults: readonly Fault[];
  readonly random: Random;
  /** Resolves once everything that is asked is answered again. */
  readonly goesOn: () => Promise<void>;
  readonly say: (line: string) => void;
}

export class Nemesis {
  /** Faults injected, by name. */
  readonly injected = new Map<string, number>();

  constructor(private readonly options: NemesisOptions) {}

  /** Goes on until `untilMs` (of `performance.now`); nothing is broken any more when it resolves. @throws Violation */
  async run(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      await this.round();
      const { goesOn, say } = this.options;
      const startedMs = performance.now();
      await within(GOES_ON_WITHIN_MS, goesOn());
      say(`  all sessions go on after ${Math.round(performance.now() - startedMs)} ms`);
    }
  }

  private async round(): Promise<void> {
    const { random, say } = this.options;
    const chosen = this.choose(random.between(1, TOGETHER_MAX));
    const undone = chosen.map(async (fault) => {
      const { min, max } = random.chance(LONG_CHANCE) ? LONG_MS : SHORT_MS;
      say(fault.name);
      this.injected.set(fault.name, (this.injected.get(fault.name) ?? 0) + 1);
      const undo = await fault.inject();
      await pause(random.between(min, max));
      await undo();
    });
    await Promise.all(undone);
  }

  private choose(count: number): readonly Fault[] {
    const { random, faults } = this.options;
    const chosen: Fault[] = [];
    while (chosen.length < count) {
      const fault = random.pick(faults);
      if (chosen.every(({ group }) => group !== fault.group)) chosen.push(fault);
    }
    return chosen;
  }
}

/** @throws Violation when it takes longer */
export async function within<Result>(limitMs: number, awaited: Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const late = pause(limitMs, undefined, { signal: abort.signal }).then(() => {
    throw new Violation('I12', `nothing goes on ${limitMs} ms after healing`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([awaited, late]);
  } finally {
    abort.abort();
  }
}
