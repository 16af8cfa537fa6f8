/**
 * `npm run takeover -- --handovers N --crashes M`: engines of a loaded cluster leave, join and are killed in turn, and of
 * each the longest wait for an answer that any session had is told, with percentiles over all of them. Nothing is asserted
 * but that every history is what its client was told.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { LocalCluster, LocalKafka, answerHelp } from '@macp/testkit';
import { FLAWLESS, JournaledLoad } from './journaled-load.js';

const LAYOUT = ['ingress', 'session-engine', 'session-engine', 'session-engine', 'policy', 'replay'];
const SETTINGS = { SESSION_START_LIMIT_PER_MINUTE: '1000000', MESSAGE_LIMIT_PER_MINUTE: '1000000' };
/** Between two messages of a session: the waits are to be of the takeover, not of a machine that is full. */
const PAUSE_MS = 20;

const machine = (): string =>
  `load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The longest wait in the course of one takeover each, ms. */
class Waits {
  private readonly all: number[] = [];

  constructor(readonly of: string) {}

  add(ms: number): void {
    this.all.push(ms);
  }

  toString(): string {
    const sorted = [...this.all].sort((a, b) => a - b);
    const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? NaN);
    return `${this.of}: n=${sorted.length} p50=${at(0.5)} p90=${at(0.9)} p99=${at(0.99)} max=${at(1)} ms`;
  }
}

interface Takeovers {
  readonly cluster: LocalCluster;
  readonly load: JournaledLoad;
}

/** The longest wait of a session from just before `what` until all partitions are served and every session goes on. */
async function longestWait({ cluster, load }: Takeovers, what: () => Promise<unknown>): Promise<number> {
  await cluster.served();
  await load.goesOn();
  load.measure();
  await what();
  await cluster.served();
  await load.goesOn();
  return load.longestMs;
}

async function run(handOvers: number, crashes: number, sessionTimeoutMs: number): Promise<boolean> {
  const kafka = await LocalKafka.start({ brokers: 1 });
  let cluster: LocalCluster | undefined;
  try {
    const settings = { ...SETTINGS, KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs) };
    cluster = await LocalCluster.start({ brokers: kafka.addresses, layout: LAYOUT, settings });
    say(`logs in ${cluster.directory}, ${machine()}`);
    const addresses = cluster.ingresses.map(({ address }) => address);
    const takeovers = { cluster, load: await JournaledLoad.start(addresses, 2 * cluster.partitions, PAUSE_MS) };
    const [leaves, joins, dead] = ['engine leaves', 'engine joins', 'engine is killed'].map((of) => new Waits(of));
    for (let n = 0; n < handOvers + crashes; n++) {
      const engine = cluster.engines[n % cluster.engines.length]!;
      const isCrash = n >= handOvers;
      const waited = await longestWait(takeovers, () => engine.kill(isCrash ? 'SIGKILL' : 'SIGTERM'));
      (isCrash ? dead! : leaves!).add(waited);
      const joined = await longestWait(takeovers, () => engine.start());
      joins!.add(joined);
      say(
        `${n}: ${engine.name} ${isCrash ? 'was killed' : 'left'}: ${Math.round(waited)} ms, joined: ${Math.round(joined)} ms`,
      );
    }
    for (const waits of [leaves, joins, dead]) say(String(waits));
    say(`session time-out ${sessionTimeoutMs} ms, ${machine()}`);
    await takeovers.load.end();
    const { acknowledged, ...broken } = await takeovers.load.verdict(addresses[0]!);
    say(`${acknowledged} acknowledged, ${JSON.stringify(broken)}`);
    const isKept = JSON.stringify(broken) === JSON.stringify(FLAWLESS);
    if (isKept) await cluster.remove();
    return isKept;
  } finally {
    await cluster?.kill();
    await kafka.stop();
  }
}

answerHelp('Usage: npm run takeover -- [--handovers 20] [--crashes 5] [--session-timeout-ms 2000]');
const { values } = parseArgs({
  options: {
    handovers: { type: 'string', default: '20' },
    crashes: { type: 'string', default: '5' },
    'session-timeout-ms': { type: 'string', default: '2000' },
  },
});
const isKept = await run(Number(values.handovers), Number(values.crashes), Number(values['session-timeout-ms'])).catch(
  (cause: unknown) => {
    console.error(cause);
    return false;
  },
);
process.exit(isKept ? 0 : 1);
