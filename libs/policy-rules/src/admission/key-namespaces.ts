/**
 * Which keys a closed rules object may hold (RFC-MACP-0012 §4): those of its schema, annotations (`_…`, `$…`), and at the
 * top vendor extensions (`x-vendor.name`), of which this runtime implements none. A rule that is not understood is
 * refused, never ignored.
 */
import { ruleSchema } from '../rules/rule-schema.js';
import type { RuleObject } from '../rules/rule-schema.js';
import { isJsonObject } from '../rules/rules-text.js';
import type { JsonObject } from '../rules/rules-text.js';

const ANNOTATION = /^[_$]/;
const VENDOR_KEY = /^x-[a-z0-9]+(\.[a-z0-9-]+)+$/;
const KEY_SHOWN_MAX = 128;

/** First undefined, misplaced or non-object key, depth first with keys sorted; `mode` without a schema has none. */
export function undefinedKeyFault(mode: string, rules: JsonObject): string | undefined {
  const schema = ruleSchema(mode);
  return schema === undefined ? undefined : levelFault(schema, rules, 'rules');
}

/** First vendor extension that this runtime does not implement. Invariant: `rules` has no undefined key. */
export function vendorKeyFault(mode: string, rules: JsonObject): string | undefined {
  if (ruleSchema(mode) === undefined) return undefined;
  const key = Object.keys(rules)
    .sort()
    .find((candidate) => VENDOR_KEY.test(candidate));
  return key === undefined
    ? undefined
    : `rules.${shown(key)} is a vendor extension that this runtime does not implement`;
}

function levelFault(schema: RuleObject, rules: JsonObject, path: string): string | undefined {
  for (const key of Object.keys(rules).sort()) {
    if (ANNOTATION.test(key)) continue;
    const value = rules[key];
    const field = schema.members.get(key);
    const keyPath = `${path}.${shown(key)}`;
    if (field === undefined) {
      if (!VENDOR_KEY.test(key)) return `${keyPath} is not a defined key`;
      if (path !== 'rules') return `${keyPath}: a vendor extension is allowed at the top level only`;
      if (!isJsonObject(value)) return `${keyPath}: a vendor extension must be an object`;
    } else if (field.kind === 'object' && isJsonObject(value)) {
      const fault = levelFault(field, value, keyPath);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function shown(key: string): string {
  return key.length <= KEY_SHOWN_MAX ? key : `${key.slice(0, KEY_SHOWN_MAX)}…`;
}
