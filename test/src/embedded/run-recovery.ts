/**
 * Measures recovery at size: how long a process takes to serve again with so many open sessions, from checkpoints and
 * from the log alone, what each costs in memory, and how long the event loop is held up. Each measurement is a process of
 * its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answerHelp } from '@macp/testkit';
import { FILL_BEHIND_MS, fillSessions, settleOutcomes } from './fill-sessions.js';
import { SessionStore } from './session-store.js';
import { TurnWatch, cpuMs } from './turn-watch.js';
import type { LongestTurns } from './turn-watch.js';

/** What one process found. */
interface Measured {
  readonly sessions: number;
  readonly records: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly turns: LongestTurns;
  /** After garbage collection, beyond what the process had before. */
  readonly heapBytes: number;
  readonly offHeapBytes: number;
}

const script = fileURLToPath(import.meta.url);
const collect = (globalThis as { gc?: () => void }).gc;

function memory(): { readonly heap: number; readonly offHeap: number } {
  for (let times = 0; times < 3; times += 1) collect?.();
  const { heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed, offHeap: external };
}

async function fill(path: string, count: number): Promise<void> {
  const store = await SessionStore.open({ path, behindMs: FILL_BEHIND_MS });
  await store.recover();
  await fillSessions(store, 0, count);
  await settleOutcomes(store);
  await store.close();
}

async function recover(path: string): Promise<Measured> {
  let records = 0;
  const before = memory();
  const watch = new TurnWatch();
  const [startedMs, startedCpuMs] = [performance.now(), cpuMs()];
  const eventsOf = () => ({ recovered: (event: { readonly records: number }) => void (records += event.records) });
  const store = await SessionStore.open({ path, eventsOf });
  await store.recover();
  const [wallMs, cpuTakenMs] = [performance.now() - startedMs, cpuMs() - startedCpuMs];
  const turns = await watch.stop();
  const after = memory();
  let sessions = 0;
  for (const worker of store.partitions.workers.values()) sessions += worker.confirmed!.entities.size;
  const measured = {
    sessions,
    records,
    wallMs,
    cpuMs: cpuTakenMs,
    turns,
    heapBytes: after.heap - before.heap,
    offHeapBytes: after.offHeap - before.offHeap,
  };
  return measured;
}

function child(mode: string, path: string, count: number): string {
  const args = ['--expose-gc', script, '--mode', mode, '--path', path, '--sessions', String(count)];
  const { status, stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error(`the process that should ${mode} ended with ${status}`);
  return stdout.toString();
}

function row(what: string, { sessions, records, ...measured }: Measured): string {
  const ms = (value: number): string => value.toFixed(0);
  const perSession = (measured.heapBytes + measured.offHeapBytes) / sessions / 1024;
  const { heldMs, workMs, gcMs } = measured.turns;
  const times = [measured.wallMs, measured.cpuMs, heldMs, workMs, gcMs].map(ms);
  return `| ${[what, sessions, records, ...times, perSession.toFixed(2)].join(' | ')} |`;
}

function slope(small: Measured, large: Measured): string {
  const grown = large.sessions - small.sessions;
  return ((large.heapBytes + large.offHeapBytes - small.heapBytes - small.offHeapBytes) / grown / 1024).toFixed(2);
}

function main(counts: readonly number[]): void {
  const found: Measured[][] = [];
  process.stdout.write(`load average ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}\n\n`);
  process.stdout.write(
    '| from | sessions | records read | ready, ms | CPU, ms | held up, ms | by work | longest GC | KiB each |\n',
  );
  process.stdout.write('| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n');
  for (const count of counts) {
    const path = mkdtempSync(join(tmpdir(), 'macp-recovery-'));
    try {
      child('fill', path, count);
      const fromCheckpoint = JSON.parse(child('recover', path, count)) as Measured;
      process.stdout.write(`${row('checkpoint', fromCheckpoint)}\n`);
      rmSync(join(path, 'snapshots'), { recursive: true });
      const fromLog = JSON.parse(child('recover', path, count)) as Measured;
      process.stdout.write(`${row('log alone', fromLog)}\n`);
      found.push([fromCheckpoint, fromLog]);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  }
  const [small, large] = [found[0], found.at(-1)];
  if (small !== undefined && large !== undefined && found.length > 1) {
    const [restored, folded] = [slope(small[0]!, large[0]!), slope(small[1]!, large[1]!)];
    process.stdout.write(`\nKiB for one session more: ${restored} restored, ${folded} folded\n`);
  }
}

answerHelp('Usage: npm run bench:recovery -- [--sessions 10000,100000]');
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '10000,100000' },
    mode: { type: 'string', default: '' },
    path: { type: 'string', default: '' },
  },
});
if (values.mode === 'fill') await fill(values.path, Number(values.sessions));
else if (values.mode === 'recover') {
  process.stdout.write(JSON.stringify(await recover(values.path)));
  // Measured as it stands after a crash: without a checkpoint that the next measurement would start from.
  process.exit(0);
} else main(values.sessions.split(',').map(Number));
