/**
 * Fills a fresh place through the real parts: partition workers decide complete sessions and append them to their log, a
 * projection follows it into a store of its own. What is kept of each live session is its hash, as soon as it has ended.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { MemoryCommandQueue } from '@macp/event-log';
import { openLmdbData, openLmdbProjections } from '@macp/event-log-lmdb';
import { invariant } from '@macp/kernel';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { builtInModes, modeLookup } from '@macp/modes';
import { OwnedPartitions } from '@macp/partition-worker';
import { evaluateCommitment } from '@macp/policy-rules';
import { partitionFor } from '@macp/ports';
import { sessionDigest, sessionOfCommand } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { SessionProjection } from '@macp/replay/projection';
import { serveParent } from '../command-path/child-commands.js';
import { clock, ids, sessions } from '../command-path/pipeline-parts.js';
import { mixedSession } from './session-mix.js';
import { storedPlace } from './stored-place.js';
import type { StoredLog } from './stored-place.js';

const PARTITIONS = 4;
/** Sessions that are under way at once. */
const AT_ONCE = 2_048;
const PATIENCE_MS = 60_000;

const place = storedPlace(JSON.parse(process.argv[2]!) as string);
const modes = modeLookup(builtInModes);
const waiting = new Map<string, (outcome: SessionOutcome) => void>();
const queue = new MemoryCommandQueue<SessionCommand>({ queueId: randomUUID(), partitions: PARTITIONS });

async function send(command: SessionCommand): Promise<void> {
  const correlationId = randomUUID();
  const envelope = { correlationId, replyTo: 'here', expiresAtMs: Date.now() + PATIENCE_MS, body: command };
  const answered = new Promise<SessionOutcome>((resolve) => waiting.set(correlationId, resolve));
  queue.enqueue(partitionFor(sessionOfCommand(command), PARTITIONS), envelope);
  const outcome = await answered;
  if (outcome.kind !== 'accepted') throw new Error(`${command.kind} was refused: ${JSON.stringify(outcome)}`);
}

async function play(commands: readonly SessionCommand[]): Promise<string> {
  for (const command of commands) await send(command);
  return sessionOfCommand(commands[0]!);
}

async function fill(count: number): Promise<StoredLog> {
  for (const path of [place.engine, place.replay]) mkdirSync(path);
  const data = await openLmdbData({ path: place.engine, partitions: { ofNew: PARTITIONS } });
  const log = { logId: data.directory.logId, partitions: PARTITIONS };
  const projections = await openLmdbProjections({ path: place.replay, ...log });
  const projection = new SessionProjection({ log: data.eventLog, store: projections.projectionStore, modes });
  const partitions = new OwnedPartitions<SessionTypes>({
    owner: 'the filler',
    aggregate: sessions,
    answerer: evaluateCommitment,
    log: data.eventLog,
    snapshots: data.snapshotStore,
    commands: queue,
    outcomes: {
      push: (_partition, deliveries) => {
        for (const { correlationId, outcome } of deliveries) {
          waiting.get(correlationId)?.(outcome);
          waiting.delete(correlationId);
        }
      },
    },
    clock,
    ids,
  });
  await partitions.own(Array(PARTITIONS).keys(), 0);
  await projection.start();
  const hashes = openSync(place.hashes, 'w');
  for (let from = 0; from < count; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - from);
    const played = await Promise.all(Array.from({ length }, (_, index) => play(mixedSession(from + index))));
    writeSync(hashes, played.map((sessionId) => line(partitions, sessionId)).join(''));
  }
  closeSync(hashes);
  // A read waits until the projection has reached the end of the log.
  await projection.list('', 1);
  projection.stop();
  await projections.close();
  await partitions.stop();
  await data.close();
  return log;
}

function line(partitions: OwnedPartitions<SessionTypes>, sessionId: string): string {
  const worker = partitions.workers.get(partitionFor(sessionId, PARTITIONS));
  const live = worker?.confirmed?.stateOf(sessionId);
  invariant(live !== undefined, 'a session that has just ended is still in memory');
  const digest = sessionDigest(live, { modes });
  return `${sessionId} ${Buffer.from(digest, 'binary').toString('hex')}\n`;
}

serveParent({ start: () => ({}), fill, stop: () => ({}) });
