import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { macp } from '../gen/macp.js';
import type { Codec } from '../gen/macp.js';
import { schema } from '../gen/schema.js';
import { sourcesHash } from '../scripts/sources.mjs';
import { encodeBytes } from './codec.js';
import { sampleOf, wireBytes } from './wire-sample.js';

type FieldRow = [number: number, name: string, type: string, label: string];

interface Contract {
  messages: Record<string, FieldRow[]>;
  enums: Record<string, [number: number, name: string][]>;
  services: Record<
    string,
    [name: string, request: string, response: string, clientStreaming: boolean, server: boolean][]
  >;
}

const contract = JSON.parse(readFileSync(new URL('./wire-contract.golden.json', import.meta.url), 'utf8')) as Contract;

/** Resolves a type the way a schema file does: from the innermost scope outwards. */
function fullName(type: string, scope: string): string {
  if (type.startsWith('map<')) return type;
  for (let prefix = scope; prefix !== ''; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('.'), 0))) {
    const candidate = `${prefix}.${type}`;
    if (candidate in contract.messages || candidate in contract.enums) return candidate;
  }
  return type;
}

/** The generated value at a full name. */
function generated(name: string): unknown {
  return name.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], { macp });
}

const ofTheProtocol = ([name]: [string, unknown]): boolean => !/^macp\.(runtime|internal)\./.test(name);

describe('the wire contract', () => {
  it('given the contract, when it is counted, then it has its known size', () => {
    expect(Object.keys(contract.messages)).toHaveLength(115);
    expect(Object.values(contract.messages).flat()).toHaveLength(320);
    expect(Object.keys(contract.enums)).toHaveLength(3);
    expect(contract.services['macp.v1.MACPRuntimeService']).toHaveLength(27);
  });

  it('given the schema, when its messages are compared, then none is missing, extra or different', () => {
    const expected = Object.entries(contract.messages).map(([name, fields]) => [
      name,
      fields.map(([number, field, type, label]) => [number, field, fullName(type, name), label]),
    ]);

    const actual = Object.entries(schema.messages).filter(ofTheProtocol);

    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it('given the schema, when its enums are compared, then they are the same', () => {
    const actual = Object.entries(schema.enums)
      .filter(ofTheProtocol)
      .map(([name, values]) => [name, Object.entries(values).map(([value, number]) => [number, value])]);

    expect(Object.fromEntries(actual)).toEqual(contract.enums);
  });

  it('given the schema, when its RPCs are compared, then they are the same', () => {
    const actual = schema.services['macp.v1.MACPRuntimeService']?.map((rpc) => [
      rpc.name,
      rpc.request.replace('macp.v1.', ''),
      rpc.response.replace('macp.v1.', ''),
      rpc.clientStreaming,
      rpc.serverStreaming,
    ]);

    expect(actual).toEqual(contract.services['macp.v1.MACPRuntimeService']);
  });

  it.each(Object.entries(contract.enums))(
    'given the enum %s, when its codec is read, then the numbers hold',
    (name, values) => {
      const numbers = generated(name) as Record<string, number>;

      for (const [number, value] of values) expect(numbers[value]).toBe(number);
    },
  );

  it.each(Object.entries(contract.messages))(
    'given bytes of %s written from the contract alone, when the codec reads and writes them, then nothing changes',
    (name, rows) => {
      const codec = generated(name) as Codec<Record<string, unknown>, Record<string, unknown>>;
      const fields = rows.map(([number, field, type, label]) => ({
        number,
        field,
        label,
        type: fullName(type, name) in contract.enums ? 'enum' : type,
      }));
      for (const field of fields) {
        const sample = sampleOf(field);
        const bytes = wireBytes(field);

        const decoded = codec.decode(bytes);

        expect(sample.read(decoded)).toEqual(sample.expected);
        expect(encodeBytes(codec, decoded)).toEqual(bytes);
      }
      expect(encodeBytes(codec, codec.decode(new Uint8Array()))).toHaveLength(0);
    },
  );
});

describe('generated code', () => {
  it.each(['macp.js', 'macp.d.ts', 'schema.js', 'schema.d.ts'])(
    'given %s, when its header is compared with the sources, then it was made from them',
    (name) => {
      const header = readFileSync(new URL(`../gen/${name}`, import.meta.url), 'utf8').slice(0, 400);

      expect(header).toContain(`// sources: ${sourcesHash()}\n`);
    },
  );
});
