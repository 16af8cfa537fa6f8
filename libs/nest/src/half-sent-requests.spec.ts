/** Messages that do not come in full are not kept for ever (runtime specification §8); silence on a stream is nobody's harm. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { describe, expect, it } from '@jest/globals';
import { serverCredentials } from './server-credentials.js';
import { cleanups, connect, keyPair, start, unary } from './testing/grpc-world.js';

const LONG_MS = 600_000;
/** Short, and longer than a busy machine needs to pass a message on. */
const WITHIN_MS = 700;
const HEAD = Buffer.from([0, 0, 0, 0, 3]);
const WHOLE = Buffer.concat([HEAD, Buffer.from('you')]);

async function session(port: number, ca?: Buffer): Promise<ClientHttp2Session> {
  const opened =
    ca === undefined ? connectHttp2(`http://127.0.0.1:${port}`) : connectHttp2(`https://127.0.0.1:${port}`, { ca });
  opened.on('error', () => undefined);
  cleanups.push(() => opened.destroy());
  await once(opened, 'remoteSettings');
  return opened;
}

function request(client: ClientHttp2Session, rpc: string): ClientHttp2Stream {
  const path = `/spec.Service/${rpc}`;
  const head = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  return client.request(head).on('error', () => undefined);
}

const TIMED_OUT = { 'grpc-status': '1', 'grpc-message': 'Timeout%20expired' };

/** What the server said in the end, which may be its first word, once it has closed the stream that the client keeps open. */
async function ended(stream: ClientHttp2Stream): Promise<IncomingHttpHeaders> {
  let said: IncomingHttpHeaders = {};
  stream.on('response', (headers) => (said = { ...said, ...headers }));
  stream.on('trailers', (headers) => (said = { ...said, ...headers }));
  const closed = once(stream, 'close');
  stream.resume();
  await closed;
  // Node 20 loops for ever when a session is destroyed from within the end of one of its streams.
  await new Promise((resolve) => setImmediate(resolve));
  return said;
}

describe('a request that does not come in full in time', () => {
  it.each<[string, readonly Buffer[]]>([
    ['has no message', []],
    ['has only the size of it', [HEAD]],
    ['has half of it', [WHOLE.subarray(0, 6)]],
    ['has all of it, and does not end', [WHOLE]],
  ])('is ended, and its stream closed, when it %s, while others are answered', async (_name, sent) => {
    const { server, port } = await start({ requestWithinMs: WITHIN_MS });
    const stream = request(await session(port), 'Echo');
    for (const bytes of sent) stream.write(bytes);
    expect(String(await unary(connect(port), '/spec.Service/Echo', Buffer.from('you')))).toBe('hello you');
    const said = await ended(stream);
    expect(said).toMatchObject(TIMED_OUT);
    expect(said['macp-error-code']).toBeUndefined();
    expect(await server.drain(LONG_MS)).toBe(true);
  });

  it('is ended under TLS, too', async () => {
    const pair = keyPair();
    const credentials = serverCredentials({ ...pair, allowInsecure: false });
    const { port } = await start({ requestWithinMs: WITHIN_MS, credentials });
    const stream = request(await session(port, readFileSync(pair.tlsCertPath)), 'Echo');
    stream.write(HEAD);
    expect(await ended(stream)).toMatchObject(TIMED_OUT);
  });

  it('is ended where the answer would be a stream', async () => {
    const { port } = await start({ requestWithinMs: WITHIN_MS });
    const stream = request(await session(port), 'Flood');
    stream.write(HEAD);
    expect(await ended(stream)).toMatchObject(TIMED_OUT);
  });

  it('is ended on every stream of a connection, and the connection goes on', async () => {
    const { port } = await start({ requestWithinMs: WITHIN_MS });
    const client = await session(port);
    const streams = Array.from({ length: 100 }, () => request(client, 'Echo'));
    for (const stream of streams) stream.write(HEAD);
    for (const said of await Promise.all(streams.map(ended))) expect(said).toMatchObject(TIMED_OUT);
    const stream = request(client, 'Echo');
    stream.end(WHOLE);
    expect(await ended(stream)).toMatchObject({ 'grpc-status': '0' });
  });
});

describe('a request that takes its time', () => {
  it('is answered when it comes byte by byte, in time', async () => {
    const { port } = await start({ requestWithinMs: LONG_MS });
    const stream = request(await session(port), 'Echo');
    for (const byte of WHOLE) await new Promise((resolve) => stream.write(Buffer.from([byte]), resolve));
    const answered = once(stream, 'data');
    stream.end();
    expect(String(((await answered) as [Buffer])[0].subarray(5))).toBe('hello you');
  });

  it('is not ended for an answer that takes longer than the request may', async () => {
    const { port } = await start({ requestWithinMs: WITHIN_MS });
    const client = await session(port);
    const patient = request(client, 'Stall');
    patient.resume().end(WHOLE);
    let isClosed = false;
    patient.once('close', () => (isClosed = true));
    const late = request(client, 'Echo');
    late.write(HEAD);
    // Begun after the patient one, and given as long; so is the next one.
    expect(await ended(late)).toMatchObject(TIMED_OUT);
    const later = request(client, 'Echo');
    later.write(HEAD);
    expect(await ended(later)).toMatchObject(TIMED_OUT);
    expect(isClosed).toBe(false);
  });
});

describe('a stream', () => {
  it('stays while nothing is said on it, before and after its messages', async () => {
    const { port } = await start({ requestWithinMs: WITHIN_MS });
    const client = await session(port);
    const [silent, spoken] = [request(client, 'Hold'), request(client, 'Hold')];
    spoken.write(WHOLE);
    await once(spoken, 'data');
    const late = request(client, 'Echo');
    late.write(HEAD);
    expect(await ended(late)).toMatchObject(TIMED_OUT);
    for (const stream of [silent, spoken]) {
      stream.write(WHOLE);
      const [answer] = (await once(stream, 'data')) as [Buffer];
      expect(String(answer.subarray(5))).toBe('you');
    }
  });

  it.each<[string, readonly Buffer[]]>([
    ['the first', [WHOLE.subarray(0, 6)]],
    ['a later one', [WHOLE, WHOLE.subarray(0, 2)]],
    ['one that came with the end of another', [WHOLE.subarray(0, 6), Buffer.concat([WHOLE.subarray(6), HEAD])]],
  ])('is ended when a message was begun and does not come in full: %s', async (_name, sent) => {
    const { port } = await start({ requestWithinMs: WITHIN_MS });
    const stream = request(await session(port), 'Hold');
    for (const bytes of sent) await new Promise((resolve) => stream.write(bytes, resolve));
    expect(await ended(stream)).toMatchObject(TIMED_OUT);
  });
});
