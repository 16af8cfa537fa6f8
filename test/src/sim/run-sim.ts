/** Runs simulated worlds from the command line: `--seeds N` worlds from `--seed S` on; a failing seed is printed. */
import { roomSubject } from './subject.js';
import { Sometimes } from './sometimes.js';
import { World } from './world.js';

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

const first = option('seed', 1);
const seeds = option('seeds', 1_000);
const total = new Sometimes();
let answered = 0;
let failures = 0;
for (let seed = first; seed < first + seeds; seed += 1) {
  const result = await new World(roomSubject, seed).run();
  total.add(result.sometimes);
  answered += result.answered;
  if (result.violation === undefined) continue;
  failures += 1;
  const { message, cause } = result.violation;
  process.stderr.write(`SEED=${seed}: ${message}\n`);
  if (cause instanceof Error) process.stderr.write(`${cause.stack}\n`);
}
process.stdout.write(`${total.toString()}\n`);
process.stdout.write(`${seeds} worlds from seed ${first}, ${answered} answers, ${failures} failures\n`);
process.exitCode = failures > 0 ? 1 : 0;
