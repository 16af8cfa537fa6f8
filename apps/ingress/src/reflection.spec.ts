/** gRPC server reflection, opt-in (runtime specification §8): a client that knows nothing finds and calls the service. */
import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, credentials, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { schema } from '@macp/proto';
import type Protobuf from 'protobufjs';
import type { Root } from 'protobufjs';
import { ingressWorld } from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

// Both are CommonJS, and the second adds to the first.
const require = createRequire(import.meta.url);
const protobuf = require('protobufjs') as typeof Protobuf;
const { FileDescriptorProto } = require('protobufjs/ext/descriptor.js') as {
  FileDescriptorProto: { decode(bytes: Uint8Array): object };
};

const { root } = protobuf.parse(`syntax = "proto3";
message Request { string host = 1; oneof message_request { string file_by_filename = 3; string file_containing_symbol = 4;
  string all_extension_numbers_of_type = 6; string list_services = 7; } }
message Response { string valid_host = 1; Request original_request = 2; oneof message_response { Files files = 4;
  Services services = 6; Failure failure = 7; } }
message Files { repeated bytes file = 1; }
message Services { repeated Service service = 1; }
message Service { string name = 1; }
message Failure { int32 error_code = 1; string error_message = 2; }`);
const Request = root.lookupType('Request');
const Response = root.lookupType('Response');

interface Seen {
  readonly originalRequest: object;
  readonly files?: { readonly file: readonly Uint8Array[] };
  readonly services?: { readonly service: readonly { readonly name: string }[] };
  readonly failure?: { readonly errorCode: number };
}

let world: IngressWorld;
let client: Client;
afterEach(async () => {
  client.close();
  await world.close();
});

async function start(settings: Readonly<Record<string, string>>): Promise<void> {
  world = await ingressWorld(settings);
  client = new Client(`127.0.0.1:${world.port}`, credentials.createInsecure());
}

function ask(requests: readonly object[], version = 'v1'): Promise<readonly Seen[]> {
  return new Promise((resolve, reject) => {
    const call = client.makeBidiStreamRequest(
      `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
      (request: object) => Buffer.from(Request.encode(request).finish()),
      (bytes: Buffer) => Response.toObject(Response.decode(bytes)) as Seen,
    );
    const seen: Seen[] = [];
    call.on('data', (answer: Seen) => seen.push(answer));
    call.on('end', () => resolve(seen));
    call.on('error', (error: ServiceError) => reject(error));
    for (const request of requests) call.write(request);
    call.end();
  });
}

const one = async (request: object): Promise<Seen> => (await ask([request]))[0]!;

describe('reflection', () => {
  it.each(['v1', 'v1alpha'])('lists the services, as %s', async (version) => {
    await start({ GRPC_REFLECTION: '1' });
    const [seen] = await ask([{ listServices: '' }], version);
    expect(seen?.services?.service.map(({ name }) => name)).toEqual([
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
      'macp.v1.MACPRuntimeService',
    ]);
    expect(seen?.originalRequest).toEqual({ listServices: '' });
  });

  it('gives a stranger everything that it takes to call the service', async () => {
    await start({ GRPC_REFLECTION: '1' });
    const { files } = await one({ fileContainingSymbol: 'macp.v1.MACPRuntimeService' });
    const file = files!.file.map((bytes) => FileDescriptorProto.decode(bytes));
    const known = (protobuf.Root as unknown as { fromDescriptor(set: object): Root }).fromDescriptor({ file });
    const rpcs = known.resolveAll().lookupService('macp.v1.MACPRuntimeService').methods;
    expect(Object.keys(rpcs)).toEqual(schema.services['macp.v1.MACPRuntimeService']!.map(({ name }) => name));
    const asked = known.lookupType('macp.v1.InitializeRequest');
    const answered = known.lookupType('macp.v1.InitializeResponse');
    const response = await new Promise<Record<string, unknown>>((resolve, reject) => {
      client.makeUnaryRequest(
        '/macp.v1.MACPRuntimeService/Initialize',
        (request: object) => Buffer.from(asked.encode(request).finish()),
        (bytes: Buffer) => answered.toObject(answered.decode(bytes)),
        { supportedProtocolVersions: ['1.0'] },
        (error, value) => (error === null ? resolve(value!) : reject(error)),
      );
    });
    expect(response['selectedProtocolVersion']).toBe('1.0');
  });

  it('finds files by symbol and by name, payloads of modes included, each request for itself', async () => {
    await start({ GRPC_REFLECTION: '1' });
    const answers = await ask([
      { fileContainingSymbol: 'macp.v1.MACPRuntimeService.Send' },
      { fileContainingSymbol: 'macp.modes.decision.v1.ProposalPayload' },
      { fileContainingSymbol: 'grpc.health.v1.Health' },
      { fileByFilename: 'macp/v1.proto' },
    ]);
    expect(answers.map(({ files }) => files!.file.length > 0)).toEqual([true, true, true, true]);
  });

  it.each([
    { fileContainingSymbol: 'macp.v1.Nothing' },
    { fileContainingSymbol: 'macp.internal.v1.HistoryService' },
    { fileContainingSymbol: 'macp.runtime.v1.PolicyDefinition' },
    { fileByFilename: '../../etc/passwd' },
    { allExtensionNumbersOfType: 'macp.v1.Envelope' },
    {},
  ])('has nothing to say about %j', async (request) => {
    await start({ GRPC_REFLECTION: '1' });
    const { failure, files } = await one(request);
    expect([failure?.errorCode, files]).toEqual([status.NOT_FOUND, undefined]);
  });

  it('is not there unless it is asked for', async () => {
    await start({});
    await expect(ask([{ listServices: '' }])).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
  });
});
