/**
 * A look at the newest checkpoint of a partition from outside: unlike an owner's, it takes nothing over from anybody, and it
 * reads the end of the table alone, where every change has written its checkpoint last.
 */
import { committedBatches } from './committed-batches.js';
import type { KafkaClient } from './kafka-client.js';
import { KEY, readKey, readPiece } from './snapshot-records.js';

/** Records looked at first, and how many times more with each further look. */
const WINDOW_RECORDS = 64;
const WINDOW_GROWTH = 8;

/** Log offset of the newest committed checkpoint; `undefined` when there is none. @throws CorruptRecord, KafkaUnavailable */
export async function newestCheckpoint(
  client: KafkaClient,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): Promise<number | undefined> {
  await client.connection.track(topic);
  const [start, end] = await Promise.all([
    client.starts.ask(topic, partition),
    client.stableEnds.ask(topic, partition),
  ]);
  for (let window = WINDOW_RECORDS; ; window *= WINDOW_GROWTH) {
    const fromOffset = Math.max(start, end - window);
    let found: number | undefined;
    // A checkpoint that is damaged counts for nothing: an older one is a lower bound.
    const stretch = { topic, partition, fromOffset, end, onDamage: () => undefined };
    for await (const { records } of committedBatches(client, stretch)) {
      for (const { key, value } of records) {
        if (key === null || value === null) continue;
        const { kind, index } = readKey(key);
        if (kind === KEY.checkpoint && index === 0) found = readPiece(value).at;
      }
    }
    if (found !== undefined || fromOffset === start) return found;
  }
}
