/** Connections that say nothing, or never go: none is kept for long, none is waited for, and no call suffers from it. */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { credentials, status } from '@grpc/grpc-js';
import { serverCredentials } from './server-credentials.js';
import { cleanups, connect, identity, keyPair, start, unary } from './testing/grpc-world.js';

const LONG_MS = 600_000;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const PING = Buffer.from([0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/** A ClientHello that says how long it is, and then ends. */
const HALF_A_HELLO = Buffer.from([0x16, 3, 1, 2, 0, 1]);

/** A connection that never closes by itself, whatever the server does; resolves once the server has accepted it. */
async function stubborn(port: number, bytes: Buffer | string = ''): Promise<Socket> {
  const socket = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  cleanups.push(() => socket.destroy());
  await once(socket, 'connect');
  if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve));
  return socket;
}

/** Resolves when the server has nothing to say on the connection any more. */
async function torn(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await Promise.race([once(socket, 'close'), once(socket, 'end')]);
}

/** Resolves when the server has let the connection go: what is written then meets nobody. */
async function gone(socket: Socket): Promise<void> {
  while (socket.errored === null && !socket.closed) {
    socket.write(PING);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Resolves when `text` has come in, in one piece. */
function heard(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) =>
    socket.on('data', (bytes: Buffer) => {
      if (bytes.includes(text)) resolve();
    }),
  );
}

/** One HTTP/2 frame on the first stream. */
function frame(type: number, flags: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0, 0, payload.length, type, flags, 0, 0, 0, 1]), payload]);
}

const END_STREAM = 1;
const END_HEADERS = 4;

/** The first words of a client, and a call; each header is a literal of its own (RFC 7541 §6.2.2). */
function call(path: string, message: string): Buffer {
  const pseudo = { ':method': 'POST', ':scheme': 'http', ':authority': 'server', ':path': path };
  const lines = Object.entries({ ...pseudo, 'content-type': 'application/grpc', te: 'trailers' }).flatMap((line) => [
    Buffer.from([0]),
    ...line.flatMap((text) => [Buffer.from([text.length]), Buffer.from(text)]),
  ]);
  const data = Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), Buffer.from(message)]);
  const head = frame(1, END_HEADERS, Buffer.concat(lines));
  return Buffer.concat([Buffer.from(PREFACE), SETTINGS, head, frame(0, 0, data)]);
}

/** An HTTP/2 client that asks nothing yet. */
async function http2(port: number): Promise<ClientHttp2Session> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  session.on('error', () => undefined);
  cleanups.push(() => session.destroy());
  await once(session, 'remoteSettings');
  return session;
}

function request(session: ClientHttp2Session, path: string): ClientHttp2Stream {
  const head = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  return session.request(head).on('error', () => undefined);
}

/** Resolves once the server knows of everything that came in before. */
async function arrivedAt(port: number): Promise<void> {
  await unary(connect(port), '/spec.Service/Echo', Buffer.alloc(0));
}

describe('pings', () => {
  it('come to a connection again and again, and one that answers stays', async () => {
    // Also what a busy machine has to answer one.
    const { port } = await start({ keepaliveMs: 1_000 });
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    cleanups.push(() => session.destroy());
    await once(session, 'ping');
    await once(session, 'ping');
    expect(session.destroyed).toBe(false);
  });

  it('let a connection go that does not answer', async () => {
    const { port } = await start({ keepaliveMs: 50, prefaceWithinMs: LONG_MS });
    const silent = await stubborn(port, Buffer.concat([Buffer.from(PREFACE), SETTINGS]));
    await torn(silent);
  });
});

describe('a connection that does not begin to speak HTTP/2 in time', () => {
  it.each<[string, Buffer | string]>([
    ['says nothing', ''],
    ['begins, and stops', PREFACE.slice(0, 20)],
    ['says only half of its first words', PREFACE],
  ])('and %s is closed, while one that asks nothing stays', async (_name, bytes) => {
    const { port } = await start({ prefaceWithinMs: 400 });
    const session = await http2(port);
    const mute = await stubborn(port, bytes);
    await torn(mute);
    const stream = request(session, '/spec.Service/Echo');
    stream.end(Buffer.alloc(5));
    const [headers] = (await once(stream, 'response')) as [{ ':status'?: number }];
    expect(headers[':status']).toBe(200);
  });

  it.each<[string, Buffer | string]>([
    ['never begins the handshake', ''],
    ['stops in the midst of it', HALF_A_HELLO],
  ])('is closed under TLS, too, when it %s', async (_name, bytes) => {
    const pair = keyPair();
    const credentialsOf = serverCredentials({ ...pair, allowInsecure: false });
    const { port } = await start({ prefaceWithinMs: 400, credentials: credentialsOf });
    await torn(await stubborn(port, bytes));
    const trusting = connect(port, credentials.createSsl(readFileSync(pair.tlsCertPath)));
    expect(String(await unary(trusting, '/spec.Service/Echo', Buffer.alloc(0)))).toBe('hello ');
  });

  it('is closed under TLS when it says nothing after the handshake', async () => {
    const pair = keyPair();
    const credentialsOf = serverCredentials({ ...pair, allowInsecure: false });
    const { port } = await start({ prefaceWithinMs: 400, credentials: credentialsOf });
    const mute = connectTls({ port, host: '127.0.0.1', ca: readFileSync(pair.tlsCertPath), ALPNProtocols: ['h2'] });
    mute.on('error', () => undefined);
    await once(mute, 'secureConnect');
    await torn(mute);
  });
});

describe('a drain', () => {
  it.each<[string, Buffer | string]>([
    ['say nothing', ''],
    ['stop in the midst of their first words', PREFACE.slice(0, 20)],
    ['ask nothing and never go', Buffer.concat([Buffer.from(PREFACE), SETTINGS])],
    ['speak another language', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('does not wait for connections that %s', async (_name, bytes) => {
    const { server, port } = await start({ prefaceWithinMs: LONG_MS });
    const sockets = await Promise.all(Array.from({ length: 5 }, () => stubborn(port, bytes)));
    await arrivedAt(port);
    expect(await server.drain(LONG_MS)).toBe(true);
    await Promise.all(sockets.map(gone));
  });

  it.each<[string, Buffer | string]>([
    ['never begin the handshake', ''],
    ['stop in the midst of it', HALF_A_HELLO],
  ])('does not wait under TLS for connections that %s', async (_name, bytes) => {
    const pair = keyPair();
    const secured = { prefaceWithinMs: LONG_MS, credentials: serverCredentials({ ...pair, allowInsecure: false }) };
    const { server, port } = await start(secured);
    await stubborn(port, bytes);
    const trusting = connect(port, credentials.createSsl(readFileSync(pair.tlsCertPath)));
    await unary(trusting, '/spec.Service/Echo', Buffer.alloc(0));
    expect(await server.drain(LONG_MS)).toBe(true);
  });

  it('lets a request come in that was on its way, and answers it, whoever else says nothing', async () => {
    const { server, port } = await start({ prefaceWithinMs: LONG_MS });
    const mute = await stubborn(port);
    const session = await http2(port);
    const stream = request(session, '/spec.Service/Echo');
    const answered = once(stream, 'data');
    stream.write(Buffer.from([0, 0, 0, 0, 3]));
    await arrivedAt(port);
    const drained = server.drain(LONG_MS);
    await torn(mute);
    stream.end(Buffer.from('you'));
    expect(String(((await answered) as [Buffer])[0].subarray(5))).toBe('hello you');
    expect(await drained).toBe(true);
  });

  it('closes a connection that never goes once its last call has ended', async () => {
    const { server, port } = await start({ prefaceWithinMs: LONG_MS });
    const socket = await stubborn(port, call('/spec.Service/Hold', 'one'));
    await heard(socket, 'one');
    const drained = server.drain(LONG_MS);
    socket.write(frame(0, END_STREAM, Buffer.alloc(0)));
    expect(await drained).toBe(true);
    await gone(socket);
  });

  it('leaves no connection behind at the deadline, not even that of a client that does not read', async () => {
    const { server, port } = await start({ prefaceWithinMs: LONG_MS });
    const stream = connect(port).makeBidiStreamRequest('/spec.Service/Hold', identity, identity);
    const ended = new Promise((resolve) => stream.once('error', resolve));
    stream.write(Buffer.from('one'));
    const socket = await stubborn(port, call('/spec.Service/Flood', 'two'));
    await once(socket, 'readable');
    await once(stream, 'data');
    expect(await server.drain(20)).toBe(false);
    expect(await ended).toMatchObject({ code: status.UNAVAILABLE });
    await gone(socket);
  });
});
