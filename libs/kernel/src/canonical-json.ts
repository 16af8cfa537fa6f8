/**
 * JSON text in the one form of RFC 8785: keys in order of their UTF-16 code units, no white space, numbers as
 * ECMAScript prints them. Two values are equal exactly when their texts are, so texts can be compared and hashed.
 */

/** A plain JSON value. Objects are read by their own enumerable keys, so `__proto__` is a key like any other. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** Writes canonical JSON. Members that are `undefined` are left out; a number that JSON cannot hold throws. */
export function canonicalJson(value: JsonValue): string {
  // The platform's writer is many times faster, and right wherever the keys happen to be in order already.
  return isInCanonicalOrder(value) ? JSON.stringify(value) : writeCanonical(value);
}

function isInCanonicalOrder(value: JsonValue): boolean {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('canonical JSON holds finite numbers only');
    return true;
  }
  if (typeof value !== 'object' || value === null) return true;
  if (isArray(value)) return value.every(isInCanonicalOrder);
  let previous: string | undefined;
  for (const key of Object.keys(value)) {
    if (previous !== undefined && previous > key) return false;
    previous = key;
    const member = value[key];
    if (member !== undefined && !isInCanonicalOrder(member)) return false;
  }
  return true;
}

function writeCanonical(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new RangeError('canonical JSON holds finite numbers only');
    }
    return JSON.stringify(value);
  }
  return isArray(value) ? writeArray(value) : writeObject(value);
}

/** An object without a prototype, so that a member named `__proto__` is stored like any other. */
export function plainObject<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function writeArray(items: readonly JsonValue[]): string {
  return `[${items.map(writeCanonical).join(',')}]`;
}

function writeObject(object: { readonly [key: string]: JsonValue | undefined }): string {
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${writeCanonical(member)}`);
  }
  return `{${members.join(',')}}`;
}
