/** What passes over the store say about replay: rates per second of processor time, and whether the target is met. */
import { cell, median, table } from '../report.js';

/** Events a core must replay in a second, hashes included. */
export const TARGET_PER_CORE_SECOND = 100_000;

/** One pass over all sessions of the store. */
export interface Pass {
  readonly isHashed: boolean;
  readonly sessions: number;
  readonly events: number;
  /** On the way and at the end of sessions. */
  readonly hashes: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Events for each second of processor time. */
export function perCoreSecond({ events, cpuMs }: Pass): number {
  return (events * 1000) / cpuMs;
}

export function replayTable(passes: readonly Pass[]): string {
  const rows = [true, false].flatMap((isHashed) => {
    const of = passes.filter((pass) => pass.isHashed === isHashed);
    if (of.length === 0) return [];
    const { sessions, events, hashes } = of[0]!;
    const rate = cell(of.map(perCoreSecond), 0);
    const each = cell(
      of.map((pass) => (pass.cpuMs * 1000) / pass.events),
      2,
    );
    const wall = cell(
      of.map((pass) => (pass.events * 1000) / pass.wallMs),
      0,
    );
    return [[isHashed ? 'with hashes' : 'without', ...[sessions, events, hashes].map(String), rate, each, wall]];
  });
  const head = ['replay', 'sessions', 'events', 'hashes', 'events per core second', 'CPU µs each', 'events/s by clock'];
  return table(head, rows);
}

/** The claim in one line. */
export function replayVerdict(passes: readonly Pass[]): string {
  const rates = passes.filter(({ isHashed }) => isHashed).map(perCoreSecond);
  const share = median(rates) / TARGET_PER_CORE_SECOND;
  const said = share >= 1 ? 'Holds.' : `Does not hold: ${((1 - share) * 100).toFixed(0)} % too few.`;
  return `At least ${TARGET_PER_CORE_SECOND} events a second and core, hashes included: ${cell(rates, 0)}. ${said}`;
}
