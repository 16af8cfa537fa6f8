import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TcpProxy } from './tcp-proxy.js';

/** A server that sends back what it gets, and a client of it through a proxy. */
describe('TcpProxy', () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  const sockets: Socket[] = [];
  let proxy: TcpProxy;

  beforeEach(async () => {
    if (!server.listening) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    proxy = await TcpProxy.open({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await proxy.close();
    server.unref();
  });

  async function client(through: TcpProxy = proxy): Promise<Socket> {
    const socket = connect(through.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  async function read(socket: Socket, length: number): Promise<string> {
    let text = '';
    while (text.length < length) text += String(((await once(socket, 'data')) as [Buffer])[0]);
    return text;
  }

  it('passes bytes on, both ways and in order, also when they come late', async () => {
    // Given a connection that delays
    const socket = await client();
    proxy.delay(20);
    socket.write('a');
    // When the delay goes away while bytes are under way
    proxy.delay(0);
    socket.write('b');
    // Then what came first arrives first
    expect(await read(socket, 2)).toBe('ab');
  });

  it('cuts what is open, and takes what comes after', async () => {
    const socket = await client();
    socket.write('x');
    await read(socket, 1);
    proxy.cut();
    await once(socket, 'close');
    const next = await client();
    next.write('y');
    expect(await read(next, 1)).toBe('y');
  });

  it('holds bytes back while frozen, and lets all of them through after', async () => {
    const socket = await client();
    socket.write('0');
    await read(socket, 1);
    // Given answers that cannot get through
    proxy.freeze('to-client');
    let hasArrived = false;
    socket.once('data', () => (hasArrived = true));
    socket.write('12');
    // When a connection of another proxy has made a whole round in the meantime
    const other = await TcpProxy.open({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    const witness = await client(other);
    witness.write('w');
    await read(witness, 1);
    expect(hasArrived).toBe(false);
    // Then thawing delivers them
    const arriving = read(socket, 2);
    proxy.thaw();
    expect(await arriving).toBe('12');
    await other.close();
  });

  it('refuses connections until told to accept again', async () => {
    proxy.refuse();
    const refused = await client();
    await once(refused, 'close');
    proxy.accept();
    const accepted = await client();
    accepted.write('z');
    expect(await read(accepted, 1)).toBe('z');
  });

  it('loses exactly the next response with the API key', async () => {
    // Given Kafka's framing, where the echo is its own response (correlation id behind the length in both here)
    const kafka = await TcpProxy.open(
      { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
      { isKafka: true },
    );
    const socket = await client(kafka);
    const request = (apiKey: number, correlationId: number): Buffer => {
      const bytes = Buffer.alloc(12);
      bytes.writeInt32BE(8, 0);
      bytes.writeInt16BE(apiKey, 4);
      bytes.writeInt32BE(correlationId, 8);
      return bytes;
    };
    // The echoed frame begins with API key and version where a response has its correlation id
    const swallowed = kafka.swallowResponse(0);
    socket.write(request(0, 0));
    await swallowed;
    // When the next request is answered
    socket.write(request(0, 0));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    // Then it alone arrives
    expect(chunk).toEqual(request(0, 0));
    await kafka.close();
  });

  it('lets exactly the next request with the API key come twice, and its sender hears one answer', async () => {
    // Given a server that keeps what comes on each of its connections, and answers it
    const came: string[][] = [];
    const keeper = createServer((peer) => {
      const mine: string[] = [];
      came.push(mine);
      peer.on('error', () => undefined);
      peer.on('data', (chunk: Buffer) => {
        mine.push(chunk.toString('hex'));
        peer.write(chunk);
      });
    });
    keeper.listen(0, '127.0.0.1');
    await once(keeper, 'listening');
    const kafka = await TcpProxy.open(
      { host: '127.0.0.1', port: (keeper.address() as AddressInfo).port },
      { isKafka: true },
    );
    const socket = await client(kafka);
    const produce = Buffer.from('000000080000000000000000', 'hex');
    const other = Buffer.from('000000080003000000000000', 'hex');
    // When a request of another kind comes, and then two of the kind
    const repeated = kafka.repeatRequest(0, 5);
    for (const request of [other, produce, produce]) {
      socket.write(request);
      expect(await read(socket, request.length)).toBe(request.toString());
    }
    await repeated;
    while ((came[1] ?? []).length === 0) await new Promise(setImmediate);
    // Then only the first of the kind came a second time
    expect(came).toEqual([[other, produce, produce].map((each) => each.toString('hex')), [produce.toString('hex')]]);
    await kafka.close();
    keeper.close();
  });
});
