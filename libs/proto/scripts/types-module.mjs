/**
 * Writes the type declarations of the generated codecs: for each message an interface of what `decode` returns, an
 * interface of what `encode` takes, and a codec constant, so that absent messages are `null` in the types as they are in
 * the values.
 */
import protobuf from 'protobufjs';

const SCALARS = { string: 'string', bytes: 'Uint8Array', bool: 'boolean', double: 'number', float: 'number' };
const LONGS = new Set(['int64', 'uint64', 'sint64', 'fixed64', 'sfixed64']);

/** Name as the codecs spell it. */
const camel = (field) => protobuf.util.camelCase(field.name);

function comment(text, indent) {
  return text ? [`${indent}/** ${text.replaceAll('\n', ' ')} */`] : [];
}

/** Types of one value of `field`: `[decoded, encodable]`. */
function valueTypes(field) {
  const { resolvedType, type } = field;
  const name = resolvedType?.fullName.slice(1);
  if (resolvedType instanceof protobuf.Enum) return [name, name];
  if (resolvedType) return [name, `${name}Init`];
  if (LONGS.has(type)) return ['Long', 'Long | number'];
  return [SCALARS[type] ?? 'number', SCALARS[type] ?? 'number'];
}

function decodedType(field) {
  const [value] = valueTypes(field);
  if (field.map) return `Record<string, ${value}>`;
  if (field.repeated) return `${value}[]`;
  const nullable = field.resolvedType instanceof protobuf.Type || field.partOf;
  return nullable ? `${value} | null` : value;
}

function encodableType(field) {
  const [, value] = valueTypes(field);
  const unioned = value.includes('|') ? `(${value})` : value;
  if (field.map) return `Readonly<Record<string, ${value}>>`;
  return field.repeated ? `readonly ${unioned}[]` : value;
}

function messageLines(type, indent) {
  const path = type.fullName.slice(1);
  const inner = `${indent}  `;
  const lines = [...comment(type.comment, indent), `${indent}interface ${type.name} {`];
  for (const field of type.fieldsArray) {
    lines.push(...comment(field.comment, inner), `${inner}${camel(field)}: ${decodedType(field)};`);
  }
  for (const oneof of type.oneofsArray.filter((candidate) => !candidate.isProto3Optional)) {
    const names = oneof.fieldsArray.map((field) => `'${camel(field)}'`).join(' | ');
    lines.push(
      `${inner}/** Name of the member that is present. */`,
      `${inner}readonly ${camel(oneof)}: ${names} | undefined;`,
    );
  }
  lines.push(`${indent}}`, `${indent}interface ${type.name}Init {`);
  for (const field of type.fieldsArray) {
    lines.push(`${inner}readonly ${camel(field)}?: ${encodableType(field)} | null | undefined;`);
  }
  const nested = type.nestedArray.filter((child) => child instanceof protobuf.Enum);
  const constants = nested.map((child) => ` & { readonly ${child.name}: ${JSON.stringify(child.values)} }`).join('');
  lines.push(`${indent}}`, `${indent}const ${type.name}: Codec<${path}, ${path}Init>${constants};`);
  // A namespace of types alone merges with the constant; one that holds an enum would be a second value.
  for (const child of nested) {
    const values = Object.values(child.values).join(' | ');
    lines.push(`${indent}namespace ${type.name} {`, ...comment(child.comment, inner));
    lines.push(`${inner}type ${child.name} = ${values};`, `${indent}}`);
  }
  return lines;
}

function enumLines(declaration, indent) {
  const values = Object.entries(declaration.values).flatMap(([name, value]) => [
    ...comment(declaration.comments[name], `${indent}  `),
    `${indent}  ${name} = ${value},`,
  ]);
  return [...comment(declaration.comment, indent), `${indent}enum ${declaration.name} {`, ...values, `${indent}}`];
}

function namespaceLines(namespace, indent) {
  return namespace.nestedArray.flatMap((child) => {
    if (child instanceof protobuf.Type) return messageLines(child, indent);
    if (child instanceof protobuf.Enum) return enumLines(child, indent);
    if (child instanceof protobuf.Service) return [];
    const keyword = indent === '' ? 'export namespace' : 'namespace';
    return [`${indent}${keyword} ${child.name} {`, ...namespaceLines(child, `${indent}  `), `${indent}}`];
  });
}

/** The text of the declarations for everything under `root`, a resolved reflection with its fields' original names. */
export function typesModule(root) {
  return [
    "import type Long from 'long';",
    "import type { Reader, Writer } from 'protobufjs/minimal.js';",
    '',
    '/** Translates one message type. `Message` is what `decode` makes, `Init` what `encode` takes. */',
    'export interface Codec<Message, Init> {',
    '  /** Appends the encoding to `writer`, or to a new one; fields that hold their default take no bytes. */',
    '  encode(message: Init, writer?: Writer): Writer;',
    '  /** Reads a whole buffer, or `length` bytes of a reader; throws when the bytes are not a `Message`. */',
    '  decode(bytes: Uint8Array | Reader, length?: number): Message;',
    '}',
    '',
    ...namespaceLines(root, ''),
    '',
  ].join('\n');
}
