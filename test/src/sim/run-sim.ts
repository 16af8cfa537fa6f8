/**
 * Runs simulated worlds from the command line: `--seeds N` worlds from `--seed S` on. The first world that breaks a
 * promise ends the run, with its seed, the promise and what happened in it.
 */
import { answerHelp } from '@macp/testkit';
import { Sometimes } from './sometimes.js';
import { World } from './world.js';

const TRACED_LINES = 120;

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

async function run(first: number, seeds: number): Promise<number> {
  const total = new Sometimes();
  const startedMs = performance.now();
  let answered = 0;
  for (let seed = first; seed < first + seeds; seed += 1) {
    const result = await new World({ seed }).run();
    if (result.violation !== undefined) return await explain(seed);
    total.add(result.sometimes);
    answered += result.answered;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  process.stdout.write(`${total.toString()}\n`);
  const speed = (seeds / seconds).toFixed(1);
  process.stdout.write(
    `${seeds} worlds from seed ${first} keep every promise: ${answered} answers, ${speed} seeds/s\n`,
  );
  return 0;
}

async function explain(seed: number): Promise<number> {
  const { violation, trace } = await new World({ seed, isTraced: true }).run();
  for (const line of trace.slice(-TRACED_LINES)) process.stderr.write(`${line}\n`);
  process.stderr.write(`SEED=${seed}: ${violation?.message ?? 'the same seed gave another world'}\n`);
  if (violation?.cause instanceof Error) process.stderr.write(`${violation.cause.stack}\n`);
  return 1;
}

answerHelp('Usage: npm run sim -- [--seeds 1000] [--seed 1]');
process.exitCode = await run(option('seed', 1), option('seeds', 1_000));
