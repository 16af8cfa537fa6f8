/**
 * Reads members of a rules object that is known to have no type fault: the value that is there, else the default. Only
 * own members count, so a rules object cannot borrow values from a prototype.
 */
import { ownMember } from './rules-text.js';
import type { JsonObject } from './rules-text.js';

const EMPTY: JsonObject = {};

/** The object at `key`, or an empty one. */
export function section(rules: JsonObject, key: string): JsonObject {
  return (ownMember(rules, key) as JsonObject | undefined) ?? EMPTY;
}

/** The string at `key`. */
export function text(rules: JsonObject, key: string, fallback: string): string {
  return (ownMember(rules, key) as string | undefined) ?? fallback;
}

/** The number at `key`. */
export function number(rules: JsonObject, key: string, fallback: number): number {
  return (ownMember(rules, key) as number | undefined) ?? fallback;
}

/** The boolean at `key`; every boolean rule defaults to false. */
export function boolean(rules: JsonObject, key: string): boolean {
  return (ownMember(rules, key) as boolean | undefined) ?? false;
}
