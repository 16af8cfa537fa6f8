/** What the processes of a measurement of recovery do: one fills, others recover what it left, and say what they found. */
import { writeSync } from 'node:fs';
import { FILL_BEHIND_MS, fillSessions, settleOutcomes } from './fill-sessions.js';
import { KafkaSessionData } from './kafka-session-data.js';
import type { Membership } from './kafka-session-data.js';
import { SessionStore } from './session-store.js';
import type { EngineOptions, SessionData } from './session-store.js';
import { TurnWatch, cpuMs } from './turn-watch.js';
import type { LongestTurns } from './turn-watch.js';

const PARTITIONS = 4;
/** Of the sessions, this part comes behind the last checkpoint. */
const TAIL_PART = 0.01;
const NO_CHECKPOINTS = { checkpointRecords: 1e9, checkpointIntervalMs: 1e9 };

/** Where sessions are kept: a data directory, or topics of a cluster. */
export type Place = { readonly path: string } | { readonly brokers: readonly string[]; readonly snapshots: string };

/** What one process found. */
export interface Measured {
  readonly sessions: number;
  readonly records: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly turns: LongestTurns;
  /** After garbage collection, beyond what the process had before. */
  readonly heapBytes: number;
  readonly offHeapBytes: number;
  /** How often the group went on without it until it served. */
  readonly losses: number;
  /** The checkpoint of everything that it wrote in the end, if it was asked to. */
  readonly checkpoint?: { readonly wallMs: number; readonly turns: LongestTurns; readonly losses: number };
}

const collect = (globalThis as { gc?: () => void }).gc;

function memory(): { readonly heap: number; readonly offHeap: number } {
  for (let times = 0; times < 3; times += 1) collect?.();
  const { heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed, offHeap: external };
}

interface Opened {
  readonly store: SessionStore<SessionData>;
  /** Resolves when every partition serves; over Kafka as a member of the group. */
  readonly recover: () => Promise<Membership>;
}

async function open(place: Place, options: EngineOptions): Promise<Opened> {
  if ('path' in place) {
    const store = await SessionStore.open({ ...options, path: place.path, partitions: PARTITIONS });
    const membership = { losses: 0, leave: () => Promise.resolve() };
    return { store, recover: () => store.recover().then(() => membership) };
  }
  const data = await KafkaSessionData.open({ ...place, partitions: PARTITIONS });
  const store = SessionStore.over(data, options);
  return { store, recover: () => data.join((owned, generation) => store.partitions.own(owned, generation)) };
}

/** Fills an empty place: open sessions with a checkpoint behind nearly all of them, and a tail behind that. */
export async function fill(place: Place, count: number): Promise<void> {
  const first = Math.floor(count * (1 - TAIL_PART));
  await withStore(place, { behindMs: FILL_BEHIND_MS }, async (store) => {
    await fillSessions(store, 0, first);
    await settleOutcomes(store);
    await store.partitions.stop();
  });
  await withStore(place, { limits: NO_CHECKPOINTS }, async (store) => {
    await fillSessions(store, first, count);
    await Promise.all(Array.from(store.partitions.workers.values(), (worker) => worker.stop()));
  });
}

async function withStore(
  place: Place,
  options: EngineOptions,
  work: (store: SessionStore<SessionData>) => Promise<void>,
): Promise<void> {
  const eventsOf = () => ({
    checkpointFailed: ({ cause }: { readonly cause: unknown }) => say('no checkpoint', cause),
  });
  const { store, recover } = await open(place, { ...options, eventsOf });
  const membership = await recover();
  await work(store);
  await membership.leave();
  await store.data.close();
}

/** Recovers what is there; with `writes`, a checkpoint of it comes last. */
export async function recover(place: Place, { writes }: { readonly writes: boolean }): Promise<Measured> {
  let records = 0;
  const before = memory();
  const watch = new TurnWatch();
  const [startedMs, startedCpuMs] = [performance.now(), cpuMs()];
  const eventsOf = () => ({
    recovered: (event: { readonly records: number }) => void (records += event.records),
    checkpointRejected: ({ reason, cause }: { readonly reason: string; readonly cause?: unknown }) =>
      say(`the log decides: ${reason}`, cause),
    checkpointFailed: ({ cause }: { readonly cause: unknown }) => say('no checkpoint', cause),
  });
  const { store, recover: begin } = await open(place, { eventsOf });
  const membership = await begin();
  const [wallMs, cpuTakenMs] = [performance.now() - startedMs, cpuMs() - startedCpuMs];
  const turns = await watch.stop();
  const { losses } = membership;
  const after = memory();
  let sessions = 0;
  for (const worker of store.partitions.workers.values()) sessions += worker.confirmed!.entities.size;
  const checkpoint = writes
    ? { checkpoint: { ...(await writeCheckpoints(store)), losses: membership.losses - losses } }
    : {};
  const measured = {
    sessions,
    records,
    wallMs,
    cpuMs: cpuTakenMs,
    turns,
    heapBytes: after.heap - before.heap,
    offHeapBytes: after.offHeap - before.offHeap,
    losses,
    ...checkpoint,
  };
  await membership.leave();
  return measured;
}

async function writeCheckpoints(
  store: SessionStore<SessionData>,
): Promise<{ readonly wallMs: number; readonly turns: LongestTurns }> {
  const watch = new TurnWatch();
  const startedMs = performance.now();
  await store.partitions.stop();
  return { wallMs: performance.now() - startedMs, turns: await watch.stop() };
}

function say(line: string, cause: unknown): void {
  writeSync(2, `${line}: ${cause instanceof Error ? cause.message : 'for no other reason'}\n`);
}
