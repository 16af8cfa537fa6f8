/** Files that describe a schema are read by another implementation of descriptors and mean the schema again. */
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type Protobuf from 'protobufjs';
import type { Root } from 'protobufjs';
import { fileDescriptors } from './file-descriptors.js';
import type { ReflectedSchema } from './reflected-schema.js';

// Both are CommonJS, and the second adds to the first.
const require = createRequire(import.meta.url);
const protobuf = require('protobufjs') as typeof Protobuf;
const descriptor = require('protobufjs/ext/descriptor.js') as {
  FileDescriptorSet: { create(set: object): unknown };
  FileDescriptorProto: { decode(bytes: Uint8Array): object };
};

const schema: ReflectedSchema = {
  messages: {
    'one.v1.Ask': [
      [1, 'session_id', 'string', 'singular'],
      [2, 'labels', 'map<string,two.v1.Part>', 'map'],
      [3, 'parts', 'two.v1.Part', 'repeated'],
      [4, 'limit', 'uint64', 'optional'],
      [5, 'text', 'string', 'oneof:what'],
      [6, 'part', 'two.v1.Part', 'oneof:what'],
      [7, 'kind', 'one.v1.Ask.Kind', 'singular'],
      [8, 'inner', 'one.v1.Ask.Inner', 'singular'],
    ],
    'one.v1.Ask.Inner': [[1, 'flag', 'bool', 'singular']],
    'two.v1.Part': [[1, 'bytes', 'bytes', 'singular']],
  },
  enums: { 'one.v1.Ask.Kind': { KIND_UNSPECIFIED: 0, KIND_A: 5 } },
  services: {
    'one.v1.Asking': [
      { name: 'Once', request: 'one.v1.Ask', response: 'two.v1.Part', clientStreaming: false, serverStreaming: false },
      { name: 'Often', request: 'one.v1.Ask', response: 'two.v1.Part', clientStreaming: true, serverStreaming: true },
    ],
  },
};

function readBack(): Root {
  const file = [...fileDescriptors(schema).files.values()].map(({ bytes }) =>
    descriptor.FileDescriptorProto.decode(bytes),
  );
  const root = (protobuf.Root as unknown as { fromDescriptor(set: unknown): Root }).fromDescriptor(
    descriptor.FileDescriptorSet.create({ file }),
  );
  root.resolveAll();
  return root;
}

describe('files of a schema', () => {
  it('describe every field, with its number, type and label', () => {
    const { fields, oneofs } = readBack().lookupType('one.v1.Ask');
    const seen = Object.values(fields).map((field) => [
      field.resolve().id,
      field.resolvedType?.fullName ?? field.type,
      field.map,
      field.repeated,
      field.partOf?.name,
    ]);
    expect(seen).toEqual([
      [1, 'string', false, false, undefined],
      [2, '.two.v1.Part', true, false, undefined],
      [3, '.two.v1.Part', false, true, undefined],
      [4, 'uint64', false, false, '_limit'],
      [5, 'string', false, false, 'what'],
      [6, '.two.v1.Part', false, false, 'what'],
      [7, '.one.v1.Ask.Kind', false, false, undefined],
      [8, '.one.v1.Ask.Inner', false, false, undefined],
    ]);
    expect(Object.keys(oneofs ?? {})).toEqual(['what', '_limit']);
  });

  it('describe enums and services', () => {
    const root = readBack();
    expect(root.lookupEnum('one.v1.Ask.Kind').values).toEqual({ KIND_UNSPECIFIED: 0, KIND_A: 5 });
    const { Once: once, Often: often } = root.lookupService('one.v1.Asking').methods;
    expect([once?.requestStream === true, often?.requestStream, often?.responseStream]).toEqual([false, true, true]);
    expect(often?.resolvedResponseType?.fullName).toBe('.two.v1.Part');
  });

  it('are found by every symbol, and say what they need', () => {
    const { files, fileOfSymbol } = fileDescriptors(schema);
    expect(Object.fromEntries(fileOfSymbol)).toEqual({
      'one.v1.Ask': 'one/v1.proto',
      'one.v1.Ask.Inner': 'one/v1.proto',
      'one.v1.Ask.Kind': 'one/v1.proto',
      'one.v1.Asking': 'one/v1.proto',
      'one.v1.Asking.Once': 'one/v1.proto',
      'one.v1.Asking.Often': 'one/v1.proto',
      'two.v1.Part': 'two/v1.proto',
    });
    expect(files.get('one/v1.proto')?.dependencies).toEqual(['two/v1.proto']);
    expect(files.get('two/v1.proto')?.dependencies).toEqual([]);
  });
});
