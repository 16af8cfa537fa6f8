/**
 * Types of a rules object's known keys (RFC-MACP-0012 §4). A value that is present must be of its type: `null`, arrays
 * and wrapped values are faults, never read as absent. Keys that the schema does not know are left to others.
 */
import type { JsonValue } from '@macp/kernel';

import type { RuleField, RuleObject } from './rule-schema.js';
import { isJsonObject } from './rules-text.js';
import type { JsonObject } from './rules-text.js';

/** First position of the wrong JSON shape: no object where one belongs, or no string where a name belongs. */
export function shapeFault(schema: RuleObject, rules: JsonObject, path = 'rules'): string | undefined {
  return firstFault(schema, rules, path, fieldShapeFault);
}

/** First value of the wrong type, shapes included. */
export function typeFault(schema: RuleObject, rules: JsonObject, path = 'rules'): string | undefined {
  return firstFault(schema, rules, path, fieldTypeFault);
}

type FieldCheck = (field: RuleField, value: JsonValue, path: string) => string | undefined;

function firstFault(schema: RuleObject, rules: JsonObject, path: string, check: FieldCheck): string | undefined {
  for (const [key, field] of schema.members) {
    if (!Object.hasOwn(rules, key)) continue;
    const value = rules[key] as JsonValue;
    const fault = check(field, value, `${path}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fieldShapeFault(field: RuleField, value: JsonValue, path: string): string | undefined {
  if (field.kind === 'object') {
    return isJsonObject(value) ? shapeFault(field, value, path) : `${path} must be an object`;
  }
  if (field.kind === 'weights') return isJsonObject(value) ? undefined : `${path} must be an object`;
  if (field.kind === 'enum') return typeof value === 'string' ? undefined : `${path} must be a string`;
  return undefined;
}

function fieldTypeFault(field: RuleField, value: JsonValue, path: string): string | undefined {
  switch (field.kind) {
    case 'object':
      return isJsonObject(value) ? typeFault(field, value, path) : `${path} must be an object`;
    case 'weights':
      return isWeights(value) ? undefined : `${path} must be an object of numbers`;
    case 'enum':
      if (typeof value !== 'string') return `${path} must be a string`;
      return field.values === undefined || field.values.includes(value)
        ? undefined
        : `${path} must be one of ${field.values.join(', ')}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${path} must be a boolean`;
    case 'number':
      return typeof value === 'number' ? undefined : `${path} must be a number`;
    case 'unsigned':
      return isUnsigned(value, field.max) ? undefined : `${path} must be an integer from 0 to ${field.max}`;
    case 'strings':
      return isStrings(value) ? undefined : `${path} must be an array of strings`;
  }
}

function isWeights(value: JsonValue): boolean {
  return isJsonObject(value) && Object.values(value).every((weight) => typeof weight === 'number');
}

function isUnsigned(value: JsonValue, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

function isStrings(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
