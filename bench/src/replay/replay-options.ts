/** The command line of the replay figures. */
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { counts } from '../command-path/comparison-options.js';

export interface ReplayOptions {
  /** Stored and replayed in each round. */
  readonly sessions: number;
  readonly rounds: number;
  /** Events between two hashes of a session. */
  readonly checkpointEvents: number;
  /** Existing directory on the disk to measure; what is written there is removed again. */
  readonly directory: string;
  /** Directory for profiles; none are made when not given. */
  readonly profiles: string | undefined;
}

/** Reads the arguments after the script's name. @throws an error that names what is wrong. */
export function readReplayOptions(args: readonly string[]): ReplayOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sessions: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '5' },
      'checkpoint-events': { type: 'string', default: '100' },
      dir: { type: 'string', default: tmpdir() },
      profiles: { type: 'string' },
    },
  });
  return {
    sessions: counts('sessions', values.sessions)[0]!,
    rounds: counts('rounds', values.rounds)[0]!,
    checkpointEvents: counts('checkpoint-events', values['checkpoint-events'])[0]!,
    directory: values.dir,
    profiles: values.profiles,
  };
}
