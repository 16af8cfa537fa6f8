/** Subscriptions to sessions whose history was compacted (runtime specification §5.3, §13 row 33). */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import {
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld();
});
afterAll(() => world.close());

/** A resolved session of three envelopes that has only its metadata left. */
async function compactedSession(): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  await world.send(proposalEnvelope(id, 'm1'));
  await world.send(commitmentEnvelope(id, 'm2'));
  world.engine.history.compacted.set(id, 3);
  return id;
}

it.each([0, 2])('from %d on end with HISTORY_UNAVAILABLE and the base', async (afterSequence) => {
  const id = await compactedSession();
  const stream = world.client.StreamSession(tokenMetadata('peer-token'));
  const frames: unknown[] = [];
  stream.on('data', (frame) => frames.push(frame));
  const ended = new Promise<ServiceError>((resolve) => stream.on('error', resolve));
  stream.write({ subscribeSessionId: id, afterSequence });
  const { code, details, metadata } = await ended;
  expect([code, details]).toEqual([
    status.FAILED_PRECONDITION,
    'session history before ordinal 3 was compacted; resume with after_sequence >= 3 or re-read state via GetSession',
  ]);
  expect(metadata.get('macp-error-code')).toEqual(['HISTORY_UNAVAILABLE']);
  expect(metadata.get('macp-error-details-bin').map(String)).toEqual(['{"lowest_available_sequence":3}']);
  expect(frames).toEqual([]);
});

it('from its base on are silent and stay open', async () => {
  const id = await compactedSession();
  const stream = world.client.StreamSession(tokenMetadata('peer-token'));
  const frames: unknown[] = [];
  stream.on('data', (frame) => frames.push(frame));
  const ended = new Promise<string>((resolve) =>
    stream.on('end', () => resolve('ok')).on('error', () => resolve('no')),
  );
  stream.write({ subscribeSessionId: id, afterSequence: 3 });
  stream.end();
  expect(await ended).toBe('ok');
  expect(frames).toEqual([]);
});
