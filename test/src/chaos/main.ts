/** `npm run chaos -- --minutes N [--seed S] [--clients N] [--long-wait-secs N]`: breaks a cluster on purpose, and checks every promise. */
import { parseArgs } from 'node:util';
import { answerHelp } from '@macp/testkit';
import { runChaos } from './chaos-run.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

answerHelp('Usage: npm run chaos -- [--minutes 5] [--seed S] [--clients 24] [--long-wait-secs 30]');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    clients: { type: 'string', default: '24' },
    'long-wait-secs': { type: 'string', default: '30' },
  },
});
const [minutes, seed, clients] = [Number(values.minutes), Number(values.seed), Number(values.clients)];
const longWaitMs = Number(values['long-wait-secs']) * 1000;
const isKept = await runChaos({ minutes, seed, clients, longWaitMs, isThorough: false, say }).then(
  ({ isFlawless }) => isFlawless,
  (cause: unknown) => {
    console.error(cause);
    return false;
  },
);
say(isKept ? 'every promise was kept' : `a promise was broken; SEED=${values.seed} injects the same faults`);
process.exit(isKept ? 0 : 1);
