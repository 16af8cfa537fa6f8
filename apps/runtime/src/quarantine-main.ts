/**
 * `npm run quarantine`: lists the commands that could not be read, with what is wrong with each, and sends one again once
 * this build can read it. Settings are those of the processes of the installation.
 */
import { parseArgs } from 'node:util';
import { StartupFault, fatalLine } from '@macp/config';
import { topicNames } from '@macp/event-log-kafka';
import { registryCommandCodec, sessionCommandCodec } from '@macp/records';
import { createLogger } from '@macp/telemetry';
import { kafkaClient } from './cluster/kafka-from-settings.js';
import { tendQuarantine } from './cluster/quarantine.js';
import type { Redrive } from './cluster/quarantine.js';
import { readRuntimeConfig } from './config.js';
import { processContext } from './services/process-context.js';

const USAGE = `Usage: npm run quarantine -- [--registry] [--redrive PARTITION:OFFSET [--record]]

Without --redrive every command that cannot be read is listed. --record sends all commands of a record again that could not
be read as a whole; --registry is about the commands of the registries instead of those of sessions.`;

/** @throws StartupFault */
function redriveOf(place: string, wholeRecord: boolean): Redrive {
  const [, partition, offset] = /^(\d+):(\d+)$/.exec(place) ?? [];
  if (partition === undefined || offset === undefined) {
    throw new StartupFault(`--redrive needs PARTITION:OFFSET instead of ${place}`);
  }
  return { partition: Number(partition), offset: Number(offset), wholeRecord };
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      registry: { type: 'boolean', default: false },
      redrive: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const redrive = values.redrive === undefined ? undefined : redriveOf(values.redrive, values.record);
  const config = readRuntimeConfig();
  if (config.kafka.brokers === undefined) throw new StartupFault('there is a quarantine only where there are brokers');
  const context = processContext(config, createLogger({ level: 'silent' }));
  const client = kafkaClient(context);
  const names = topicNames(config.kafka.topicPrefix);
  const { clock } = context;
  try {
    await client.start();
    const lines = values.registry
      ? await tendQuarantine({ client, clock, topic: names.registryCommands, codec: registryCommandCodec }, redrive)
      : await tendQuarantine({ client, clock, topic: names.commands, codec: sessionCommandCodec }, redrive);
    for (const line of lines) process.stdout.write(`${line}\n`);
  } finally {
    await client.close();
  }
}

try {
  await run();
} catch (cause) {
  process.stderr.write(fatalLine(cause));
  process.exitCode = 1;
}
