/** The command line of the benchmark. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

/** What to measure, and how long. */
export interface BenchOptions {
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Numbers of concurrent callers. */
  readonly callers: readonly number[];
  /** Connections that the callers share. */
  readonly channels: number;
  /** Numbers of partitions to measure on Kafka with; none = without Kafka. */
  readonly kafka: readonly number[];
  /** Existing directory on the disk to measure; what is written there is removed again. */
  readonly directory: string;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`--${name} takes positive numbers, not "${text}"`);
  return value;
}

function count(name: string, text: string): number {
  const value = positive(name, text);
  if (!Number.isInteger(value)) throw new Error(`--${name} takes whole numbers, not "${text}"`);
  return value;
}

/** Reads the arguments after the script's name. @throws an error that names what is wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      callers: { type: 'string', default: '1,8,64,256' },
      channels: { type: 'string', default: '8' },
      dir: { type: 'string', default: tmpdir() },
      kafka: { type: 'string', default: '' },
    },
  });
  return {
    rounds: count('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    callers: values.callers.split(',').map((text) => count('callers', text)),
    channels: count('channels', values.channels),
    directory: values.dir,
    kafka: values.kafka === '' ? [] : values.kafka.split(',').map((text) => count('kafka', text)),
  };
}
