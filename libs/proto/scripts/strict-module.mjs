/**
 * Makes the generated decoders strict: they leave out a known field that comes with another wire type, as if it had not
 * been sent; made strict, they refuse the message (protobuf leaves the choice to the reader). What is a field of the
 * schema is counted, so that a codec library that words its code otherwise is noticed here.
 */
import protobuf from 'protobufjs';

const LENIENT_CHECK = /(if \(wireType !== \d\)\s+)break;/g;
const ENTRY_TAG = /switch \(tag2 >>>= 3\) \{[^}]*\}/g;
/** In messages without fields the library hands over the whole tag for the number, and so misses the end of a group. */
const SKIP_WITHOUT_FIELDS = 'reader.skipType(tag & 7, _depth, tag)';
const TEXT_READ = 'reader.stringVerify()';
const HEAD = 'import $protobuf from "protobufjs/minimal.js";\n';

/** Every field's own check, and in an entry of a map those of key and value. */
function checksWanted(namespace) {
  const fields = namespace instanceof protobuf.Type ? namespace.fieldsArray : [];
  const own = fields.reduce((count, field) => count + (field.map ? 3 : 1), 0);
  return (namespace.nestedArray ?? []).reduce((count, child) => count + checksWanted(child), own);
}

const strictCheck = (tag) => `$1throw $wrongWireType(${tag}, wireType);`;

/** The strict form of `code`, a static module for everything under `root`. */
export function strictModule(code, root) {
  const found = code.match(LENIENT_CHECK)?.length;
  const wanted = checksWanted(root);
  if (found !== wanted) throw new Error(`the generated code checks ${found} wire types, the schema has ${wanted}`);
  if (!code.includes(HEAD) || !code.includes(TEXT_READ)) throw new Error('the generated code has another form');
  return code
    .replace(
      HEAD,
      `${HEAD}import { readText as $readText, wrongWireType as $wrongWireType } from "../runtime/strict-reading.js";\n`,
    )
    .replaceAll(SKIP_WITHOUT_FIELDS, 'reader.skipType(tag & 7, _depth, tag >>> 3)')
    .replaceAll(TEXT_READ, '$readText(reader)')
    .replace(ENTRY_TAG, (entry) => entry.replace(LENIENT_CHECK, strictCheck('tag2')))
    .replace(LENIENT_CHECK, strictCheck('tag'));
}
