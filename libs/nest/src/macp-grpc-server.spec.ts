/** The gRPC transport over real connections: routes, health, bound port, bind faults, drain, TLS. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { credentials, status } from '@grpc/grpc-js';
import type { Client, ClientUnaryCall } from '@grpc/grpc-js';
import { StartupFault } from '@macp/config';
import { GrpcRoutes } from './grpc-routes.js';
import { serverCredentials } from './server-credentials.js';
import { connect, directory, health, identity, keyPair, stalled, start, unary } from './testing/grpc-world.js';

describe('routes', () => {
  it('call the bound controller method', async () => {
    const { port, routes } = await start();
    expect(routes.names()).toEqual(['Echo', 'Flood', 'Hold', 'Stall', 'Twice']);
    expect(String(await unary(connect(port), '/spec.Service/Echo', Buffer.from('you')))).toBe('hello you');
  });

  it('that are missing answer UNIMPLEMENTED', async () => {
    const { port } = await start();
    await expect(unary(connect(port), '/spec.Service/Missing', Buffer.alloc(0))).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
    });
  });

  it('exist once each', () => {
    const routes = new GrpcRoutes();
    routes.add('Echo', () => undefined);
    expect(() => routes.add('Echo', () => undefined)).toThrow('two handlers for the RPC Echo');
  });
});

describe('the server', () => {
  it('is healthy as a whole and by name, and knows nothing of others', async () => {
    const client = connect((await start()).port);
    const serving = 1;
    expect(await health(client, '')).toBe(serving);
    expect(await health(client, 'spec.Service')).toBe(serving);
    await expect(health(client, 'other.Service')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  it('refuses messages above its limit', async () => {
    const client = connect((await start()).port);
    expect(await unary(client, '/spec.Service/Echo', Buffer.alloc(1000))).toHaveLength(1006);
    await expect(unary(client, '/spec.Service/Echo', Buffer.alloc(1001))).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
  });

  it('says in one sentence that its address is taken', async () => {
    const { port } = await start();
    const fault = await start({ address: { host: '127.0.0.1', port } }).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(StartupFault);
    expect((fault as Error).message).toBe(
      `MACP_BIND_ADDR: cannot listen on 127.0.0.1:${port}: the address is already in use`,
    );
  });
});

describe('calls of one connection', () => {
  const stall = (client: Client): ClientUnaryCall =>
    client.makeUnaryRequest('/spec.Service/Stall', identity, identity, Buffer.alloc(0), () => undefined);
  const untilStalled = async (calls: number): Promise<void> => {
    while (stalled.length < calls) await new Promise((resolve) => setImmediate(resolve));
  };

  it('that are cancelled while they wait are never worked on', async () => {
    const client = connect((await start({ callsPerConnectionMax: 1 })).port);
    stall(client);
    await untilStalled(1);
    const gone = stall(client);
    // Each answer comes behind what was sent before it.
    await health(client, '');
    gone.cancel();
    await health(client, '');
    stalled[0]!();
    let isAnswered = false;
    void unary(client, '/spec.Service/Stall', Buffer.alloc(0)).then(() => (isAnswered = true));
    await untilStalled(2);
    stalled[1]!();
    await health(client, '');
    expect([isAnswered, stalled.length]).toEqual([true, 2]);
  });

  it('that are cancelled while they are worked on keep their places, however few streams there may be', async () => {
    const client = connect((await start({ callsPerConnectionMax: 2, concurrentStreamsMax: 2 })).port);
    const gone = [stall(client), stall(client)];
    await untilStalled(2);
    for (const call of gone) call.cancel();
    stall(client);
    await health(client, '');
    expect(stalled).toHaveLength(2);
    stalled[0]!();
    await untilStalled(3);
  });
});

describe('a drain', () => {
  it('without open calls ends by itself, and nobody is served afterwards', async () => {
    const { server, port } = await start();
    const client = connect(port);
    await unary(client, '/spec.Service/Echo', Buffer.alloc(0));
    expect(await server.drain(10_000)).toBe(true);
    expect(server.address).toBeUndefined();
    await expect(unary(connect(port), '/spec.Service/Echo', Buffer.alloc(0))).rejects.toMatchObject({
      code: status.UNAVAILABLE,
    });
  });

  it('waits for a stream that goes on, and lets it finish', async () => {
    const { server, port } = await start();
    const stream = connect(port).makeBidiStreamRequest('/spec.Service/Hold', identity, identity);
    const echoed: string[] = [];
    const next = (): Promise<void> =>
      new Promise((resolve) => stream.once('data', (b) => resolve(void echoed.push(String(b)))));
    stream.write(Buffer.from('one'));
    await next();
    const drained = server.drain(10_000);
    stream.write(Buffer.from('two'));
    await next();
    stream.end();
    expect(await drained).toBe(true);
    expect(echoed).toEqual(['one', 'two']);
  });

  it('ends streams that are open at the deadline as unavailable', async () => {
    const { server, port } = await start();
    const stream = connect(port).makeBidiStreamRequest('/spec.Service/Hold', identity, identity);
    const ended = new Promise((resolve) => stream.once('error', resolve));
    const answered = new Promise((resolve) => stream.once('data', resolve));
    stream.write(Buffer.from('one'));
    await answered;
    expect(await server.drain(20)).toBe(false);
    expect(await ended).toMatchObject({ code: status.UNAVAILABLE, details: 'the server is shutting down' });
  });

  it('answers requests that are open at the deadline as unavailable, those that wait for their turn, too', async () => {
    const { server, port } = await start({ callsPerConnectionMax: 1 });
    const client = connect(port);
    const calls = ['a', 'b'].map((text) => unary(client, '/spec.Service/Stall', Buffer.from(text)));
    const ends = Promise.all(calls.map((call) => call.catch((error: unknown) => error)));
    while (stalled.length === 0) await new Promise((resolve) => setImmediate(resolve));
    // Both requests came on one connection, and this answer comes behind them.
    expect(await health(client, '')).toBe(1);
    expect(await server.drain(20)).toBe(false);
    for (const end of await ends) expect(end).toMatchObject({ code: status.UNAVAILABLE });
    expect(() => stalled[0]!()).not.toThrow();
  });

  it('does not wait for a client that does not read', async () => {
    const { server, port } = await start();
    const stream = connect(port).makeServerStreamRequest('/spec.Service/Flood', identity, identity, Buffer.alloc(0));
    const ended = new Promise((resolve) => stream.once('error', resolve));
    await new Promise((resolve) => stream.once('data', () => resolve(stream.pause())));
    expect(await server.drain(20)).toBe(false);
    stream.resume();
    expect(await ended).toMatchObject({ code: status.UNAVAILABLE });
  });
});

describe('TLS', () => {
  it('is demanded unless insecure operation was asked for', async () => {
    const none = { tlsCertPath: undefined, tlsKeyPath: undefined };
    expect(() => serverCredentials({ ...none, allowInsecure: false })).toThrow(
      new StartupFault('TLS is required unless MACP_ALLOW_INSECURE=1 is set'),
    );
    const { port } = await start({ credentials: serverCredentials({ ...none, allowInsecure: true }) });
    expect(String(await unary(connect(port), '/spec.Service/Echo', Buffer.alloc(0)))).toBe('hello ');
  });

  it('serves those who trust the certificate, and nobody in plaintext, insecure flag or not', async () => {
    const pair = keyPair();
    const { port } = await start({ credentials: serverCredentials({ ...pair, allowInsecure: true }) });
    const trusting = connect(port, credentials.createSsl(readFileSync(pair.tlsCertPath)));
    expect(String(await unary(trusting, '/spec.Service/Echo', Buffer.alloc(0)))).toBe('hello ');
    await expect(unary(connect(port), '/spec.Service/Echo', Buffer.alloc(0))).rejects.toMatchObject({
      code: status.UNAVAILABLE,
    });
  });

  it('that cannot work aborts the start', () => {
    const made = directory();
    const tlsCertPath = join(made, 'cert.pem');
    const tlsKeyPath = join(made, 'key.pem');
    writeFileSync(tlsCertPath, 'no certificate');
    writeFileSync(tlsKeyPath, 'no key');
    expect(() => serverCredentials({ tlsCertPath, tlsKeyPath, allowInsecure: false })).toThrow(
      /^MACP_TLS_CERT_PATH\/MACP_TLS_KEY_PATH: not a usable key pair: /,
    );
  });
});
