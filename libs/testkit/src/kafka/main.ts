/** `npm run kafka`: a local cluster of one or three brokers that keeps its data, until Ctrl-C. */
import { parseArgs } from 'node:util';
import { LocalKafka } from './local-kafka.js';

const USAGE = `Usage: npm run kafka -- [--brokers 1|3] [--port 9092] [--directory .kafka]
Needs Java 17 or later, and Maven once, to fetch Apache Kafka.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      brokers: { type: 'string', default: '1' },
      port: { type: 'string', default: '9092' },
      directory: { type: 'string', default: '.kafka' },
      help: { type: 'boolean', default: false },
    },
  });
  const brokers = Number(values.brokers);
  const port = Number(values.port);
  if (values.help || (brokers !== 1 && brokers !== 3) || !Number.isInteger(port) || port < 1 || port > 65_533) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  console.log('starting Kafka (the first time it is fetched, which takes a while) ...');
  const kafka = await LocalKafka.start({ brokers, port, directory: values.directory, heapMb: 768 });
  for (const address of kafka.addresses) console.log(`broker at ${address}`);
  console.log(
    `MACP_KAFKA_BROKERS=${kafka.addresses.join(',')}    (Ctrl-C stops it, data stays in ${values.directory})`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void kafka.stop('SIGTERM').then(() => process.exit(0));
    });
  }
}

await main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
});
