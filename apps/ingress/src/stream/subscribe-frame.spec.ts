/** Subscriptions to sessions that are known in part, or not in time (runtime specification §5.3). */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import {
  StreamProbe,
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
} from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

const open = (): StreamProbe => new StreamProbe(world.client, 'lead-token');
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A session that is over, and that its owner still has in memory. */
async function endedSession(): Promise<string> {
  const id = newSessionId();
  for (const envelope of [startEnvelope(id), proposalEnvelope(id, 'm1'), commitmentEnvelope(id, 'm2')]) {
    expect((await world.send(envelope)).ok).toBe(true);
  }
  return id;
}

it('given a session that its owner and the history have, then it is followed', async () => {
  const probe = open();
  probe.subscribe(await endedSession());
  expect(await probe.count(3)).toEqual(['m-start', 'm1', 'm2']);
  probe.stream.cancel();
});

it('given a session that has left the history before its owner, then there is none', async () => {
  const id = await endedSession();
  world.engine.history.remove(id);
  const probe = open();
  probe.subscribe(id);
  expect(await probe.ended()).toEqual({
    code: status.NOT_FOUND,
    macpCode: 'SESSION_NOT_FOUND',
    details: `Session '${id}' not found`,
  });
  expect(probe.frames).toEqual([]);
});

it('given that nobody can say whether there is such a session, then the stream ends as one whose outcome is unknown', async () => {
  world.engine.history.failure = new Error('no replay process');
  const probe = open();
  probe.subscribe(newSessionId());
  expect(await probe.ended()).toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
  expect(world.metrics.edge.unknownOutcomes).toBe(1);
});

it('given a client that leaves before the session is found, then nobody follows it', async () => {
  const id = await endedSession();
  const { engine, metrics } = world;
  engine.hold();
  const probe = open();
  probe.subscribe(id);
  while (engine.held === 0) await turn();
  probe.stream.cancel();
  while (metrics.edge.streamsOpen > 0) await turn();

  const asked = world.send(proposalEnvelope(id, 'm3'));
  while (engine.held === 1) await turn();
  engine.release();

  // Decided after what the stream had asked.
  expect((await asked).ok).toBe(false);
  expect(engine.history.followCount).toBe(0);
});
