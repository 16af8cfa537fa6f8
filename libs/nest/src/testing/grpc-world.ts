/** A small gRPC service behind the real transport, on a free port, and clients of it. What was made goes after each test. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { Client, Metadata, credentials } from '@grpc/grpc-js';
import type {
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceError,
  sendUnaryData,
} from '@grpc/grpc-js';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GrpcCall, GrpcRoutes, GrpcRoutesModule } from '../grpc-routes.js';
import { MacpGrpcServer } from '../macp-grpc-server.js';
import type { MacpGrpcServerOptions } from '../macp-grpc-server.js';

export const identity = (bytes: Buffer): Buffer => bytes;
const shape = {
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
};
/** Requests that `Twice` cannot decode. */
export const UNDECODABLE = Buffer.from('?');

/** Called when `Twice` was sent one. */
export const undecoded: (() => void)[] = [];

function decodable(bytes: Buffer): Buffer {
  if (!bytes.equals(UNDECODABLE)) return bytes;
  for (const seen of undecoded.splice(0)) seen();
  throw new Error('undecodable');
}

const definition = {
  Echo: { path: '/spec.Service/Echo', requestStream: false, responseStream: false, ...shape },
  Hold: { path: '/spec.Service/Hold', requestStream: true, responseStream: true, ...shape },
  Twice: {
    path: '/spec.Service/Twice',
    requestStream: true,
    responseStream: true,
    ...shape,
    requestDeserialize: decodable,
  },
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
export const stalled: (() => void)[] = [];

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

/** Answers each message with two, each of them more than flow control lets through. */
@Controller()
class TalkativeController {
  @GrpcCall('Twice')
  twice(call: ServerDuplexStream<Buffer, Buffer>): void {
    call.on('data', (bytes: Buffer) => {
      for (let n = 0; n < 2; n++) call.write(Buffer.alloc(100_000, bytes));
    });
    call.on('end', () => call.end());
  }
}

@Module({ controllers: [EchoController, PatientController, TalkativeController] })
class EchoModule {}

export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  stalled.length = 0;
});

export async function start(overrides: Partial<MacpGrpcServerOptions> = {}) {
  const routes = new GrpcRoutes();
  const server = new MacpGrpcServer({
    address: { host: '127.0.0.1', port: 0 },
    addressVariable: 'MACP_BIND_ADDR',
    serviceName: 'spec.Service',
    definition,
    routes,
    receiveBytesMax: 1000,
    concurrentStreamsMax: 100,
    requestWithinMs: 600_000,
    ...overrides,
  });
  const module = { module: EchoModule, imports: [GrpcRoutesModule.forRoot(routes)] };
  const app = await NestFactory.createMicroservice(module, { strategy: server, logger: false, abortOnError: false });
  await app.listen();
  cleanups.push(() => app.close());
  return { server, routes, port: server.address!.port };
}

export function connect(port: number, channel = credentials.createInsecure()): Client {
  const client = new Client(`127.0.0.1:${port}`, channel);
  cleanups.push(() => client.close());
  return client;
}

export function unary(client: Client, path: string, bytes: Buffer): Promise<Buffer> {
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
export async function health(client: Client, service: string): Promise<number | undefined> {
  const name = Buffer.from(service);
  const request = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, name.length]), name]);
  const answer = await unary(client, '/grpc.health.v1.Health/Check', request);
  return answer[1];
}

export function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'tls-'));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

export function keyPair(): { readonly tlsCertPath: string; readonly tlsKeyPath: string } {
  const made = directory();
  const tlsKeyPath = join(made, 'key.pem');
  const tlsCertPath = join(made, 'cert.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  const files = ['-keyout', tlsKeyPath, '-out', tlsCertPath];
  execFileSync('openssl', ['req', ...kind, ...files, ...subject], { stdio: 'ignore' });
  return { tlsCertPath, tlsKeyPath };
}
