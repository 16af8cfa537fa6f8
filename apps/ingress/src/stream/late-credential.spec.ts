/** A stream whose credential takes its time, as the first of a JWT does: clients may be gone when it is known. */
import { Duplex } from 'node:stream';
import { expect, it } from '@jest/globals';
import type { Identity } from '@macp/auth';
import type { Edge } from '../edge.js';
import { tokenMetadata } from '../testing/ingress-world.js';
import type { StreamCall } from './session-stream.js';
import { StreamSessionHandler } from './stream-session.js';

const LEAD: Identity = { sender: 'lead', canStartSessions: true, canManageModeRegistry: false, isObserver: false };

/** A call that was opened and whose credential is not known yet. */
function opened() {
  let resolve: (known: Identity | undefined) => void = () => undefined;
  const identity = new Promise<Identity | undefined>((resolved) => (resolve = resolved));
  const metrics = { edge: { streamsOpen: 0, unauthenticated: 0 } };
  const authenticator = { authenticate: () => identity, provesSenders: true };
  const edge = { authenticator, metrics, audit: { unauthenticated: () => undefined } } as unknown as Edge;
  const call = Object.assign(new Duplex({ objectMode: true, read: () => undefined }), {
    metadata: tokenMetadata('a.b.c'),
    cancelled: false,
    getPath: () => '/macp.v1.MACPRuntimeService/StreamSession',
  });
  let failures = 0;
  call.on('error', () => (failures += 1));
  new StreamSessionHandler(edge).handle(call as unknown as StreamCall);
  const known = async (who: Identity | undefined): Promise<void> => {
    resolve(who);
    await identity;
  };
  /** As grpc-js does it. */
  const cancel = (): void => {
    call.cancelled = true;
    call.emit('cancelled', 'cancelled');
    call.destroy();
  };
  return { call, metrics, known, cancel, failures: () => failures };
}

it('given a client that waits, when its credential is known, then the stream is open until it leaves', async () => {
  const { metrics, known, cancel } = opened();
  await known(LEAD);
  expect(metrics.edge.streamsOpen).toBe(1);
  cancel();
  expect(metrics.edge.streamsOpen).toBe(0);
});

it('given a client that has left, when its credential is known, then no stream is opened', async () => {
  const { call, metrics, known, cancel } = opened();
  cancel();
  await known(LEAD);
  expect(metrics.edge.streamsOpen).toBe(0);
  expect(call.listenerCount('data')).toBe(0);
});

it('given a client that has left, when its credential is none, then nobody is answered', async () => {
  const { known, cancel, failures } = opened();
  cancel();
  await known(undefined);
  expect(failures()).toBe(0);
});
