/**
 * A closed-loop load: every caller waits for its answer before its next call. A call that is refused or fails ends the
 * measurement with an error, since a rate of refusals is not a rate of acks.
 */
import { randomUUID } from 'node:crypto';
import { credentials } from '@grpc/grpc-js';
import type { Metadata } from '@grpc/grpc-js';
import { bearer, callUnary, createRuntimeClient } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { build } from 'hdr-histogram-js';
import { PARTICIPANTS, decisionSession } from './decision-session.js';
import type { Participant, Step } from './decision-session.js';

const MICROSECONDS_MAX = 60_000_000;
const CONNECT_TIMEOUT_MS = 10_000;

const METADATA = Object.fromEntries(PARTICIPANTS.map((sender) => [sender, bearer(sender)])) as Record<
  Participant,
  Metadata
>;

/** What is called: complete sessions, or the metadata of one that is complete. */
export type Workload = 'sessions' | 'reads';

/** What one measurement saw. */
export interface LoadResult {
  /** Answers within the window, per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All answers, with those after the window and those of the preparation: what the server worked for. */
  readonly answers: number;
}

/** Opens `count` connections to `address`; they share nothing, not even the subchannel gRPC would share. */
export function openChannels(address: string, count: number): Promise<RuntimeClient[]> {
  const options = { 'grpc.use_local_subchannel_pool': 1 };
  const open = (): Promise<RuntimeClient> => {
    const client = createRuntimeClient(address, credentials.createInsecure(), options);
    const deadline = Date.now() + CONNECT_TIMEOUT_MS;
    return new Promise((resolve, reject) => {
      client.waitForReady(deadline, (error) => (error ? reject(error) : resolve(client)));
    });
  };
  return Promise.all(Array.from({ length: count }, open));
}

async function send(client: RuntimeClient, { sender, envelope }: Step): Promise<void> {
  const { ack } = await callUnary(client, { rpc: 'Send', request: { envelope }, metadata: METADATA[sender] });
  if (ack?.ok !== true) throw new Error(`${envelope.messageType} was refused: ${ack?.error?.code}`);
}

async function read(client: RuntimeClient, sessionId: string): Promise<void> {
  const call = { rpc: 'GetSession', request: { sessionId }, metadata: METADATA.lead } as const;
  const { metadata } = await callUnary(client, call);
  if (metadata?.sessionId !== sessionId) throw new Error(`GetSession answered about ${metadata?.sessionId}`);
}

/** Counts answers and their latencies until the window closes. */
class Window {
  private readonly histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MICROSECONDS_MAX,
    numberOfSignificantValueDigits: 3,
  });
  private readonly openedAtMs = performance.now();
  private answersWithin = 0;
  answers = 0;

  constructor(private readonly widthMs: number) {}

  isOpen(): boolean {
    return performance.now() - this.openedAtMs < this.widthMs;
  }

  /** Times a call: its latency counts if it began, its answer if it came, while the window was open. */
  async time(call: () => Promise<void>): Promise<void> {
    const began = this.isOpen();
    const beganAtMs = performance.now();
    await call();
    this.answers += 1;
    if (began) this.histogram.recordValue(Math.max(1, Math.round((performance.now() - beganAtMs) * 1000)));
    if (this.isOpen()) this.answersWithin += 1;
  }

  result(): LoadResult {
    return {
      perSecond: (this.answersWithin * 1000) / this.widthMs,
      p50Ms: this.histogram.getValueAtPercentile(50) / 1000,
      p99Ms: this.histogram.getValueAtPercentile(99) / 1000,
      answers: this.answers,
    };
  }
}

/** Sessions that were begun are finished after the window, so that none is left behind for the next measurement. */
async function playSessions(client: RuntimeClient, window: Window): Promise<void> {
  while (window.isOpen()) {
    for (const step of decisionSession(randomUUID())) await window.time(() => send(client, step));
  }
}

async function prepareSession(client: RuntimeClient): Promise<string> {
  const sessionId = randomUUID();
  for (const step of decisionSession(sessionId)) await send(client, step);
  return sessionId;
}

/** Loads a server through `channels` with `callers` callers for `seconds`. @throws on a refusal or a failed call. */
export async function runLoad(
  channels: readonly RuntimeClient[],
  { workload, callers, seconds }: { readonly workload: Workload; readonly callers: number; readonly seconds: number },
): Promise<LoadResult> {
  const clients = Array.from({ length: callers }, (_, caller) => channels[caller % channels.length]!);
  if (workload === 'sessions') {
    const window = new Window(seconds * 1000);
    await Promise.all(clients.map((client) => playSessions(client, window)));
    return window.result();
  }
  const sessionId = await prepareSession(channels[0]!);
  const window = new Window(seconds * 1000);
  const readOn = async (client: RuntimeClient): Promise<void> => {
    while (window.isOpen()) await window.time(() => read(client, sessionId));
  };
  await Promise.all(clients.map(readOn));
  return window.result();
}
