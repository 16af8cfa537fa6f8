/** The command line of the scale-out figures. */
import { parseArgs } from 'node:util';
import { counts, positive } from '../command-path/comparison-options.js';

const PARTS = ['requests', 'batches', 'paced', 'engines', 'hot'] as const;

/** What is measured. */
export type Part = (typeof PARTS)[number];

export interface ScaleOptions {
  readonly parts: readonly Part[];
  readonly rounds: number;
  /** Of the parts about batches and a pace: so often all processes but the broker are started anew, for as many rounds each. */
  readonly starts: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Load on each pipeline before it is measured, s; a broker goes on translating what it runs often for as long. */
  readonly warmUpSeconds: number;
  /** Of the parts about batches and a pace: load on the broker by each number of partitions before any is measured, s. */
  readonly brokerWarmUpSeconds: number;
  /** Of the parts about batches and a pace: where profiles of the last start are kept; none unless given. */
  readonly profiles: string | undefined;
  /** Of the parts about requests, batches and a pace. */
  readonly partitions: readonly number[];
  /** Of the part about requests: callers, whatever the number of partitions. */
  readonly callers: readonly number[];
  /** Of the part about batches: callers for each partition, so that batches are the same; of a pace, those of a batch. */
  readonly perPartition: number;
  /** Of a pace: commands a second, whatever the number of partitions. */
  readonly rate: number;
  /** Half of what new objects have in an engine, MiB; of the parts about requests, batches and a pace. */
  readonly semiSpaceMb: number;
  /** Callers of the hot session. */
  readonly hot: readonly number[];
  /** On average, between the commands of one of them; 0 for none. */
  readonly hotPauseMs: readonly number[];
  /** Ordinary callers beside it, who pause between commands, so long on average. */
  readonly background: number;
  readonly pauseMs: number;
}

function parts(text: string): Part[] {
  return text.split(',').map((each) => {
    const part = PARTS.find((known) => known === each);
    if (part === undefined) throw new Error(`--parts takes ${PARTS.join(', ')}, not "${each}"`);
    return part;
  });
}

/** Reads the arguments after the script's name. @throws an error that names what is wrong. */
export function readScaleOptions(args: readonly string[]): ScaleOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      rounds: { type: 'string', default: '5' },
      starts: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '2' },
      'warm-up-secs': { type: 'string', default: '3' },
      'broker-warm-up-secs': { type: 'string', default: '10' },
      profiles: { type: 'string' },
      partitions: { type: 'string', default: '1,4,12,64' },
      callers: { type: 'string', default: '64,256' },
      'per-partition': { type: 'string', default: '32' },
      rate: { type: 'string', default: '9600' },
      'semi-space-mb': { type: 'string', default: '128' },
      hot: { type: 'string', default: '16' },
      // A sender at the limit that the edge has by default, 600 messages a minute; and one without a limit.
      'hot-pause-ms': { type: 'string', default: '100,0' },
      background: { type: 'string', default: '24' },
      'pause-ms': { type: 'string', default: '10' },
    },
  });
  return {
    parts: parts(values.parts),
    rounds: counts('rounds', values.rounds)[0]!,
    starts: counts('starts', values.starts)[0]!,
    seconds: positive('seconds', values.seconds),
    warmUpSeconds: positive('warm-up-secs', values['warm-up-secs']),
    brokerWarmUpSeconds: positive('broker-warm-up-secs', values['broker-warm-up-secs']),
    profiles: values.profiles,
    partitions: counts('partitions', values.partitions),
    callers: counts('callers', values.callers),
    perPartition: counts('per-partition', values['per-partition'])[0]!,
    rate: positive('rate', values.rate),
    semiSpaceMb: counts('semi-space-mb', values['semi-space-mb'])[0]!,
    hot: counts('hot', values.hot),
    hotPauseMs: values['hot-pause-ms'].split(',').map((each) => (each === '0' ? 0 : positive('hot-pause-ms', each))),
    background: counts('background', values.background)[0]!,
    pauseMs: positive('pause-ms', values['pause-ms']),
  };
}
