/** Where the sessions of the measurement are kept, and what is known of them: an engine's data, a projection, hashes. */
import { join } from 'node:path';

export interface StoredPlace {
  /** Data directory of the engine: log and snapshots. */
  readonly engine: string;
  /** Data directory of the replay process: its projection store. */
  readonly replay: string;
  /** A line for each session: its id, and the hash of its live state as hexadecimal text. */
  readonly hashes: string;
}

export function storedPlace(directory: string): StoredPlace {
  return {
    engine: join(directory, 'engine'),
    replay: join(directory, 'replay'),
    hashes: join(directory, 'hashes.txt'),
  };
}

/** What opens the projection store. */
export interface StoredLog {
  readonly logId: string;
  readonly partitions: number;
}
