/**
 * Where the processor time of a process goes, by its threads: what a broker's compilers and collectors take, and what V8's
 * helpers take beside the main thread.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { processorMsOf } from '../contender.js';

/** Kinds of threads of a broker, by the first letters of their names; everything else is `rest`. */
const BROKER_KINDS = {
  requests: /^data-plane/,
  compilers: /^C[12] Compiler/,
  collector: /^(G1 |GC Thread|VM Thread)/,
} as const;

/** ms so far, or of a stretch of time. Helpers collect garbage, compile and do file access beside the main thread. */
export type NodeTimes = Readonly<Record<'main' | 'helpers', number>>;

/** ms so far, or of a stretch of time. */
export type BrokerTimes = Readonly<Record<keyof typeof BROKER_KINDS | 'rest', number>>;

/** Of a process of Node. @throws when there is no such process, or no `/proc` */
export function nodeTimes(pid: number): NodeTimes {
  const times = { main: 0, helpers: 0 };
  for (const { id, ms } of threadsOf(pid)) times[id === pid ? 'main' : 'helpers'] += ms;
  return times;
}

/** Of a broker. @throws when there is no such process, or no `/proc` */
export function brokerTimes(pid: number): BrokerTimes {
  const times = { requests: 0, compilers: 0, collector: 0, rest: 0 };
  for (const { name, ms } of threadsOf(pid)) times[brokerKind(name)] += ms;
  return times;
}

/** What kind of a broker's threads has this name, of which the kernel keeps 15 characters. */
export function brokerKind(name: string): keyof BrokerTimes {
  const found = Object.entries(BROKER_KINDS).find(([, pattern]) => pattern.test(name));
  return (found?.[0] ?? 'rest') as keyof BrokerTimes;
}

/** `after` less `before`, by kind. */
export function timesBetween<Kind extends string>(
  before: Readonly<Record<Kind, number>>,
  after: Readonly<Record<Kind, number>>,
): Readonly<Record<Kind, number>> {
  const kinds = Object.keys(after) as Kind[];
  return Object.fromEntries(kinds.map((kind) => [kind, after[kind] - before[kind]])) as Record<Kind, number>;
}

interface Thread {
  readonly id: number;
  readonly name: string;
  readonly ms: number;
}

function threadsOf(pid: number): Thread[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((id) => {
    const stat = statOf(`/proc/${pid}/task/${id}/stat`);
    if (stat === undefined) return [];
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return [{ id: Number(id), name, ms: processorMsOf(stat) }];
  });
}

/** `undefined` when the thread has ended since it was listed. */
function statOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
