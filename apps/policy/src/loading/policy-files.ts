/**
 * Policies from a directory (`MACP_POLICIES_DIR`): every `*.json` of it in path order, each one document, judged by the
 * same admission as a registration over the wire, reserved and repeated ids included. All files are judged, so that a dry
 * run names every bad one.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { StartupFault } from '@macp/config';
import { canonicalJson, compareText, isWellFormed } from '@macp/kernel';
import type { JsonValue, PolicyDefinition } from '@macp/kernel';
import { EMPTY_POLICIES, decidePolicyRegistry, evolvePolicyRegistry } from '@macp/policy-rules';
import type { PolicyRegistry } from '@macp/policy-rules';

const VARIABLE = 'MACP_POLICIES_DIR';
const TEXT_MEMBERS = ['policy_id', 'mode', 'description'] as const;
const SCHEMA_VERSION_MAX = 0xffff_ffff;

/** The word on one file: the id of the policy in it, or what is wrong. */
export type PolicyFile =
  { readonly name: string; readonly policyId: string } | { readonly name: string; readonly fault: string };

export interface PolicyFiles {
  /** In path order. */
  readonly files: readonly PolicyFile[];
  /** The policies of all good files. */
  readonly policies: PolicyRegistry;
}

/** Judges every file of a directory. @throws StartupFault when the directory cannot be read. */
export function judgePolicyFiles(directory: string): PolicyFiles {
  const files: PolicyFile[] = [];
  let policies = EMPTY_POLICIES;
  for (const name of policyFileNames(directory)) {
    const read = readPolicy(join(directory, name));
    if (typeof read === 'string') {
      files.push({ name, fault: read });
      continue;
    }
    const command = { kind: 'RegisterPolicy', descriptor: read, caller: name } as const;
    const { facts, outcome } = decidePolicyRegistry(policies, command, 0);
    policies = facts.reduce(evolvePolicyRegistry, policies);
    if (outcome.kind === 'registryRefused') files.push({ name, fault: outcome.error });
    else files.push({ name, policyId: read.policyId });
  }
  return { files, policies };
}

/** The policies of a directory. @throws StartupFault at the first bad file, and when the directory cannot be read. */
export function loadPolicies(directory: string): PolicyRegistry {
  const { files, policies } = judgePolicyFiles(directory);
  for (const file of files) {
    if ('fault' in file) throw new StartupFault(`${VARIABLE}: ${join(directory, file.name)}: ${file.fault}`);
  }
  return policies;
}

function policyFileNames(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => extname(name) === '.json')
      .sort(compareText);
  } catch (cause) {
    throw new StartupFault(`${VARIABLE}: ${directory} cannot be read (${errorCode(cause)})`, { cause });
  }
}

/** The descriptor of a file, or what is wrong with it. */
function readPolicy(path: string): PolicyDefinition | string {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)));
  } catch (cause) {
    return cause instanceof SyntaxError ? 'is not JSON' : `cannot be read (${errorCode(cause)})`;
  }
  if (!isRecord(document)) return 'is not a JSON object';
  for (const member of TEXT_MEMBERS) {
    const text = document[member];
    if (typeof text !== 'string') return `${member} must be a string`;
    // Half of a surrogate pair would be another text when it is read back from the log.
    if (!isWellFormed(text)) return `${member} must be text that can be written as UTF-8`;
  }
  const { policy_id: policyId, mode, description } = document as Record<string, string>;
  const { rules, schema_version: schemaVersion } = document;
  if (!isRecord(rules)) return 'rules must be an object';
  if (!isVersion(schemaVersion)) return 'schema_version must be a number';
  const rulesText = textOf(rules);
  if (rulesText === undefined) return 'rules are nested too deep or hold a number that is too large';
  return { policyId: policyId!, mode: mode!, description: description!, rules: rulesText, schemaVersion };
}

function textOf(rules: object): string | undefined {
  try {
    return canonicalJson(rules as JsonValue);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= SCHEMA_VERSION_MAX;
}

function errorCode(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? 'unknown error';
}
