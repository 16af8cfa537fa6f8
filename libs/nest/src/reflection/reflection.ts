/**
 * gRPC server reflection, `grpc.reflection.v1.ServerReflection` and its older name `v1alpha` with the same messages:
 * whoever connects can list services and ask for the files that describe a symbol. Nothing needs a credential.
 */
import { status } from '@grpc/grpc-js';
import type { Server, ServerDuplexStream, ServiceDefinition } from '@grpc/grpc-js';
import protobuf from 'protobufjs/minimal.js';
import type { Writer } from 'protobufjs/minimal.js';
import { fileDescriptors } from './file-descriptors.js';
import type { FileDescriptors } from './file-descriptors.js';
import { healthSchema } from './reflected-schema.js';
import type { ReflectedSchema } from './reflected-schema.js';

const SERVICES = ['grpc.reflection.v1.ServerReflection', 'grpc.reflection.v1alpha.ServerReflection'];

/** What of a request is looked at; `raw` is the whole of it, which the answer repeats. */
interface ReflectionRequest {
  readonly raw: Uint8Array;
  readonly host: string;
  /** Number of the field that says what is asked for; the last one counts. */
  readonly asked: number;
  readonly text: string;
}

const ASKED = { fileByFilename: 3, fileContainingSymbol: 4, listServices: 7 } as const;

/** Adds reflection of the schema and of the health service to a server. */
export function addReflection(server: Server, schema: ReflectedSchema): void {
  const parts = [schema, healthSchema];
  const descriptors = fileDescriptors({
    messages: Object.assign({}, ...parts.map(({ messages }) => messages)) as ReflectedSchema['messages'],
    enums: Object.assign({}, ...parts.map(({ enums }) => enums)) as ReflectedSchema['enums'],
    services: Object.assign({}, ...parts.map(({ services }) => services)) as ReflectedSchema['services'],
  });
  const names = [...parts.flatMap(({ services }) => Object.keys(services)), ...SERVICES].sort();
  for (const service of SERVICES) {
    server.addService(definitionOf(service), {
      ServerReflectionInfo(call: ServerDuplexStream<ReflectionRequest, Uint8Array>) {
        call.on('data', (request: ReflectionRequest) => {
          // A client that does not read is not read from either.
          if (!call.write(answer(request, descriptors, names))) call.pause();
        });
        call.on('drain', () => call.resume());
        call.on('end', () => call.end());
      },
    });
  }
}

function definitionOf(service: string): ServiceDefinition {
  return {
    ServerReflectionInfo: {
      path: `/${service}/ServerReflectionInfo`,
      requestStream: true,
      responseStream: true,
      requestSerialize: ({ raw }: ReflectionRequest) => Buffer.from(raw),
      requestDeserialize: readRequest,
      responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      responseDeserialize: (bytes: Buffer) => bytes,
    },
  };
}

function readRequest(raw: Buffer): ReflectionRequest {
  const reader = protobuf.Reader.create(raw);
  let host = '';
  let asked = 0;
  let text = '';
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const number = tag >>> 3;
    if ((tag & 7) !== 2) {
      reader.skipType(tag & 7);
      continue;
    }
    const bytes = reader.bytes();
    const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    if (number === 1) host = value;
    else {
      asked = number;
      text = value;
    }
  }
  return { raw, host, asked, text };
}

function answer(request: ReflectionRequest, descriptors: FileDescriptors, services: readonly string[]): Uint8Array {
  const { raw, host, asked, text } = request;
  const writer = protobuf.Writer.create();
  writer.uint32((1 << 3) | 2).string(host);
  writer.uint32((2 << 3) | 2).bytes(raw);
  if (asked === ASKED.listServices) putServices(writer, services);
  else {
    const file = asked === ASKED.fileContainingSymbol ? descriptors.fileOfSymbol.get(text) : text;
    const found = file === undefined ? [] : withDependencies(file, descriptors);
    const isFile = asked === ASKED.fileContainingSymbol || asked === ASKED.fileByFilename;
    if (isFile && found.length > 0) putFiles(writer, found);
    else putError(writer, 'nothing of that name is described here');
  }
  return writer.finish();
}

/** The file and everything it needs, itself first; nothing when it is not there. */
function withDependencies(name: string, { files }: FileDescriptors): readonly Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  const visit = (next: string): void => {
    const file = files.get(next);
    if (file === undefined || found.has(next)) return;
    found.set(next, file.bytes);
    file.dependencies.forEach(visit);
  };
  visit(name);
  return [...found.values()];
}

function putFiles(writer: Writer, files: readonly Uint8Array[]): void {
  writer.uint32((4 << 3) | 2).fork();
  for (const bytes of files) writer.uint32((1 << 3) | 2).bytes(bytes);
  writer.ldelim();
}

function putServices(writer: Writer, services: readonly string[]): void {
  writer.uint32((6 << 3) | 2).fork();
  for (const name of services) {
    writer.uint32((1 << 3) | 2).fork();
    writer.uint32((1 << 3) | 2).string(name);
    writer.ldelim();
  }
  writer.ldelim();
}

function putError(writer: Writer, message: string): void {
  writer.uint32((7 << 3) | 2).fork();
  writer.uint32((1 << 3) | 0).int32(status.NOT_FOUND);
  writer.uint32((2 << 3) | 2).string(message);
  writer.ldelim();
}
