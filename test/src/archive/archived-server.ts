/** What suites of the archive share: settings under which small logs are archived at once, and sessions that fill them. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { RuntimeClient } from '@macp/wire';
import { completeDecision, history, send } from '../e2e/decision-script.js';
import { UNLIMITED } from '../e2e/server-under-test.js';
import type { Settings } from '../e2e/server-under-test.js';

/** Segments of a few records, checkpoints of a few batches. */
export function archiving(directory: string): Settings {
  return {
    ...UNLIMITED,
    PARTITIONS: '1',
    LOG_ARCHIVE_DIR: directory,
    LOG_TRIM: '1',
    LOG_ARCHIVE_SEGMENT_BYTES: '4000',
    LOG_ARCHIVE_INTERVAL_SECS: '1',
    CHECKPOINT_INTERVAL: '10',
  };
}

/** Message ids of each session, in their order. */
export type Played = Map<string, readonly string[]>;

/** Plays a session to its end, or leaves it open. */
export async function play(client: RuntimeClient, played: Played, isLeftOpen = false): Promise<string> {
  const sessionId = randomUUID();
  const steps = completeDecision(sessionId).slice(0, isLeftOpen ? -1 : undefined);
  for (const step of steps) expect(await send(client, step)).toMatchObject({ ok: true });
  played.set(
    sessionId,
    steps.map(({ envelope }) => envelope.messageId!),
  );
  return sessionId;
}

/** Plays sessions until the log begins at a later offset than `after`; resolves with the offset that it begins at. */
export async function playUntilTrimmed(
  client: RuntimeClient,
  played: Played,
  { logStart, after }: { readonly logStart: () => Promise<number | undefined>; readonly after: number },
): Promise<number> {
  for (;;) {
    await play(client, played);
    const start = (await logStart().catch(() => undefined)) ?? 0;
    if (start > after) return start;
  }
}

/** Every session has the history that was played. */
export async function requireHistories(client: RuntimeClient, played: Played): Promise<void> {
  for (const [sessionId, ids] of played) expect(await history(client, sessionId)).toEqual(ids);
}
