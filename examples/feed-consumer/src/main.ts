/** The consumer on the command line: exits with 0 at the end, with 1 when the feed cannot be read. */
import { parseArgs } from 'node:util';
import { printFeed } from './print-feed.js';

const DEFAULT_BROKERS = '127.0.0.1:9092';
const DEFAULT_TOPIC = 'macp.history';

const USAGE = `Usage: node examples/feed-consumer/dist/main.js [--brokers HOST:PORT,...] [--topic NAME] [--once]

Prints what sessions accepted and what became of them, from the first on and each once.

  --brokers HOST:PORT,...  Kafka (${DEFAULT_BROKERS})
  --topic NAME             the public feed (${DEFAULT_TOPIC})
  --once                   ends at the end of what is there, instead of waiting for more
  --help                   this text
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      brokers: { type: 'string' },
      topic: { type: 'string' },
      once: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  await printFeed({
    brokers: (values.brokers ?? DEFAULT_BROKERS).split(','),
    topic: values.topic ?? DEFAULT_TOPIC,
    write: (line) => void process.stdout.write(`${line}\n`),
    isOnce: values.once === true,
    signal: ending.signal,
  });
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
