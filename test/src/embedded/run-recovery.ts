/**
 * Measures recovery at size: how long a process takes to serve again with so many open sessions, from checkpoints and
 * from the log alone, what each costs in memory, and how long the event loop is held up, on disk or over a real Kafka
 * broker. Each measurement is a process of its own.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LocalKafka, answerHelp } from '@macp/testkit';
import { fill, recover } from './recovery-process.js';
import type { Measured, Place } from './recovery-process.js';
import type { LongestTurns } from './turn-watch.js';

const script = fileURLToPath(import.meta.url);

interface Task {
  readonly mode: 'fill' | 'recover' | 'recover and write';
  readonly place: Place;
  readonly sessions: number;
}

/** What a process of its own says. */
function child(task: Task): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = ['--expose-gc', script, '--task', JSON.stringify(task)];
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    started.stdout.on('data', (text: Buffer) => void (said += text.toString()));
    started.once('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`the process that should ${task.mode} ended with ${String(code)}`));
    });
  });
}

async function measure(place: Place, sessions: number, mode: Task['mode']): Promise<Measured> {
  return JSON.parse(await child({ mode, place, sessions })) as Measured;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function turnCells({ heldMs, workMs, gcMs }: LongestTurns): string[] {
  return [heldMs, workMs, gcMs].map((ms) => ms.toFixed(0));
}

function printRows(what: string, found: Measured): void {
  const { sessions, records, wallMs, cpuMs, turns, checkpoint } = found;
  const each = ((found.heapBytes + found.offHeapBytes) / sessions / 1024).toFixed(2);
  const cells = [what, sessions, records, wallMs.toFixed(0), cpuMs.toFixed(0), ...turnCells(turns), each];
  print(`| ${[...cells, found.losses].join(' | ')} |`);
  if (checkpoint === undefined) return;
  const written = ['writing all', sessions, '', checkpoint.wallMs.toFixed(0), '', ...turnCells(checkpoint.turns)];
  print(`| ${[...written, '', checkpoint.losses].join(' | ')} |`);
}

/** From checkpoints with a tail, then from the log alone. */
async function measureBoth(place: Place, withoutSnapshots: () => Place, sessions: number): Promise<Measured[]> {
  await child({ mode: 'fill', place, sessions });
  const fromCheckpoint = await measure(place, sessions, 'recover');
  printRows('checkpoint and tail', fromCheckpoint);
  const fromLog = await measure(withoutSnapshots(), sessions, 'recover and write');
  printRows('log alone', fromLog);
  return [fromCheckpoint, fromLog];
}

async function onDisk(sessions: number): Promise<Measured[]> {
  const path = mkdtempSync(join(tmpdir(), 'macp-recovery-'));
  try {
    const withoutSnapshots = (): Place => {
      rmSync(join(path, 'snapshots'), { recursive: true });
      return { path };
    };
    return await measureBoth({ path }, withoutSnapshots, sessions);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

async function overKafka(sessions: number): Promise<Measured[]> {
  const kafka = await LocalKafka.start({ heapMb: 1024 });
  try {
    const brokers = kafka.addresses;
    const withoutSnapshots = (): Place => ({ brokers, snapshots: 'macp.sessions.none' });
    return await measureBoth({ brokers, snapshots: 'macp.sessions' }, withoutSnapshots, sessions);
  } finally {
    await kafka.stop();
  }
}

function slope(small: Measured, large: Measured): string {
  const grown = large.sessions - small.sessions;
  return ((large.heapBytes + large.offHeapBytes - small.heapBytes - small.offHeapBytes) / grown / 1024).toFixed(2);
}

async function main(counts: readonly number[], measureOne: (sessions: number) => Promise<Measured[]>): Promise<void> {
  print(`load average ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}\n`);
  print('| from | sessions | records read | ms | CPU, ms | held up, ms | by work | longest GC | KiB each | losses |');
  print('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const found: Measured[][] = [];
  for (const sessions of counts) found.push(await measureOne(sessions));
  const [small, large] = [found[0], found.at(-1)];
  if (small !== undefined && large !== undefined && found.length > 1) {
    const [restored, folded] = [slope(small[0]!, large[0]!), slope(small[1]!, large[1]!)];
    print(`\nKiB for one session more: ${restored} restored, ${folded} folded`);
  }
  print(`\nload average ${loadavg()[0]!.toFixed(1)} at the end`);
}

async function perform({ mode, place, sessions }: Task): Promise<void> {
  if (mode === 'fill') return fill(place, sessions);
  process.stdout.write(JSON.stringify(await recover(place, { writes: mode === 'recover and write' })));
  // Measured as it stands after a crash: without a checkpoint that the next measurement would start from.
  process.exit(0);
}

answerHelp('Usage: npm run bench:recovery -- [--sessions 10000,100000] [--kafka]');
const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '10000,100000' },
    kafka: { type: 'boolean', default: false },
    task: { type: 'string' },
  },
});
if (values.task !== undefined) await perform(JSON.parse(values.task) as Task);
else await main(values.sessions.split(',').map(Number), values.kafka ? overKafka : onDisk);
