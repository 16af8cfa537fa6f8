/**
 * Rules text of a descriptor, read into a JSON object (RFC-MACP-0012 §3). Bounded in size and depth before it is parsed,
 * so that no text, however hostile, exhausts the stack or the record it will be stored in; of repeated keys the last
 * one counts, and only that one is ever stored.
 */
import { canonicalJson } from '@macp/kernel';
import type { JsonValue } from '@macp/kernel';

/** An object of a rules text. Keys are the object's own, `__proto__` included. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Longest rules text that is read, in UTF-16 code units. */
export const RULES_LENGTH_MAX = 512 * 1024;

/**
 * Largest stored form, in UTF-8 bytes: it has to fit into the record of a SessionStart of the largest size. Invariant: at
 * most `RULES_LENGTH_MAX`, so that what is stored can be read again.
 */
const STORED_RULES_BYTES_MAX = 512 * 1024;

/** Deepest nesting of a rules text; `{}` has depth 1. */
export const RULES_DEPTH_MAX = 128;

/** A rules object, or why the text is none. */
export type RulesReading =
  { readonly kind: 'rules'; readonly rules: JsonObject } | { readonly kind: 'fault'; readonly fault: string };

/** Reads a rules text; an empty text is the empty object. Never throws. */
export function readRulesText(text: string): RulesReading {
  if (text === '') return { kind: 'rules', rules: {} };
  if (text.length > RULES_LENGTH_MAX) return fault(`rules are longer than ${RULES_LENGTH_MAX} characters`);
  if (isDeeperThan(text, RULES_DEPTH_MAX)) return fault(`rules are nested deeper than ${RULES_DEPTH_MAX} levels`);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return fault('rules must be valid JSON');
  }
  if (!isJsonObject(value)) return fault('rules must be a JSON object');
  if (!isFiniteThroughout(value)) return fault('rules hold a number that is out of range');
  return { kind: 'rules', rules: value };
}

/** The stored form of a rules object: compact, keys sorted. */
export function rulesText(rules: JsonObject): string {
  return canonicalJson(rules);
}

/** Why a stored form is too large, if it is: `1e20` is written in full, and some characters take three bytes. */
export function storedRulesFault(text: string): string | undefined {
  const bytes = encoder.encode(text).length;
  return bytes > STORED_RULES_BYTES_MAX
    ? `rules are longer than ${STORED_RULES_BYTES_MAX} bytes when stored`
    : undefined;
}

const encoder = new TextEncoder();

/** True for a JSON object, not for `null` or an array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own member; `undefined` when it is absent. */
export function ownMember(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function fault(text: string): RulesReading {
  return { kind: 'fault', fault: text };
}

function isDeeperThan(text: string, depthMax: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === BACKSLASH) index += 1;
      else if (unit === QUOTE) inString = false;
    } else if (unit === QUOTE) {
      inString = true;
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

// JSON has no infinity, but `1e999` parses to one and could not be written again.
function isFiniteThroughout(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((member) => isFiniteThroughout(member as JsonValue));
}
