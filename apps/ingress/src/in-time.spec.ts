/** Reads that wait for something that does not come end with the call's time (runtime specification §8, §11.3). */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { HistoryFollow, LifecycleWatch } from '@macp/ports';
import { callUnary } from '@macp/wire';
import {
  StreamProbe,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';
import { WatchProbe } from './testing/watch-probe.js';

/** Of every call here; the timers of what is decided are far shorter. */
const TIMEOUT_MS = 30_000;

let world: IngressWorld;
/** Tasks that wait for the time of a call to be over. */
let deadlines: Set<() => void>;
beforeEach(async () => {
  world = await ingressWorld();
  const { clock } = world.engine;
  const after = clock.after.bind(clock);
  deadlines = new Set();
  clock.after = (delayMs, task) => {
    if (delayMs < TIMEOUT_MS / 2) return after(delayMs, task);
    deadlines.add(task);
    return () => void deadlines.delete(task);
  };
});
afterEach(() => world.close());

const never = (): Promise<never> => new Promise(() => undefined);

/** The read waits; its time is over. */
async function timeIsOver(): Promise<void> {
  while (deadlines.size === 0) await new Promise((resolve) => setImmediate(resolve));
  for (const task of deadlines) task();
}

/** Nothing answers any more. */
function silence(): void {
  const { history, lifecycle, registry } = world.engine;
  Object.assign(history, { session: never, list: never, follow: never });
  Object.assign(lifecycle, { watch: never });
  Object.assign(registry.catalog, { catchUp: never });
  Object.assign(registry.modeView, { catchUp: never });
}

const UNKNOWN = { code: status.UNAVAILABLE, macpCode: undefined };
const metadata = tokenMetadata('lead-token');
const limited = tokenMetadata('barred-token');

const reads: readonly [string, () => Promise<unknown>][] = [
  ['ListSessions', () => callUnary(world.client, { rpc: 'ListSessions', request: {}, metadata })],
  [
    'GetSession of one that its owner does not know',
    () => callUnary(world.client, { rpc: 'GetSession', request: { sessionId: 'no-such-session' }, metadata }),
  ],
  ['GetPolicy', () => callUnary(world.client, { rpc: 'GetPolicy', request: { policyId: 'policy.default' }, metadata })],
  ['ListPolicies', () => callUnary(world.client, { rpc: 'ListPolicies', request: {}, metadata })],
  ['ListModes', () => callUnary(world.client, { rpc: 'ListModes', request: {}, metadata })],
  ['ListExtModes', () => callUnary(world.client, { rpc: 'ListExtModes', request: {}, metadata })],
  ['GetManifest', () => callUnary(world.client, { rpc: 'GetManifest', request: {}, metadata })],
  [
    'Initialize',
    () => callUnary(world.client, { rpc: 'Initialize', request: { supportedProtocolVersions: ['1.0'] }, metadata }),
  ],
  [
    'a start of an identity that may have no open session more',
    () =>
      callUnary(world.client, { rpc: 'Send', request: { envelope: startEnvelope(newSessionId()) }, metadata: limited }),
  ],
];

/** What became of a unary call. */
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    ({ code, metadata: trailers }: ServiceError) => ({ code, macpCode: trailers.get('macp-error-code')[0] }),
  );

describe('given a read whose answer never comes, when its time is over, then it is unknown:', () => {
  it.each(reads)('%s', async (_what, read) => {
    silence();
    const before = world.metrics.edge.unknownOutcomes;
    const answer = codeOf(read());
    await timeIsOver();
    expect(await answer).toEqual(UNKNOWN);
    expect(world.metrics.edge.unknownOutcomes).toBe(before + 1);
  });

  it('ListSessions, where it fails at once', async () => {
    world.engine.history.failure = new Error('the log is away');
    const answer = codeOf(callUnary(world.client, { rpc: 'ListSessions', request: {}, metadata }));
    expect(await answer).toEqual(UNKNOWN);
  });
});

describe('given a read that is answered in time, then nothing waits for its deadline:', () => {
  it.each(reads)('%s', async (_what, read) => {
    await codeOf(read());
    expect(deadlines.size).toBe(0);
  });
});

/** Calls that a session's owner answers. */
const asked: readonly [string, (sessionId: string) => Promise<unknown>][] = [
  ['GetSession', (sessionId) => callUnary(world.client, { rpc: 'GetSession', request: { sessionId }, metadata })],
  ['CancelSession', (sessionId) => callUnary(world.client, { rpc: 'CancelSession', request: { sessionId }, metadata })],
  [
    'SuspendSession',
    (sessionId) => callUnary(world.client, { rpc: 'SuspendSession', request: { sessionId }, metadata }),
  ],
  ['ResumeSession', (sessionId) => callUnary(world.client, { rpc: 'ResumeSession', request: { sessionId }, metadata })],
];

/** The owner has been asked, and all the time of the call goes by. */
async function ownerSaysNothing(): Promise<void> {
  while (world.engine.held === 0) await new Promise((resolve) => setImmediate(resolve));
  world.engine.clock.shiftMs += TIMEOUT_MS;
}

describe('given an owner that says nothing, when the time of a call is over, then its outcome is unknown:', () => {
  let id: string;
  let before: number;
  beforeEach(async () => {
    id = newSessionId();
    await world.send(startEnvelope(id));
    before = world.metrics.edge.unknownOutcomes;
    world.engine.hold();
  });

  it.each(asked)('%s', async (_what, ask) => {
    const answer = codeOf(ask(id));
    await ownerSaysNothing();
    expect(await answer).toEqual(UNKNOWN);
    expect(world.metrics.edge.unknownOutcomes).toBe(before + 1);
  });

  it.each([
    ['an envelope on a stream', (probe: StreamProbe) => probe.send(proposalEnvelope(id, 'm1'))],
    ['a subscription', (probe: StreamProbe) => probe.subscribe(id)],
  ])('%s', async (_what, ask) => {
    const probe = new StreamProbe(world.client, 'lead-token');
    ask(probe);
    await ownerSaysNothing();
    expect(await probe.ended()).toMatchObject(UNKNOWN);
    expect(world.metrics.edge.unknownOutcomes).toBe(before + 1);
  });
});

/** Calls that the registries' owner answers. */
const changes: readonly [string, () => Promise<unknown>][] = [
  [
    'RegisterPolicy',
    () =>
      callUnary(world.client, { rpc: 'RegisterPolicy', request: { policyDescriptor: { policyId: 'p' } }, metadata }),
  ],
  [
    'PromoteMode',
    () => callUnary(world.client, { rpc: 'PromoteMode', request: { mode: 'ext.multi_round.v1' }, metadata }),
  ],
];

describe('given a change of a registry that nobody answers in time, then its outcome is unknown:', () => {
  it.each(changes)('%s', async (_what, change) => {
    const submit = (...[, , , done]: Parameters<typeof world.edge.registry.submit>): void => done(undefined);
    Object.assign(world.engine.registry, { submit });
    const before = world.metrics.edge.unknownOutcomes;
    expect(await codeOf(change())).toEqual(UNKNOWN);
    expect(world.metrics.edge.unknownOutcomes).toBe(before + 1);
  });
});

describe('given a stream that waits for what never comes, when its time is over, then it ends as unknown:', () => {
  it('a watch of policies', async () => {
    silence();
    const probe = new WatchProbe(world.client.WatchPolicies({}, metadata));
    await timeIsOver();
    expect(await probe.ended()).toMatchObject(UNKNOWN);
  });

  it('a watch of sessions, which is closed when it is there after all', async () => {
    let begin: (watch: LifecycleWatch) => void = () => undefined;
    const watching = new Promise<LifecycleWatch>((resolve) => (begin = resolve));
    Object.assign(world.engine.lifecycle, { watch: () => watching });
    const probe = new WatchProbe(world.client.WatchSessions({}, metadata));
    await timeIsOver();
    expect(await probe.ended()).toMatchObject(UNKNOWN);
    await new Promise<void>((closed) => begin({ resume: () => undefined, close: closed }));
  });

  it('a stream of a session, whose follow is closed when it is there after all', async () => {
    let begin: (follow: HistoryFollow) => void = () => undefined;
    const following = new Promise<HistoryFollow>((resolve) => (begin = resolve));
    const id = newSessionId();
    await world.send(startEnvelope(id));
    Object.assign(world.engine.history, { follow: () => following });
    const probe = new StreamProbe(world.client, 'lead-token');
    probe.send(proposalEnvelope(id, 'm1'));
    await timeIsOver();
    expect(await probe.ended()).toMatchObject(UNKNOWN);
    await new Promise<void>((closed) => begin({ tail: 0, resume: () => undefined, close: closed }));
  });
});
