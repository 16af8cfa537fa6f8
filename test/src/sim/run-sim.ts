/**
 * Runs simulated worlds from the command line: `--seeds N` worlds from `--seed S` on. The first world that breaks a
 * promise ends the run, with its seed, the promise and what happened in it; a long run in which something interesting
 * never happened fails, too.
 */
import { answerHelp } from '@macp/testkit';
import { Sometimes } from './sometimes.js';
import { runWorld } from './world.js';

const TRACED_LINES = 120;
/** Whoever waits hears of so many worlds at a time. */
const PROGRESS_STRIDE = 1_000;
/** So many worlds have met every situation. */
const ENOUGH_SEEDS = 1_000;

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

async function run(first: number, seeds: number): Promise<number> {
  const total = new Sometimes();
  const startedMs = performance.now();
  let answered = 0;
  for (let seed = first; seed < first + seeds; seed += 1) {
    const result = await runWorld({ seed });
    if (result.violation !== undefined) return await explain(seed);
    if (result.answered === 0) return fail(`SEED=${seed}: nobody was answered, so nothing is proved`);
    total.add(result.sometimes);
    answered += result.answered;
    if ((seed - first + 1) % PROGRESS_STRIDE === 0) process.stderr.write(`${seed - first + 1} worlds are in order\n`);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  process.stdout.write(`${total.toString()}\n`);
  const speed = (seeds / seconds).toFixed(1);
  process.stdout.write(
    `${seeds} worlds from seed ${first} keep every promise: ${answered} answers, ${speed} seeds/s\n`,
  );
  if (seeds < ENOUGH_SEEDS || total.missing().length === 0) return 0;
  return fail(`never happened, so nothing is proved of it: ${total.missing().join(', ')}`);
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

async function explain(seed: number): Promise<number> {
  const { violation, trace } = await runWorld({ seed, isTraced: true });
  for (const line of trace.slice(-TRACED_LINES)) process.stderr.write(`${line}\n`);
  process.stderr.write(`SEED=${seed}: ${violation?.message ?? 'the same seed gave another world'}\n`);
  if (violation?.cause instanceof Error) process.stderr.write(`${violation.cause.stack}\n`);
  return 1;
}

answerHelp('Usage: npm run sim -- [--seeds 1000] [--seed 1]');
process.exitCode = await run(option('seed', 1), option('seeds', 1_000));
