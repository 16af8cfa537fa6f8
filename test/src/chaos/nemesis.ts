/**
 * Injects faults, one or two at a time, undoes them in any order, and sees to it that work goes on after each round. Every
 * kind of fault comes before any kind comes again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../sim/random.js';
import { Violation } from '../sim/invariants.js';
import type { Fault } from './fault.js';
import type { FaultHistory } from './fault-history.js';

/** Most faults are shorter than a session time-out, some are much longer. */
const SHORT_MS = { min: 50, max: 1500 };
const LONG_MS = { min: 1500, max: 9000 };
const LONG_CHANCE = 0.25;
const TOGETHER_MAX = 3;
const GOES_ON_WITHIN_MS = 90_000;

export interface NemesisOptions {
  readonly faults: readonly Fault[];
  /** Where it is kept when each was in force. */
  readonly history: FaultHistory;
  readonly random: Random;
  /** It goes on until every kind of fault has come. */
  readonly isThorough: boolean;
  /** Resolves once everything that is asked is answered again. */
  readonly goesOn: () => Promise<void>;
  readonly say: (line: string) => void;
}

export class Nemesis {
  /** Faults injected, by kind. */
  readonly injected = new Map<string, number>();
  /** The longest time that it took after a round until all work went on. */
  goesOnMsMax = 0;
  /** Kinds that have not come in this turn. */
  private kinds: string[] = [];

  constructor(private readonly options: NemesisOptions) {}

  /** Kinds of faults that have not come yet. */
  get missing(): readonly string[] {
    return [...new Set(this.options.faults.map(({ kind }) => kind))].filter((kind) => !this.injected.has(kind));
  }

  /** Goes on until `untilMs` (of `performance.now`); nothing is broken any more when it resolves. @throws Violation */
  async run(untilMs: number): Promise<void> {
    while (performance.now() < untilMs || (this.options.isThorough && this.missing.length > 0)) {
      await this.round();
      const { goesOn, say } = this.options;
      const startedMs = performance.now();
      await within(GOES_ON_WITHIN_MS, goesOn());
      const tookMs = performance.now() - startedMs;
      this.goesOnMsMax = Math.max(this.goesOnMsMax, tookMs);
      say(`  all clients go on after ${Math.round(tookMs)} ms`);
    }
  }

  private async round(): Promise<void> {
    const { random, history, say } = this.options;
    const chosen = this.choose(random.between(1, TOGETHER_MAX));
    const undone = chosen.map(async (fault) => {
      const { min, max } = random.chance(LONG_CHANCE) ? LONG_MS : SHORT_MS;
      // Drawn before anything is waited for, so that a seed gives each fault its own.
      const lastsMs = random.between(min, max);
      say(fault.name);
      const ended = history.begin(fault.name);
      const undo = await fault.inject();
      this.injected.set(fault.kind, (this.injected.get(fault.kind) ?? 0) + 1);
      await pause(lastsMs);
      await undo();
      ended();
    });
    await Promise.all(undone);
  }

  private choose(count: number): readonly Fault[] {
    const chosen: Fault[] = [];
    for (let n = 0; n < count; n++) {
      const fault = this.draw();
      if (chosen.every(({ group }) => group !== fault.group)) chosen.push(fault);
      else this.kinds.push(fault.kind);
    }
    return chosen;
  }

  private draw(): Fault {
    const { random, faults } = this.options;
    if (this.kinds.length === 0) this.kinds = [...new Set(faults.map(({ kind }) => kind))];
    const [kind] = this.kinds.splice(random.between(0, this.kinds.length - 1), 1);
    return random.pick(faults.filter((fault) => fault.kind === kind));
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
