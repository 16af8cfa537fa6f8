/**
 * A schema as encoded `google.protobuf.FileDescriptorProto`s, one file for each package: what generic gRPC clients
 * build their messages from. The files are those that a compiler would make of one schema file a package.
 */
import protobuf from 'protobufjs/minimal.js';
import type { Writer } from 'protobufjs/minimal.js';
import type { ReflectedField, ReflectedRpc, ReflectedSchema } from './reflected-schema.js';

/** `FieldDescriptorProto.Type`. */
const SCALARS: Readonly<Record<string, number>> = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  bytes: 12,
  uint32: 13,
  sfixed32: 15,
  sfixed64: 16,
  sint32: 17,
  sint64: 18,
};
const TYPE_MESSAGE = 11;
const TYPE_ENUM = 14;
const LABEL_OPTIONAL = 1;
const LABEL_REPEATED = 3;

const LENGTH_DELIMITED = 2;
const VARINT = 0;

/** One file and what it needs. */
export interface FileDescriptor {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly bytes: Uint8Array;
}

/** All files by name, and for each symbol (message, enum, service, method) the name of its file. */
export interface FileDescriptors {
  readonly files: ReadonlyMap<string, FileDescriptor>;
  readonly fileOfSymbol: ReadonlyMap<string, string>;
}

export function fileDescriptors(schema: ReflectedSchema): FileDescriptors {
  const encoder = new SchemaEncoder(schema);
  const files = encoder.packages().map((name) => encoder.file(name));
  const fileOfSymbol = new Map<string, string>();
  for (const name of [...Object.keys(schema.messages), ...Object.keys(schema.enums)]) {
    fileOfSymbol.set(name, encoder.fileOf(name));
  }
  for (const [service, rpcs] of Object.entries(schema.services)) {
    fileOfSymbol.set(service, encoder.fileOf(service));
    for (const { name } of rpcs) fileOfSymbol.set(`${service}.${name}`, encoder.fileOf(service));
  }
  return { files: new Map(files.map((file) => [file.name, file])), fileOfSymbol };
}

class SchemaEncoder {
  constructor(private readonly schema: ReflectedSchema) {}

  packages(): string[] {
    const { messages, enums, services } = this.schema;
    const names = [messages, enums, services].flatMap((part) => Object.keys(part));
    return [...new Set(names.map((name) => this.packageOf(name)))].sort();
  }

  fileOf(name: string): string {
    return `${this.packageOf(name).replaceAll('.', '/')}.proto`;
  }

  file(packageName: string): FileDescriptor {
    const { messages, enums, services } = this.schema;
    const isTop = (name: string): boolean => parentOf(name) === packageName;
    const name = `${packageName.replaceAll('.', '/')}.proto`;
    const dependencies = this.dependencies(packageName);
    const writer = protobuf.Writer.create();
    put(writer, 1, name);
    put(writer, 2, packageName);
    for (const dependency of dependencies) put(writer, 3, dependency);
    for (const message of Object.keys(messages).filter(isTop)) nest(writer, 4, (inner) => this.message(inner, message));
    for (const one of Object.keys(enums).filter(isTop)) nest(writer, 5, (inner) => this.enumeration(inner, one));
    for (const [service, rpcs] of Object.entries(services)) {
      if (isTop(service)) nest(writer, 6, (inner) => putService(inner, service, rpcs));
    }
    put(writer, 12, 'proto3');
    return { name, dependencies, bytes: writer.finish() };
  }

  private dependencies(packageName: string): string[] {
    const { messages, services } = this.schema;
    const mine = (name: string): boolean => this.packageOf(name) === packageName;
    const types = Object.entries(messages)
      .filter(([name]) => mine(name))
      .flatMap(([, fields]) => fields.flatMap(([, , type]) => valueTypes(type)));
    const rpcs = Object.entries(services)
      .filter(([name]) => mine(name))
      .flatMap(([, all]) => all.flatMap(({ request, response }) => [request, response]));
    const named = [...types, ...rpcs].filter((type) => !(type in SCALARS) && !mine(type));
    return [...new Set(named.map((type) => this.fileOf(type)))].sort();
  }

  private message(writer: Writer, name: string): void {
    const { messages, enums } = this.schema;
    const fields = messages[name]!;
    const oneofs = [...new Set(fields.flatMap(([, , , label]) => oneofOf(label) ?? []))];
    const optional = fields.filter(([, , , label]) => label === 'optional').map(([, field]) => `_${field}`);
    const groups = [...oneofs, ...optional];
    put(writer, 1, lastOf(name));
    for (const field of fields) nest(writer, 2, (inner) => this.field(inner, name, { field, groups }));
    for (const field of fields) {
      if (field[3] === 'map') nest(writer, 3, (inner) => this.mapEntry(inner, name, field));
    }
    for (const nested of Object.keys(messages).filter((other) => parentOf(other) === name)) {
      nest(writer, 3, (inner) => this.message(inner, nested));
    }
    for (const nested of Object.keys(enums).filter((other) => parentOf(other) === name)) {
      nest(writer, 4, (inner) => this.enumeration(inner, nested));
    }
    for (const group of groups) nest(writer, 8, (inner) => put(inner, 1, group));
  }

  private field(
    writer: Writer,
    message: string,
    { field, groups }: { readonly field: ReflectedField; readonly groups: readonly string[] },
  ): void {
    const [number, name, type, label] = field;
    const isRepeated = label === 'repeated' || label === 'map';
    put(writer, 1, name);
    writer.uint32((3 << 3) | VARINT).int32(number);
    writer.uint32((4 << 3) | VARINT).int32(isRepeated ? LABEL_REPEATED : LABEL_OPTIONAL);
    if (label === 'map') this.type(writer, TYPE_MESSAGE, `${message}.${entryOf(name)}`);
    else this.typeOf(writer, type);
    const group = label === 'optional' ? `_${name}` : oneofOf(label);
    if (group !== undefined) writer.uint32((9 << 3) | VARINT).int32(groups.indexOf(group));
    put(
      writer,
      10,
      name.replace(/_+(.)/g, (_all, letter: string) => letter.toUpperCase()),
    );
    if (label === 'optional') writer.uint32((17 << 3) | VARINT).bool(true);
  }

  private mapEntry(writer: Writer, message: string, [, name, type]: ReflectedField): void {
    const [key, value] = valueTypes(type) as [string, string];
    const entry = `${message}.${entryOf(name)}`;
    put(writer, 1, entryOf(name));
    const pair: readonly ReflectedField[] = [
      [1, 'key', key, 'singular'],
      [2, 'value', value, 'singular'],
    ];
    for (const field of pair) nest(writer, 2, (inner) => this.field(inner, entry, { field, groups: [] }));
    // MessageOptions.map_entry
    nest(writer, 7, (inner) => inner.uint32((7 << 3) | VARINT).bool(true));
  }

  private typeOf(writer: Writer, type: string): void {
    const scalar = SCALARS[type];
    if (scalar !== undefined) writer.uint32((5 << 3) | VARINT).int32(scalar);
    else this.type(writer, type in this.schema.enums ? TYPE_ENUM : TYPE_MESSAGE, type);
  }

  private type(writer: Writer, kind: number, name: string): void {
    writer.uint32((5 << 3) | VARINT).int32(kind);
    put(writer, 6, `.${name}`);
  }

  private enumeration(writer: Writer, name: string): void {
    put(writer, 1, lastOf(name));
    for (const [value, number] of Object.entries(this.schema.enums[name]!)) {
      nest(writer, 2, (inner) => {
        put(inner, 1, value);
        inner.uint32((2 << 3) | VARINT).int32(number);
      });
    }
  }

  private packageOf(name: string): string {
    const parent = parentOf(name);
    return parent in this.schema.messages ? this.packageOf(parent) : parent;
  }
}

function putService(writer: Writer, service: string, rpcs: readonly ReflectedRpc[]): void {
  put(writer, 1, lastOf(service));
  for (const { name, request, response, clientStreaming, serverStreaming } of rpcs) {
    nest(writer, 2, (inner) => {
      put(inner, 1, name);
      put(inner, 2, `.${request}`);
      put(inner, 3, `.${response}`);
      if (clientStreaming) inner.uint32((5 << 3) | VARINT).bool(true);
      if (serverStreaming) inner.uint32((6 << 3) | VARINT).bool(true);
    });
  }
}

function put(writer: Writer, number: number, text: string): void {
  writer.uint32((number << 3) | LENGTH_DELIMITED).string(text);
}

function nest(writer: Writer, number: number, fill: (inner: Writer) => unknown): void {
  writer.uint32((number << 3) | LENGTH_DELIMITED).fork();
  fill(writer);
  writer.ldelim();
}

/** The types that a field's type is made of: those of key and value of a map, else the one. */
function valueTypes(type: string): readonly string[] {
  const map = /^map<([^,]+),(.+)>$/.exec(type);
  return map === null ? [type] : [map[1]!, map[2]!];
}

function oneofOf(label: string): string | undefined {
  return label.startsWith('oneof:') ? label.slice('oneof:'.length) : undefined;
}

/** Name of the entry type that a compiler makes for a map field. */
function entryOf(field: string): string {
  return `${`_${field}`.replace(/_+(.)/g, (_all, letter: string) => letter.toUpperCase())}Entry`;
}

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
