/**
 * What operators do about commands that could not be read (docs/reliability.md): look at them and at why, and send them
 * again once this build can read them. Whoever had sent them was told that the outcome is unknown; a message that was
 * accepted in the meantime is known by its id, and gets a duplicate's outcome.
 */
import { StartupFault } from '@macp/config';
import { CommandQuarantine, KafkaCommandQueue } from '@macp/event-log-kafka';
import type { CommandBodyCodec, KafkaClient } from '@macp/event-log-kafka';
import type { Clock } from '@macp/partition-worker';

/** How long a command that is sent again may wait for an owner. */
const EXPIRES_AFTER_MS = 10 * 60_000;

/** Absent: everything is listed. */
export interface Redrive {
  readonly partition: number;
  /** Of the command, or of the first one of its record. */
  readonly offset: number;
  /** All commands of the record: it could not be read as a whole. */
  readonly wholeRecord: boolean;
}

export interface QuarantineOptions<Command> {
  readonly client: KafkaClient;
  readonly topic: string;
  readonly codec: CommandBodyCodec<Command>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** One line for each command that cannot be read, or that was sent again. @throws StartupFault saying why it cannot be */
export async function tendQuarantine<Command>(
  { clock, ...options }: QuarantineOptions<Command>,
  redrive?: Redrive,
): Promise<readonly string[]> {
  const { leaders } = await options.client.connection.track(options.topic);
  const queue = { ...options, partitions: leaders.length };
  const quarantine = await CommandQuarantine.open(queue);
  if (redrive === undefined) return list(quarantine, queue.partitions);
  const { partition, offset, wholeRecord } = redrive;
  let commands: Awaited<ReturnType<typeof quarantine.commands>>;
  try {
    commands = await quarantine.commands(partition, offset, { wholeRecord });
  } catch (cause) {
    throw new StartupFault(`the command at offset ${offset} cannot be sent again: ${(cause as Error).message}`, {
      cause,
    });
  }
  const sink = await KafkaCommandQueue.open(queue);
  const expiresAtMs = clock.nowMs() + EXPIRES_AFTER_MS;
  const offsets = await Promise.all(commands.map((each) => sink.enqueue(partition, { ...each, expiresAtMs })));
  return offsets.map((sentAs) => JSON.stringify({ partition, offset, sentAs }));
}

async function list(quarantine: CommandQuarantine<unknown>, partitions: number): Promise<string[]> {
  const lines: string[] = [];
  for (let partition = 0; partition < partitions; partition++) {
    for await (const { offset, cause } of quarantine.entries(partition)) {
      lines.push(JSON.stringify({ partition, offset, cause: (cause as Error).message }));
    }
  }
  return lines;
}
