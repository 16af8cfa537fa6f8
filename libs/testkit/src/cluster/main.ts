/** `npm run cluster`: a local broker, and the four services as six processes over it, until Ctrl-C. */
import { parseArgs } from 'node:util';
import { LocalKafka } from '../kafka/local-kafka.js';
import { LocalCluster } from './local-cluster.js';

const USAGE = `Usage: npm run cluster -- [--brokers host:port,...] [--port 50051]
Two ingresses (on --port and the next one), two session engines, policy and replay over the given brokers, or over one
started here, which keeps nothing. Needs Java 17 or later then, and Maven once, to fetch Apache Kafka.`;

const REPEATED_WITHIN_MS = 500;

interface Stopped {
  stop(): Promise<unknown>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      brokers: { type: 'string' },
      port: { type: 'string', default: '50051' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (values.help || !Number.isInteger(port) || port < 1 || port > 65_534) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const running: Stopped[] = [];
  stopOnSignal(running);
  const brokers = values.brokers?.split(',') ?? (await startBroker(running));
  const cluster = await LocalCluster.prepare({ brokers, topicPrefix: '', publicPorts: [port, port + 1] });
  running.unshift(cluster);
  await cluster.start();
  for (const { name, address, metricsAddress } of cluster.processes)
    console.log(`${name.padEnd(16)} at ${address.padEnd(16)} metrics at http://${metricsAddress}/metrics`);
  console.log(`\nlogs in ${cluster.directory}; agents connect to an ingress (plain text, development credentials)`);
  console.log('Ctrl-C stops all of it.');
}

async function startBroker(running: Stopped[]): Promise<readonly string[]> {
  console.log('starting Kafka (the first time it is fetched, which takes a while) ...');
  const kafka = await LocalKafka.start();
  running.push({ stop: () => kafka.stop('SIGKILL') });
  console.log(`${'broker'.padEnd(16)} at ${kafka.addresses.join(',')}`);
  return kafka.addresses;
}

/** Ends what runs, the services before the broker; whoever asks again does not wait. */
function stopOnSignal(running: readonly Stopped[]): void {
  let leavingSinceMs: number | undefined;
  const leave = async (): Promise<void> => {
    for (const part of running) await part.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // npm passes on what the terminal has sent to everyone already.
      if (leavingSinceMs !== undefined && performance.now() - leavingSinceMs < REPEATED_WITHIN_MS) return;
      if (leavingSinceMs !== undefined) process.exit(1);
      leavingSinceMs = performance.now();
      void leave();
    });
  }
}

await main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
});
