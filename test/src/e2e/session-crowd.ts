/** Many sessions of one sender, started many at a time, with what each quarter of them cost. */
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import type { macp } from '@macp/proto';
import { send, startStep } from './decision-script.js';
import type { Step } from './decision-script.js';
import type { ServerUnderTest } from './server-under-test.js';

const CALLERS = 128;

/** What starting a part of a crowd took. */
export interface CrowdCost {
  readonly sessions: number;
  readonly perSecond: number;
  /** Of the callers, in ms. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of all processes of the server for one start, in µs. */
  readonly cpuMicros: number;
  /** Resident memory that one session took in all processes. */
  readonly residentBytes: number;
}

/** Starts a session for each id. @throws on the first that is refused. */
export async function startAll(clients: readonly RuntimeClient[], sessionIds: readonly string[]): Promise<number[]> {
  let next = 0;
  const tookMs: number[] = [];
  const call = async (client: RuntimeClient): Promise<void> => {
    while (next < sessionIds.length) {
      const startedMs = performance.now();
      const { ok, error } = await sendUntilKnown(client, startStep(sessionIds[next++]!));
      if (!ok) throw new Error(error!.code);
      tookMs.push(performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => call(clients[n % clients.length]!)));
  return tookMs;
}

/** Sends a step as clients do: an outcome that is not known yet is asked for again, with the same message. */
export async function sendUntilKnown(client: RuntimeClient, step: Step): Promise<macp.v1.Ack> {
  for (;;) {
    try {
      return await send(client, step);
    } catch (error) {
      if ((error as Partial<ServiceError>).code !== status.UNAVAILABLE) throw error;
    }
  }
}

/** Starts them as `startAll` does, and says what it cost. */
export async function measureStarts(
  server: ServerUnderTest,
  clients: readonly RuntimeClient[],
  sessionIds: readonly string[],
): Promise<CrowdCost> {
  const used = async (): Promise<readonly [cpuSecs: number, residentBytes: number]> => [
    await server.metric('process_cpu_seconds_total'),
    await server.metric('process_resident_memory_bytes'),
  ];
  const [cpuBefore, residentBefore] = await used();
  const startedMs = performance.now();
  const tookMs = (await startAll(clients, sessionIds)).sort((one, other) => one - other);
  const secs = (performance.now() - startedMs) / 1000;
  const [cpuAfter, residentAfter] = await used();
  const sessions = sessionIds.length;
  return {
    sessions,
    perSecond: Math.round(sessions / secs),
    p50Ms: Math.round(tookMs[Math.floor(sessions * 0.5)]!),
    p99Ms: Math.round(tookMs[Math.floor(sessions * 0.99)]!),
    cpuMicros: Math.round(((cpuAfter - cpuBefore) * 1e6) / sessions),
    residentBytes: Math.round((residentAfter - residentBefore) / sessions),
  };
}

/** Every session that the lists show, page by page. */
export async function listAll(client: RuntimeClient): Promise<macp.v1.SessionMetadata[]> {
  const sessions: macp.v1.SessionMetadata[] = [];
  let pageToken = '';
  do {
    const request = { pageSize: 1000, pageToken };
    const page = await callUnary(client, { rpc: 'ListSessions', request, metadata: bearer('lead') });
    sessions.push(...page.sessions);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return sessions;
}

/** Asks the standard health service one question after the other until `work` has ended; resolves with the answers. */
export async function healthDuring(
  client: RuntimeClient,
  work: Promise<unknown>,
): Promise<readonly (number | undefined)[]> {
  const answers: (number | undefined)[] = [];
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  // `isOver` changes while an answer is awaited.
  while (!(isOver as boolean)) answers.push(await health(client));
  await over;
  return answers;
}

const asIs = (bytes: Buffer): Buffer => bytes;

/** `grpc.health.v1` for the whole server: 1 is SERVING. */
function health(client: RuntimeClient): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest('/grpc.health.v1.Health/Check', asIs, asIs, Buffer.alloc(0), (error, answer) =>
      error === null ? resolve(answer?.[1]) : reject(error),
    );
  });
}
