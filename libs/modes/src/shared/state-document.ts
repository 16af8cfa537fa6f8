/**
 * What the state codecs of the modes share: maps written in canonical order, whatever the ids look like, and a first
 * look at what is read back.
 */
import { invariant, plainObject } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';

/** Order of UTF-16 code units, which is the order of keys in canonical JSON. */
export function compareKeys(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** An object of the entries by key. It has no prototype, so any id is a safe key. */
export function encodeMap<Value>(
  entries: Iterable<readonly [string, Value]>,
  encode: (value: Value) => JsonValue,
): Record<string, JsonValue> {
  const document = plainObject<JsonValue>();
  const sorted = [...entries].sort(([one], [other]) => compareKeys(one, other));
  for (const [key, value] of sorted) document[key] = encode(value);
  return document;
}

/** The plain form of a state, trusted from here on; throws `InvariantViolation` on what is no object. */
export function stateDocument<Document>(value: unknown): Document {
  invariant(typeof value === 'object' && value !== null && !Array.isArray(value), 'mode state is a JSON object');
  return value as Document;
}
