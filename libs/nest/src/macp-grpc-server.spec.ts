/** The gRPC transport over real connections: routes, health, bound port, bind faults, drain, TLS. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, Metadata, credentials, status } from '@grpc/grpc-js';
import type {
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceError,
  sendUnaryData,
} from '@grpc/grpc-js';
import { StartupFault } from '@macp/config';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GrpcCall, GrpcRoutes, GrpcRoutesModule } from './grpc-routes.js';
import { MacpGrpcServer } from './macp-grpc-server.js';
import type { MacpGrpcServerOptions } from './macp-grpc-server.js';
import { serverCredentials } from './server-credentials.js';

const identity = (bytes: Buffer): Buffer => bytes;
const shape = {
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
};
const definition = {
  Echo: { path: '/spec.Service/Echo', requestStream: false, responseStream: false, ...shape },
  Hold: { path: '/spec.Service/Hold', requestStream: true, responseStream: true, ...shape },
  Stall: { path: '/spec.Service/Stall', requestStream: false, responseStream: false, ...shape },
  Flood: { path: '/spec.Service/Flood', requestStream: false, responseStream: true, ...shape },
  Missing: { path: '/spec.Service/Missing', requestStream: false, responseStream: false, ...shape },
};

@Controller()
class EchoController {
  private readonly greeting = 'hello ';

  @GrpcCall('Echo')
  echo(call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void {
    answer(null, Buffer.concat([Buffer.from(this.greeting), call.request]));
  }

  @GrpcCall('Hold')
  hold(call: ServerDuplexStream<Buffer, Buffer>): void {
    call.on('data', (bytes: Buffer) => call.write(bytes));
    call.on('end', () => call.end());
  }
}

/** What `Stall` was called with, and what answers it. */
const stalled: (() => void)[] = [];

@Controller()
class PatientController {
  @GrpcCall('Stall')
  stall(call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void {
    stalled.push(() => answer(null, call.request));
  }

  /** Writes more than flow control lets through, and goes on. */
  @GrpcCall('Flood')
  flood(call: ServerWritableStream<Buffer, Buffer>): void {
    for (let n = 0; n < 100; n++) call.write(Buffer.alloc(10_000));
  }
}

@Module({ controllers: [EchoController, PatientController] })
class EchoModule {}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  stalled.length = 0;
});

async function start(overrides: Partial<MacpGrpcServerOptions> = {}) {
  const routes = new GrpcRoutes();
  const server = new MacpGrpcServer({
    address: { host: '127.0.0.1', port: 0 },
    addressVariable: 'MACP_BIND_ADDR',
    serviceName: 'spec.Service',
    definition,
    routes,
    receiveBytesMax: 1000,
    concurrentStreamsMax: 100,
    ...overrides,
  });
  const module = { module: EchoModule, imports: [GrpcRoutesModule.forRoot(routes)] };
  const app = await NestFactory.createMicroservice(module, { strategy: server, logger: false, abortOnError: false });
  await app.listen();
  cleanups.push(() => app.close());
  return { server, routes, port: server.address!.port };
}

function connect(port: number, channel = credentials.createInsecure()): Client {
  const client = new Client(`127.0.0.1:${port}`, channel);
  cleanups.push(() => client.close());
  return client;
}

function unary(client: Client, path: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    client.makeUnaryRequest(
      path,
      identity,
      identity,
      bytes,
      new Metadata(),
      {},
      (error: ServiceError | null, answer) => (error === null ? resolve(answer!) : reject(error)),
    ),
  );
}

/** `grpc.health.v1`: the request's only field is the service name. */
async function health(client: Client, service: string): Promise<number | undefined> {
  const name = Buffer.from(service);
  const request = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const answer = await unary(client, '/grpc.health.v1.Health/Check', request);
  return answer[1];
}

describe('routes', () => {
  it('call the bound controller method', async () => {
    const { port, routes } = await start();
    expect(routes.names()).toEqual(['Echo', 'Flood', 'Hold', 'Stall']);
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
    expect(await ended).toMatchObject({ code: status.CANCELLED });
  });
});

describe('TLS', () => {
  function directory(): string {
    const made = mkdtempSync(join(tmpdir(), 'tls-'));
    cleanups.push(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  function keyPair(): { readonly tlsCertPath: string; readonly tlsKeyPath: string } {
    const made = directory();
    const tlsKeyPath = join(made, 'key.pem');
    const tlsCertPath = join(made, 'cert.pem');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
    const files = ['-keyout', tlsKeyPath, '-out', tlsCertPath];
    execFileSync('openssl', ['req', ...kind, ...files, ...subject], { stdio: 'ignore' });
    return { tlsCertPath, tlsKeyPath };
  }

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
