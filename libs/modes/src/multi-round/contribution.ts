/**
 * Reads the value of a Contribute payload: canonical protobuf, or the JSON object `{"value": "…"}` that older agents
 * send. A payload that can be read as both is what its canonical protobuf form says, where it is one.
 */
import { isWellFormed } from '@macp/kernel';
import { multiRound } from '@macp/proto';
import { payloadOf } from '../shared/payload.js';

/** Sessions of older revisions read JSON wherever it can be read. */
const CANONICAL_FIRST_REVISION = 3;

/** Tag of the one field, a length-delimited field 1; as text it is JSON white space. */
const VALUE_TAG = 0x0a;

const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const OPENING_BRACE = 0x7b;

// A byte order mark is no white space of JSON, so it must not be skipped.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value, which may be empty in JSON; `undefined` for a payload that is no contribution. */
export function contributedValue(payload: Uint8Array, semanticsRevision: number): string | undefined {
  if (payload.length === 0) return undefined;
  const value = payloadOf(multiRound.ContributePayload, payload)?.value;
  if (value !== undefined && semanticsRevision >= CANONICAL_FIRST_REVISION && isCanonical(payload)) return value;
  return jsonValue(payload) ?? value;
}

/**
 * True when a payload that decodes is one field with a length of one byte. Longer ones need no tie-break: their length
 * begins with a byte that no JSON text has behind white space.
 */
function isCanonical(payload: Uint8Array): boolean {
  return payload[0] === VALUE_TAG && payload[1] === payload.length - 2;
}

function jsonValue(payload: Uint8Array): string | undefined {
  if (!beginsObject(payload)) return undefined;
  let text: string;
  let document: unknown;
  try {
    text = decoder.decode(payload);
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  if (!Object.hasOwn(document, 'value') || countMembers(text, 'value') !== 1) return undefined;
  const { value } = document as { value: unknown };
  return typeof value === 'string' && isWellFormed(value) ? value : undefined;
}

/** False for what cannot be a JSON object by its first byte behind white space; spares protobuf the attempt. */
function beginsObject(payload: Uint8Array): boolean {
  let index = 0;
  while (WHITE_SPACE.has(payload[index]!)) index += 1;
  return payload[index] === OPENING_BRACE;
}

/** Members of this name in the outermost object of a JSON text; parsing alone keeps the last of several. */
function countMembers(text: string, name: string): number {
  let count = 0;
  let depth = 0;
  let literalAt = 0;
  let literalEnd = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      literalAt = index;
      literalEnd = endOfLiteral(text, index);
      index = literalEnd - 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === ':' && depth === 1 && JSON.parse(text.slice(literalAt, literalEnd)) === name) count += 1;
  }
  return count;
}

/** Index behind the string literal that begins at `index`. */
function endOfLiteral(text: string, index: number): number {
  let end = index + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}
