/**
 * The process that is measured: replays every session of a projection store, as it would for an audit of all of them,
 * and holds the hash of each against that of the live one.
 */
import { readFileSync } from 'node:fs';
import { openLmdbProjections } from '@macp/event-log-lmdb';
import type { LmdbProjections } from '@macp/event-log-lmdb';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { sessionDigest } from '@macp/records';
import { replayStored } from '@macp/replay/stored-replay';
import { Profile, serveParent } from '../command-path/child-commands.js';
import type { Pass } from './replay-report.js';
import { storedPlace } from './stored-place.js';
import type { StoredLog } from './stored-place.js';

/** Summaries read at once. */
const CHUNK_SESSIONS = 1000;

interface ReplaySettings extends StoredLog {
  readonly directory: string;
}

/** What one pass over the store is asked for. */
export interface PassRequest {
  readonly isHashed: boolean;
  readonly checkpointEvents: number;
  /** Write a profile of the processor's time here. */
  readonly profile?: string;
}

const { directory, ...log } = JSON.parse(process.argv[2]!) as ReplaySettings;
const place = storedPlace(directory);
const context = { modes: modeLookup(builtInModes), codec: coreCodec };
/** Hash of each live session. */
const live = new Map<string, string>();
let projections: LmdbProjections;

async function start(): Promise<void> {
  for (const line of readFileSync(place.hashes, 'utf8').split('\n')) {
    const [sessionId, hash] = line.split(' ');
    if (hash !== undefined) live.set(sessionId!, Buffer.from(hash, 'hex').toString('binary'));
  }
  projections = await openLmdbProjections({ path: place.replay, ...log });
}

/** @throws when a session is missing, does not replay, or replays to another state than the live one */
function replayAll({ isHashed, checkpointEvents }: PassRequest): Pick<Pass, 'sessions' | 'events' | 'hashes'> {
  const { projectionStore: store } = projections;
  let [sessions, events, hashes] = [0, 0, 0];
  const onCheckpoint = (): void => void (hashes += 1);
  const options = isHashed ? { context, checkpointFacts: checkpointEvents, onCheckpoint } : { context };
  for (let after: string | undefined; ;) {
    const chunk = store.summaries(after, CHUNK_SESSIONS);
    for (const summary of chunk) {
      const { session, facts } = replayStored(store, summary, options);
      sessions += 1;
      events += facts;
      if (!isHashed) continue;
      hashes += 1;
      if (sessionDigest(session, context) !== live.get(summary.sessionId)) {
        throw new Error(`session ${summary.sessionId} is replayed to another state than it was in`);
      }
    }
    after = chunk.at(-1)?.sessionId;
    if (after === undefined) break;
  }
  if (sessions !== live.size) throw new Error(`${sessions} of ${live.size} sessions are in the store`);
  return { sessions, events, hashes };
}

async function pass(request: PassRequest): Promise<Pass> {
  const profile = request.profile === undefined ? undefined : await Profile.begin(request.profile);
  const [startedMs, startedCpu] = [performance.now(), process.cpuUsage()];
  const counts = replayAll(request);
  const [cpu, wallMs] = [process.cpuUsage(startedCpu), performance.now() - startedMs];
  await profile?.end();
  return { ...counts, isHashed: request.isHashed, cpuMs: (cpu.user + cpu.system) / 1000, wallMs };
}

serveParent({ start, pass, stop: () => projections.close() });
