/** WatchSessions over a real connection (runtime specification §4.7). */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { SessionState, macp } from '@macp/proto';
import { callUnary } from '@macp/wire';
import { DECISION, ingressWorld, newSessionId, startEnvelope, tokenMetadata } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { WatchProbe } from '../testing/watch-probe.js';

const { EventType } = macp.v1.SessionLifecycleEvent;

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld({ SESSION_START_LIMIT_PER_MINUTE: '100000' });
});
afterEach(() => world.close());

const watch = (token: string | null = 'outsider-token') =>
  new WatchProbe(world.client.WatchSessions({}, tokenMetadata(token)));
const control = (rpc: 'CancelSession' | 'SuspendSession' | 'ResumeSession', sessionId: string) =>
  callUnary(world.client, { rpc, request: { sessionId }, metadata: tokenMetadata('lead-token') });
async function start(overrides: macp.v1.SessionStartPayloadInit = {}): Promise<string> {
  const sessionId = newSessionId();
  expect((await world.send(startEnvelope(sessionId, {}, overrides))).ok).toBe(true);
  return sessionId;
}
const seen = (probe: ReturnType<typeof watch>) =>
  probe.frames.map(({ event }) => [event!.eventType, event!.session!.sessionId, event!.session!.state]);

describe('WatchSessions', () => {
  it('syncs every session, ended ones included, then tells of each change', async () => {
    const open = await start();
    const ended = await start();
    await control('CancelSession', ended);
    const probe = watch();
    await probe.count(2);
    const later = await start({ contextId: 'c-1', ttlMs: 1_000 });
    await control('SuspendSession', open);
    await control('ResumeSession', open);
    world.engine.clock.shiftMs = 10_000;
    world.engine.runTimers(later);
    await control('CancelSession', open);
    await probe.count(7);
    expect(seen(probe)).toEqual([
      [EventType.EVENT_TYPE_CREATED, open, SessionState.SESSION_STATE_OPEN],
      [EventType.EVENT_TYPE_CREATED, ended, SessionState.SESSION_STATE_CANCELLED],
      [EventType.EVENT_TYPE_CREATED, later, SessionState.SESSION_STATE_OPEN],
      [EventType.EVENT_TYPE_SUSPENDED, open, SessionState.SESSION_STATE_SUSPENDED],
      [EventType.EVENT_TYPE_RESUMED, open, SessionState.SESSION_STATE_OPEN],
      [EventType.EVENT_TYPE_EXPIRED, later, SessionState.SESSION_STATE_EXPIRED],
      [EventType.EVENT_TYPE_CANCELLED, open, SessionState.SESSION_STATE_CANCELLED],
    ]);
    const [first, , created] = probe.frames;
    expect(first!.event!.observedAtUnixMs).toEqual(first!.event!.session!.startedAtUnixMs);
    expect(created!.event!.session).toMatchObject({ mode: DECISION, initiator: 'lead', contextId: 'c-1' });
    expect(Number(probe.frames.at(-1)!.event!.observedAtUnixMs)).toBeGreaterThan(
      Number(first!.event!.session!.startedAtUnixMs) + 9_000,
    );
    probe.stream.cancel();
  });

  it('asks for a credential', async () => {
    expect(await watch(null).ended()).toMatchObject({ code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED' });
  });

  it('leaves the feed when the client leaves', async () => {
    await start();
    const probe = watch();
    await probe.count(1);
    expect(world.engine.lifecycle.watchers).toBe(1);
    probe.stream.cancel();
    while (world.engine.lifecycle.watchers > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(world.metrics.edge.streamsOpen).toBe(0);
  });

  it('ends UNAVAILABLE without a MACP code when sessions cannot be followed any more', async () => {
    await start();
    const probe = watch();
    await probe.count(1);
    world.engine.lifecycle.fail(new Error('shut down'));
    expect(await probe.ended()).toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
  });

  it('ends with STREAM_LAGGED when more happens than its initial sync can hold back', async () => {
    await start();
    const probe = watch();
    await probe.count(1);
    world.engine.lifecycle.overrun(1025);
    expect(await probe.ended()).toEqual({
      code: status.RESOURCE_EXHAUSTED,
      macpCode: 'STREAM_LAGGED',
      details: expect.stringMatching(
        /^WatchSessions initial sync buffered more than 1024 lifecycle events; /,
      ) as unknown,
    });
  });

  it('ends with STREAM_LAGGED for a client that does not read, and goes on for the others', async () => {
    const sessionId = await start({ contextId: 'x'.repeat(60_000) });
    const slow = watch();
    const quick = watch();
    await Promise.all([slow.count(1), quick.count(1)]);
    slow.stream.pause();
    let changes = 0;
    while (world.metrics.edge.streamsLagged === 0) {
      await control(changes++ % 2 === 0 ? 'SuspendSession' : 'ResumeSession', sessionId);
      await quick.count(changes + 1);
    }
    slow.stream.resume();
    expect(await slow.ended()).toEqual({
      code: status.RESOURCE_EXHAUSTED,
      macpCode: 'STREAM_LAGGED',
      details: expect.stringMatching(/^WatchSessions receiver fell behind by \d+ events$/) as unknown,
    });
    await quick.count(changes + 1);
    expect(quick.end).toBeUndefined();
    quick.stream.cancel();
  });
});
