/** Writes the table of the schema: every message, enum and RPC by its name in the protocol, as plain data. */
import protobuf from 'protobufjs';

function fieldType(field) {
  const name = field.resolvedType?.fullName.slice(1) ?? field.type;
  return field.map ? `map<${field.keyType},${name}>` : name;
}

function fieldLabel(field) {
  if (field.map) return 'map';
  if (field.repeated) return 'repeated';
  if (field.partOf?.isProto3Optional) return 'optional';
  return field.partOf ? `oneof:${field.partOf.name}` : 'singular';
}

function collect(namespace, schema) {
  for (const child of namespace.nestedArray) {
    const name = child.fullName.slice(1);
    if (child instanceof protobuf.Type) {
      schema.messages[name] = child.fieldsArray.map((field) => [
        field.id,
        field.name,
        fieldType(field),
        fieldLabel(field),
      ]);
    } else if (child instanceof protobuf.Enum) {
      schema.enums[name] = child.values;
    } else if (child instanceof protobuf.Service) {
      schema.services[name] = child.methodsArray.map((rpc) => ({
        name: rpc.name,
        request: rpc.resolvedRequestType.fullName.slice(1),
        response: rpc.resolvedResponseType.fullName.slice(1),
        clientStreaming: rpc.requestStream === true,
        serverStreaming: rpc.responseStream === true,
      }));
    }
    if (child.nestedArray) collect(child, schema);
  }
  return schema;
}

/** One line per entry, so that a change of the schema shows as a change of few lines. */
function literal(entries) {
  return `{\n${Object.entries(entries)
    .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`)
    .join('\n')}\n  }`;
}

/** `[module, declarations]` of the table for everything under `root`. */
export function schemaModule(root) {
  const { messages, enums, services } = collect(root, { messages: {}, enums: {}, services: {} });
  const parts = { messages, enums, services };
  const body = Object.entries(parts).map(([name, entries]) => `  ${name}: ${literal(entries)},`);
  const types = [
    '/** Number, name in the protocol, type, and label: singular, repeated, map, optional, or `oneof:` and its name. */',
    'export type FieldRow = readonly [number: number, name: string, type: string, label: string];',
    '',
    '/** One RPC; the types are full names. */',
    'export interface RpcRow {',
    '  readonly name: string;',
    '  readonly request: string;',
    '  readonly response: string;',
    '  readonly clientStreaming: boolean;',
    '  readonly serverStreaming: boolean;',
    '}',
    '',
    '/** The whole schema as plain data, by full name; fields in order of declaration. */',
    'export const schema: {',
    '  readonly messages: Readonly<Record<string, readonly FieldRow[]>>;',
    '  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;',
    '  readonly services: Readonly<Record<string, readonly RpcRow[]>>;',
    '};',
    '',
  ];
  return [`export const schema = {\n${body.join('\n')}\n};\n`, types.join('\n')];
}
