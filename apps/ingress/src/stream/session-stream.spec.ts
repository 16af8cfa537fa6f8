/** One stream as its transport sees it (runtime specification §5): one frame at a time, one end, and nothing after it. */
import { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Identity } from '@macp/auth';
import { reject } from '@macp/kernel';
import { encodeBytes, macp } from '@macp/proto';
import { ingressWorld, newSessionId, proposalEnvelope, startEnvelope } from '../testing/ingress-world.js';
import type { IngressWorld } from '../testing/ingress-world.js';
import { SessionStream } from './session-stream.js';
import type { StreamCall } from './session-stream.js';

const LEAD: Identity = { sender: 'lead', canStartSessions: true, canManageModeRegistry: false, isObserver: false };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let world: IngressWorld;
beforeEach(async () => {
  world = await ingressWorld();
});
afterEach(() => world.close());

/** The call of a client, which takes frames while it reads. */
class ClientCall extends Duplex {
  isReading = true;
  readonly failures: unknown[] = [];
  written = 0;

  constructor() {
    super({ objectMode: true, highWaterMark: 1, autoDestroy: false });
    this.on('error', (failure) => this.failures.push(failure));
  }

  getDeadline(): number {
    return Infinity;
  }

  subscribe(sessionId: string): void {
    const { v1 } = macp;
    this.push(v1.StreamSessionRequest.decode(encodeBytes(v1.StreamSessionRequest, { subscribeSessionId: sessionId })));
  }

  override _read(): void {
    // Frames are pushed.
  }

  override _write(_frame: unknown, _encoding: string, taken: () => void): void {
    this.written += 1;
    if (this.isReading) taken();
  }
}

function opened(): { readonly call: ClientCall; readonly stream: SessionStream } {
  const call = new ClientCall();
  const stream = new SessionStream(world.edge, call as unknown as StreamCall, LEAD);
  stream.open();
  return { call, stream };
}

async function session(): Promise<string> {
  const id = newSessionId();
  for (const envelope of [startEnvelope(id), proposalEnvelope(id, 'm1')]) {
    expect((await world.send(envelope)).ok).toBe(true);
  }
  return id;
}

describe('frames', () => {
  it('given one is being handled, then no other is taken, whatever the client has read meanwhile', async () => {
    const id = await session();
    const { engine } = world;
    const { call } = opened();
    engine.hold();
    for (let n = 0; n < 3; n++) call.subscribe(id);
    while (engine.held === 0) await turn();
    call.emit('drain');
    for (let n = 0; n < 5; n++) await turn();
    expect(engine.held).toBe(1);
    engine.release();
    while (engine.history.followCount < 3) await turn();
  });

  it('given a session that is subscribed to again, then the subscription before ends', async () => {
    const id = await session();
    const { call } = opened();
    call.subscribe(id);
    call.subscribe(id);
    while (world.engine.history.followCount < 2) await turn();
    while (call.written < 2) await turn();
    expect(world.engine.history.followers(id)).toBe(1);
  });
});

describe('a stream that is over', () => {
  it('given its client does not read, then what is still sent is read and dropped, and nobody is told more', async () => {
    const id = await session();
    const { call, stream } = opened();
    call.isReading = false;
    call.subscribe(id);
    while (!call.writableNeedDrain) await turn();
    // One more is handled, and no next one is taken.
    call.subscribe(id);
    while (world.engine.history.followCount < 2) await turn();
    for (let n = 0; n < 5; n++) await turn();
    expect(call.isPaused()).toBe(true);

    const waiting = call.writableLength;
    stream.refuse(reject('FORBIDDEN'));
    stream.refuse(reject('RATE_LIMITED'));
    stream.writeError(reject('FORBIDDEN'), 'm');
    const { followCount } = world.engine.history;
    for (let n = 0; n < 3; n++) call.subscribe(id);
    call.push(null);
    while (call.readableLength > 0) await turn();
    call.emit('cancelled', 'cancelled');
    for (let n = 0; n < 5; n++) await turn();

    expect(call.failures).toMatchObject([{ details: 'Forbidden' }]);
    expect([call.writableLength, call.writableEnded]).toEqual([waiting, false]);
    expect([world.metrics.edge.streamsOpen, world.engine.history.followCount]).toEqual([0, followCount]);
    expect(world.engine.history.followers(id)).toBe(0);
  });

  it('given it is to follow a session only then, then nothing is left that follows', async () => {
    const id = await session();
    const { call, stream } = opened();
    call.emit('cancelled', 'cancelled');
    await stream.follow(id, 0);
    expect([world.engine.history.followCount, world.engine.history.followers(id)]).toEqual([1, 0]);
  });

  it('given it is not, then that is what follows', async () => {
    const id = await session();
    await opened().stream.follow(id, 0);
    expect(world.engine.history.followers(id)).toBe(1);
  });
});
