/** The command line of the comparison. */
import { parseArgs } from 'node:util';

export interface ComparisonOptions {
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
  readonly callers: readonly number[];
  readonly partitions: readonly number[];
  /** Directory for profiles of both processes; none are made when not given. */
  readonly profiles: string | undefined;
}

/** @throws an error that names the option */
export function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`--${name} takes positive numbers, not "${text}"`);
  return value;
}

/** Separated by commas. @throws an error that names the option */
export function counts(name: string, text: string): number[] {
  return text.split(',').map((each) => {
    const value = positive(name, each);
    if (!Number.isInteger(value)) throw new Error(`--${name} takes whole numbers, not "${each}"`);
    return value;
  });
}

/** Reads the arguments after the script's name. @throws an error that names what is wrong. */
export function readComparisonOptions(
  args: readonly string[],
  defaults: { readonly callers: string; readonly partitions: string } = { callers: '1,8,64,256', partitions: '12,1' },
): ComparisonOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1.5' },
      callers: { type: 'string', default: defaults.callers },
      partitions: { type: 'string', default: defaults.partitions },
      profiles: { type: 'string' },
    },
  });
  return {
    rounds: counts('rounds', values.rounds)[0]!,
    seconds: positive('seconds', values.seconds),
    callers: counts('callers', values.callers),
    partitions: counts('partitions', values.partitions),
    profiles: values.profiles,
  };
}
