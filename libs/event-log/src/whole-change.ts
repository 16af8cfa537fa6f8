/** A change of a snapshot that is in memory as a whole: for stores that keep everything there, and for whoever has it all. */
import type { Checkpoint } from './batch-record.js';
import { checkpointOf } from './snapshot-store.js';
import type { EntitySnapshot, SnapshotChange } from './snapshot-store.js';

const PORTION_ENTITIES = 4;

/** A change that has been taken as a whole. */
export interface WholeChange extends Pick<SnapshotChange, 'ended'> {
  readonly checkpoint: Checkpoint;
  readonly puts: readonly EntitySnapshot[];
}

/** Takes all of a change. @throws whatever the change does when it is asked for its states */
export async function wholeChange(change: SnapshotChange): Promise<WholeChange> {
  const puts: EntitySnapshot[] = [];
  for await (const portion of change.puts) puts.push(...portion);
  const checkpoint = checkpointOf(change);
  return { checkpoint: { ...checkpoint, outcomes: [...checkpoint.outcomes] }, puts, ended: change.ended };
}

/** A change of which everything is there already. */
export function streamedChange({ checkpoint, puts, ended }: WholeChange): SnapshotChange {
  const { stateHash, ...rest } = checkpoint;
  return { checkpoint: rest, puts: inPortions(puts), stateHash: () => stateHash, ended };
}

async function* inPortions(puts: readonly EntitySnapshot[]): AsyncGenerator<readonly EntitySnapshot[]> {
  for (let from = 0; from < puts.length; from += PORTION_ENTITIES) yield puts.slice(from, from + PORTION_ENTITIES);
}
