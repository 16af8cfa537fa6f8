/**
 * JSON text in the one form of RFC 8785: keys in order of their UTF-16 code units, no white space, numbers as ECMAScript
 * prints them. Two values are equal exactly when their texts are, so texts can be compared and hashed.
 */

/** A plain JSON value. Objects are read by their own enumerable keys, so `__proto__` is a key like any other. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** Writes canonical JSON. Members that are `undefined` are left out; a number that JSON cannot hold throws. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('canonical JSON holds finite numbers only');
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return canonicalArray(value);
  return canonicalObject(value);
}

/** An object without a prototype, so that a member named `__proto__` is stored like any other. */
export function plainObject<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function canonicalArray(items: readonly JsonValue[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ',';
    text += canonicalJson(items[index] ?? null);
  }
  return text + ']';
}

function canonicalObject(object: { readonly [key: string]: JsonValue | undefined }): string {
  let text = '{';
  for (const key of sortedKeys(object)) {
    const member = object[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += JSON.stringify(key) + ':' + canonicalJson(member);
  }
  return text + '}';
}

function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let index = 1; index < keys.length; index += 1) {
    if (keys[index - 1]! > keys[index]!) return keys.sort();
  }
  return keys;
}
