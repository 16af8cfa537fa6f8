/** A link gives up a peer that says nothing, by a clock that nobody sets, and one that slows it down only so much later. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { offsetsRequest } from './kafka-apis.js';
import { KafkaUnavailable } from './kafka-errors.js';
import { KafkaLink } from './kafka-link.js';
import type { KafkaLinkOptions, WireRequest } from './kafka-link.js';
import { scriptedPeer, versionsOf } from './testing/scripted-peer.js';
import type { Answers, ScriptedPeer } from './testing/scripted-peer.js';
import { WireWriter } from './wire-writer.js';

const LIST_OFFSETS = 2;
const SASL_HANDSHAKE = 17;
const API_VERSIONS = 18;
const SASL_AUTHENTICATE = 36;
const REQUEST_TIMEOUT_MS = 5000;
const HOUR_MS = 3_600_000;
const ends = offsetsRequest([], 'end', 'uncommitted');

const versions = (): Buffer => versionsOf(LIST_OFFSETS, SASL_HANDSHAKE, API_VERSIONS, SASL_AUTHENTICATE);

const handshake = (): Buffer =>
  new WireWriter().int16(0).array(['PLAIN'], (each, mechanism) => each.string(mechanism)).bytes;

const offsets = (throttleTimeMs: number): Buffer => new WireWriter().int32(throttleTimeMs).int32(0).bytes;

describe('KafkaLink', () => {
  let scripted: ScriptedPeer;
  /** Keys of the requests that have come. */
  let asked: number[];
  let wake: () => void;

  beforeEach(() => {
    asked = [];
    wake = () => undefined;
    // Time passes when a test says so, and only for timers.
    jest.useFakeTimers({ doNotFake: ['Date', 'performance', 'nextTick', 'queueMicrotask', 'setImmediate'] });
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    scripted.close();
  });

  /** A peer on the wire of Kafka. */
  async function peer(answers: Answers): Promise<KafkaLinkOptions> {
    scripted = await scriptedPeer(answers, (key) => {
      asked.push(key);
      wake();
    });
    const { port } = scripted;
    const limits = { connectTimeoutMs: 5000, requestTimeoutMs: REQUEST_TIMEOUT_MS };
    return { host: '127.0.0.1', port, clientId: 'test', tls: undefined, sasl: undefined, ...limits };
  }

  async function untilAsked(key: number, times = 1): Promise<void> {
    while (asked.filter((each) => each === key).length < times) {
      await new Promise<void>((resolve) => void (wake = resolve));
    }
  }

  it('is not opened with a peer that falls silent while it authenticates', async () => {
    const options = await peer({ [API_VERSIONS]: versions, [SASL_HANDSHAKE]: handshake });
    const sasl = { mechanism: 'plain', username: 'macp', password: 'secret' } as const;
    const opening = expect(KafkaLink.open({ ...options, sasl })).rejects.toBeInstanceOf(KafkaUnavailable);
    await untilAsked(SASL_AUTHENTICATE);
    jest.advanceTimersByTime(REQUEST_TIMEOUT_MS);
    await opening;
  });

  it('gives up a silent peer though the wall clock is set back meanwhile', async () => {
    const link = await KafkaLink.open(await peer({ [API_VERSIONS]: versions }));
    const failing = expect(link.send(ends)).rejects.toBeInstanceOf(KafkaUnavailable);
    await untilAsked(LIST_OFFSETS);
    const nowMs = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs - HOUR_MS);
    jest.advanceTimersByTime(REQUEST_TIMEOUT_MS);
    await failing;
    expect(link.isOpen).toBe(false);
  });

  it('waits longer for a peer that says that it slows this client down', async () => {
    let tell = (_body: Buffer): void => undefined;
    const held = new Promise<Buffer>((resolve) => (tell = resolve));
    const said = [() => offsets(4 * REQUEST_TIMEOUT_MS), () => held];
    const link = await KafkaLink.open(await peer({ [API_VERSIONS]: versions, [LIST_OFFSETS]: () => said.shift()!() }));
    await link.send(ends);
    const slow = link.send(ends);
    await untilAsked(LIST_OFFSETS, 2);
    jest.advanceTimersByTime(2 * REQUEST_TIMEOUT_MS);
    tell(offsets(0));
    await expect(slow).resolves.toEqual([]);
    link.close();
  });
});

describe('a link whose peer tells its versions and then', () => {
  const REQUESTS = 12;
  const BODY_BYTES = 900_000;
  /** Size, key, version, correlation id and client id. */
  const HEADER_BYTES = 18;
  const FRAME_BYTES = HEADER_BYTES + BODY_BYTES;

  const filledWith = (byte: number): WireRequest<void> => ({
    apiKey: LIST_OFFSETS,
    apiVersion: 1,
    name: 'ListOffsets',
    isFlexible: false,
    bytes: BODY_BYTES,
    write: (writer) => void writer.raw(Buffer.alloc(BODY_BYTES, byte)),
    read: () => undefined,
  });

  let taken: Socket | undefined;
  let close = (): void => undefined;
  afterEach(() => close());

  async function openTo(onTold: (socket: Socket) => void): Promise<KafkaLink> {
    const server = createServer((socket) => {
      taken = socket.on('error', () => undefined);
      socket.once('data', (request: Buffer) => {
        onTold(socket);
        const body = versions();
        socket.write(
          new WireWriter()
            .int32(4 + body.length)
            .raw(request.subarray(8, 12))
            .raw(body).bytes,
        );
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const limits = { connectTimeoutMs: 30_000, requestTimeoutMs: 30_000 };
    close = () => {
      taken?.destroy();
      server.close();
    };
    return KafkaLink.open({
      host: '127.0.0.1',
      port,
      clientId: 'test',
      tls: undefined,
      sasl: undefined,
      ...limits,
    });
  }

  it('reads nothing: given frames that have not left, when more are written, then each arrives as it was written', async () => {
    const link = await openTo((socket) => void socket.pause());
    const sent = Array.from({ length: REQUESTS }, (_, n) => link.send(filledWith(n + 1)).catch(() => undefined));
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of taken!) {
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      if (bytes >= REQUESTS * FRAME_BYTES) break;
    }
    const all = Buffer.concat(pieces);
    for (let n = 0; n < REQUESTS; n += 1) {
      const body = all.subarray((n + 1) * FRAME_BYTES - BODY_BYTES, (n + 1) * FRAME_BYTES);
      expect(body.equals(Buffer.alloc(BODY_BYTES, n + 1))).toBe(true);
    }
    link.close();
    await Promise.all(sent);
  });

  it('says what is no answer: given a request on its way, when that comes, then the link is closed and says why', async () => {
    const link = await openTo((socket) => {
      socket.once('data', () => void socket.write(new WireWriter().int32(-1).bytes));
    });
    await expect(link.send(ends)).rejects.toMatchObject({
      name: 'KafkaUnavailable',
      cause: expect.objectContaining({ message: 'the broker announces an answer of -1 bytes' }),
    });
    expect(link.isOpen).toBe(false);
  });
});
