/** Watches that take their time to open: clients may be gone before, and leave nothing behind. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Identity } from '@macp/auth';
import type { LifecycleWatch } from '@macp/ports';
import type { Edge } from '../edge.js';
import { ingressWorld, newSessionId, startEnvelope, tokenMetadata } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { authenticatedWatch } from './authenticated-watch.js';
import { SessionWatch } from './session-watch.js';
import type { AnyWatchCall, WatchCall } from './watch-stream.js';

const PEER: Identity = { sender: 'peer', canStartSessions: true, canManageModeRegistry: false, isObserver: false };

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.metrics.edge.unauthenticated = 0;
});

/** A call of a client who reads everything. */
class OpenedCall extends Writable {
  readonly metadata = tokenMetadata('a.b.c');
  cancelled = false;
  readonly failures: unknown[] = [];
  frames = 0;

  constructor() {
    super({ objectMode: true });
    this.on('error', (failure) => this.failures.push(failure));
  }

  getPath(): string {
    return '/macp.v1.MACPRuntimeService/WatchSessions';
  }

  getDeadline(): number {
    return Infinity;
  }

  /** As grpc-js does it. */
  leave(): void {
    this.cancelled = true;
    this.emit('cancelled', 'cancelled');
    this.destroy();
  }

  override _write(_frame: unknown, _encoding: string, taken: () => void): void {
    this.frames += 1;
    taken();
  }

  as<Call>(): Call {
    return this as unknown as Call;
  }
}

/** A call whose credential is not known yet. */
function asked() {
  const { promise, resolve, reject } = deferred<Identity | undefined>();
  const edge: Edge = { ...world.edge, authenticator: { authenticate: () => promise, provesSenders: true } };
  const call = new OpenedCall();
  let opened = 0;
  authenticatedWatch(edge, call.as<AnyWatchCall>(), () => (opened += 1));
  const settled = async (settle: () => void): Promise<void> => {
    settle();
    await new Promise(setImmediate);
  };
  return {
    call,
    known: (who: Identity | undefined) => settled(() => resolve(who)),
    failed: () => settled(() => reject(new Error('no keys'))),
    opened: () => opened,
  };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (cause: Error) => void = () => undefined;
  const promise = new Promise<T>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}

it('given a client that waits, when its credential is known, then it watches', async () => {
  const { known, opened } = asked();
  await known(PEER);
  expect(opened()).toBe(1);
});

it.each(['known', 'none', 'not to be had'])(
  'given a client that has left, when its credential is %s, then nothing is opened and nobody answered',
  async (credential) => {
    const { call, known, failed, opened } = asked();
    call.leave();
    if (credential === 'not to be had') await failed();
    else await known(credential === 'known' ? PEER : undefined);
    expect([opened(), call.failures, world.metrics.edge.unauthenticated]).toEqual([0, [], 0]);
  },
);

it.each(['none', 'not to be had'])('given its credential is %s, then the client is told so', async (credential) => {
  const { call, known, failed, opened } = asked();
  if (credential === 'none') await known(undefined);
  else await failed();
  expect(opened()).toBe(0);
  expect(call.failures).toMatchObject([{ details: 'Unauthenticated' }]);
  expect(world.metrics.edge.unauthenticated).toBe(1);
});

/** A watch of sessions that the feed takes its time to open. */
function opening() {
  const { promise, resolve } = deferred<void>();
  const { lifecycle } = world.engine;
  let open = 0;
  const watch = async (listener: Parameters<typeof lifecycle.watch>[0]): Promise<LifecycleWatch> => {
    await promise;
    const watching = await lifecycle.watch(listener);
    open += 1;
    return { resume: () => watching.resume(), close: () => ((open -= 1), watching.close()) };
  };
  const call = new OpenedCall();
  call.metadata.set('authorization', 'Bearer peer-token');
  new SessionWatch({ ...world.edge, lifecycle: { watch } }).handle(call.as<WatchCall<never, never>>());
  const opened = async (): Promise<void> => {
    resolve();
    await new Promise(setImmediate);
  };
  return { call, opened, open: () => open };
}

it('given a client that waits, when its sessions can be watched, then it is told of them', async () => {
  await world.send(startEnvelope(newSessionId()));
  const { call, opened, open } = opening();
  await opened();
  while (call.frames === 0) await new Promise(setImmediate);
  expect(open()).toBe(1);
  call.leave();
  expect(open()).toBe(0);
});

it('given a client that has left, when its sessions can be watched, then that watch is closed', async () => {
  const { call, opened, open } = opening();
  call.leave();
  await opened();
  expect([open(), world.engine.lifecycle.watchers, world.metrics.edge.streamsOpen]).toEqual([0, 0, 0]);
});
