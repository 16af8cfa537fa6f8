/** The demonstration on the command line: exits with 0 when the decision was made, with 1 otherwise. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { playFraudDecision } from './play-fraud-decision.js';
import { readScenario } from './scenario.js';

const DEFAULT_TARGET = '127.0.0.1:50051';
const DEFAULT_SCENARIO = new URL('../scenario.json', import.meta.url);

const USAGE = `Usage: node examples/fraud-decision/dist/main.js [--target HOST:PORT] [--scenario FILE]

Three agents decide on a card payment, through the gRPC port of a running server
that accepts development credentials.

  --target HOST:PORT  the server (${DEFAULT_TARGET})
  --scenario FILE     the payment, as JSON (examples/fraud-decision/scenario.json)
  --help              this text
`;

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The message of an error and of what caused it. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${inWords(error.cause)}`;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, scenario: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const scenario = readScenario(readFileSync(values.scenario ?? DEFAULT_SCENARIO, 'utf8'));
  const state = await playFraudDecision({ target: values.target ?? DEFAULT_TARGET, scenario, write: writeLine });
  return state === 'RESOLVED' ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
