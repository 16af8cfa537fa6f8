/** How much a watch keeps for a client that reads nothing (runtime specification §6, §7.3, §7.5): so many frames, and none more. */
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { macp } from '@macp/proto';
import { callUnary } from '@macp/wire';
import { ingressWorld, newSessionId, startEnvelope, tokenMetadata } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { RegistryWatches } from './registry-watches.js';
import { SessionWatch } from './session-watch.js';
import { SignalWatch } from './signal-watch.js';
import type { WatchCall } from './watch-stream.js';

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

/** The call of a client whose connection takes one frame and then nothing, until it hears again; and what it ended with. */
class DeafCall extends Writable {
  readonly metadata = tokenMetadata('peer-token');
  readonly cancelled = false;
  failure: unknown;
  /** What it was given. */
  readonly frames: Uint8Array[] = [];
  private isDeaf = true;
  private taken: (() => void) | undefined;

  constructor() {
    super({ objectMode: true, highWaterMark: 1 });
    this.on('error', (failure) => (this.failure = failure));
  }

  /** From now on it takes everything. */
  hear(): void {
    this.isDeaf = false;
    this.taken?.();
  }

  /** Resolves once it was given so many frames. */
  async given(frames: number): Promise<readonly Uint8Array[]> {
    while (this.frames.length < frames) await new Promise((resolve) => setImmediate(resolve));
    return this.frames;
  }

  override _write(frame: Uint8Array, _encoding: string, taken: () => void): void {
    this.frames.push(frame);
    if (this.isDeaf) this.taken = taken;
    else taken();
  }

  sendMetadata(): void {
    // Nobody waits for it.
  }

  getDeadline(): number {
    return Infinity;
  }

  as<Request, Response>(): WatchCall<Request, Response> {
    return this as unknown as WatchCall<Request, Response>;
  }
}

async function registerModes(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const types = { messageTypes: ['SessionStart', 'Commitment'], terminalMessageTypes: ['Commitment'] };
    const request = {
      modeDescriptor: { mode: `ext.m${world.engine.registry.commands.length}`, modeVersion: '1', ...types },
    };
    const metadata = tokenMetadata('lead-token');
    expect((await callUnary(world.client, { rpc: 'RegisterExtMode', request, metadata })).ok).toBe(true);
  }
}

async function registerPolicies(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const policyId = `p${world.engine.registry.commands.length}`;
    const request = { policyDescriptor: { policyId, mode: '*', rules: '{}', schemaVersion: 1 } };
    const metadata = tokenMetadata('lead-token');
    expect((await callUnary(world.client, { rpc: 'RegisterPolicy', request, metadata })).ok).toBe(true);
  }
}

async function sendSignals(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const envelope = { macpVersion: '1.0', messageType: 'Signal', messageId: `s${n}` };
    expect((await world.send(envelope, n % 2 === 0 ? 'lead-token' : 'peer-token')).ok).toBe(true);
  }
}

it('a watch of modes keeps 16 changes, and ends as if all were well at the next', async () => {
  const call = new DeafCall();
  new RegistryWatches(world.edge).watchModes(call.as());
  // The hint at the opening is what the connection takes.
  await registerModes(16);
  expect([call.writableEnded, world.metrics.edge.streamsLagged]).toEqual([false, 0]);
  await registerModes(1);
  expect([call.writableEnded, call.failure, world.metrics.edge.streamsLagged]).toEqual([true, undefined, 1]);
});

it('a watch of policies keeps 16 changes, and ends as if all were well at the next', async () => {
  const call = new DeafCall();
  new RegistryWatches(world.edge).watchPolicies(call.as());
  // What there is at the opening is what the connection takes.
  await registerPolicies(16);
  expect([call.writableEnded, world.metrics.edge.streamsLagged]).toEqual([false, 0]);
  await registerPolicies(1);
  expect([call.writableEnded, call.failure, world.metrics.edge.streamsLagged]).toEqual([true, undefined, 1]);
});

it('a watch of signals keeps 256, and ends with STREAM_LAGGED at the next', async () => {
  const call = new DeafCall();
  new SignalWatch(world.edge).handle(call.as());
  await sendSignals(1 + 256);
  expect([call.failure, world.metrics.edge.streamsLagged]).toEqual([undefined, 0]);
  await sendSignals(1);
  expect(call.failure).toMatchObject({ details: 'WatchSignals receiver fell behind by 1 signals' });
  expect(world.metrics.edge.streamsLagged).toBe(1);
});

it('a watch of signals gives a client that hears again what it has missed, and goes on', async () => {
  const call = new DeafCall();
  new SignalWatch(world.edge).handle(call.as());
  await sendSignals(3);
  call.hear();
  await call.given(3);
  await sendSignals(1);
  const shown = (await call.given(4)).map((frame) => macp.v1.WatchSignalsResponse.decode(frame).envelope!.messageId);
  expect(shown).toEqual(['s0', 's1', 's2', 's0']);
});

it('a watch of sessions gives a client that hears again what it has missed, and goes on', async () => {
  const call = new DeafCall();
  new SessionWatch(world.edge).handle(call.as());
  const ids = [newSessionId(), newSessionId(), newSessionId(), newSessionId()];
  for (const id of ids.slice(0, 3)) await world.send(startEnvelope(id));
  call.hear();
  await call.given(3);
  await world.send(startEnvelope(ids[3]!));
  const shown = (await call.given(4)).map(
    (frame) => macp.v1.WatchSessionsResponse.decode(frame).event!.session!.sessionId,
  );
  expect(shown).toEqual(ids);
});
