/** Policies from a directory: all of them or none, judged as over the wire; and the dry run names every bad one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StartupFault } from '@macp/config';
import { listPolicies } from '@macp/policy-rules';
import { dryRunPolicies } from './dry-run.js';
import { loadPolicies } from './policy-files.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'macp-policies-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const DOCUMENT = {
  policy_id: 'p.one',
  mode: 'macp.mode.decision.v1',
  description: 'one',
  rules: { voting: { algorithm: 'majority', threshold: 0.5 }, _note: 'kept' },
  schema_version: 3,
};

function write(name: string, content: unknown): void {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const loaded = (): string[] =>
  listPolicies(loadPolicies(directory), '')
    .map(({ policyId }) => policyId)
    .filter((id) => !id.startsWith('policy.'));
const dryRun = () => dryRunPolicies({ directory, isDryRun: true });

describe('loading', () => {
  it('takes every *.json of the directory itself, and nothing else', () => {
    write('b.json', { ...DOCUMENT, unknown_member: 'ignored' });
    write('a.json', { ...DOCUMENT, policy_id: 'p.two', mode: '*', rules: {} });
    write('c.JSON', 'not read');
    write('notes.txt', 'not read');
    write('.json', 'not read');
    mkdirSync(join(directory, 'deeper'));
    write('deeper/d.json', 'not read');
    expect(loaded()).toEqual(['p.one', 'p.two']);
    const [policy] = listPolicies(loadPolicies(directory), DOCUMENT.mode);
    expect(policy).toMatchObject({
      rules: '{"_note":"kept","voting":{"algorithm":"majority","threshold":0.5}}',
      schemaVersion: 3,
    });
  });

  it('takes an empty directory', () => {
    expect(loaded()).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['text', 'no json', 'is not JSON'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]).toString('latin1'), 'is not JSON'],
    ['a list', [DOCUMENT], 'is not a JSON object'],
    ['no id', { ...DOCUMENT, policy_id: undefined }, 'policy_id must be a string'],
    [
      'half a character in its id',
      JSON.stringify({ ...DOCUMENT, policy_id: '\ud800' }),
      'policy_id must be text that can be written as UTF-8',
    ],
    ['no mode', { ...DOCUMENT, mode: undefined }, 'mode must be a string'],
    ['no description', { ...DOCUMENT, description: undefined }, 'description must be a string'],
    ['rules as text', { ...DOCUMENT, rules: '{}' }, 'rules must be an object'],
    ['no rules', { ...DOCUMENT, rules: undefined }, 'rules must be an object'],
    ['no version', { ...DOCUMENT, schema_version: undefined }, 'schema_version must be a number'],
    ['half a version', { ...DOCUMENT, schema_version: 1.5 }, 'schema_version must be a number'],
    [
      'an unknown version',
      { ...DOCUMENT, schema_version: 4 },
      'INVALID_POLICY_DEFINITION: schema_version must be 1, 2 or 3',
    ],
    [
      'an unknown rule',
      { ...DOCUMENT, rules: { audit: {} } },
      'INVALID_POLICY_DEFINITION: rules.audit is not a defined key',
    ],
    [
      'the default id',
      { ...DOCUMENT, policy_id: 'policy.default' },
      "INVALID_POLICY_DEFINITION: policy_id 'policy.default' is reserved",
    ],
    [
      'an unassigned reserved id',
      { ...DOCUMENT, policy_id: 'policy.std.x' },
      "INVALID_POLICY_DEFINITION: policy_id 'policy.std.x' is reserved for a profile of the specification",
    ],
    [
      'an infinite number',
      JSON.stringify(DOCUMENT).replace('0.5', '1e999'),
      'rules are nested too deep or hold a number that is too large',
    ],
  ])('refuses a file with %s', (_what, content, fault) => {
    write('good.json', DOCUMENT);
    write('q.json', content);
    expect(() => loadPolicies(directory)).toThrow(
      new StartupFault(`MACP_POLICIES_DIR: ${join(directory, 'q.json')}: ${fault}`),
    );
    rmSync(join(directory, 'q.json'));
    expect(loaded()).toEqual(['p.one']);
  });

  it('refuses a directory of that name, an id that is there twice, and a path that is no directory', () => {
    write('a.json', DOCUMENT);
    write('b.json', DOCUMENT);
    expect(() => loadPolicies(directory)).toThrow("b.json: policy 'p.one' is already registered");
    rmSync(join(directory, 'b.json'));
    mkdirSync(join(directory, 'b.json'));
    expect(() => loadPolicies(directory)).toThrow('b.json: cannot be read (EISDIR)');
    const missing = join(directory, 'missing');
    expect(() => loadPolicies(missing)).toThrow(`MACP_POLICIES_DIR: ${missing} cannot be read (ENOENT)`);
  });

  it('refuses what is nested beyond any use instead of overflowing', () => {
    const deep = '{"a":'.repeat(100_000) + '{}' + '}'.repeat(100_000);
    write('deep.json', JSON.stringify({ ...DOCUMENT, rules: '#' }).replace('"#"', deep));
    expect(() => loadPolicies(directory)).toThrow(/deep\.json: /);
  });
});

describe('the dry run', () => {
  it('says one line per file, in path order, and counts', () => {
    write('a.json', DOCUMENT);
    write('b.json', 'no json');
    write('c.json', DOCUMENT);
    write('d.json', { ...DOCUMENT, policy_id: 'p.two' });
    expect(dryRun()).toEqual({
      lines: [
        `OK       ${join(directory, 'a.json')} (p.one)`,
        `REJECTED ${join(directory, 'b.json')}: is not JSON`,
        `REJECTED ${join(directory, 'c.json')}: policy 'p.one' is already registered`,
        `OK       ${join(directory, 'd.json')} (p.two)`,
        '2 accepted, 2 rejected',
      ],
      warnings: [],
      exitCode: 1,
    });
  });

  it('keeps an id that contains a line of its own on its line', () => {
    write('a.json', { ...DOCUMENT, policy_id: 'p\nOK       b.json (q)\u{1f600}' });
    expect(dryRun().lines).toEqual([
      `OK       ${join(directory, 'a.json')} (p\\u000aOK       b.json (q)\u{1f600})`,
      '1 accepted, 0 rejected',
    ]);
  });

  it('succeeds when every file is good, and warns when there is none', () => {
    expect(dryRun()).toEqual({
      lines: ['0 accepted, 0 rejected'],
      warnings: [`warning: ${directory} has no *.json files`],
      exitCode: 0,
    });
    write('a.json', DOCUMENT);
    expect(dryRun()).toMatchObject({ warnings: [], exitCode: 0 });
  });

  it('fails without a directory', () => {
    expect(() => dryRunPolicies({ directory: undefined, isDryRun: true })).toThrow(StartupFault);
    rmSync(directory, { recursive: true });
    expect(() => dryRun()).toThrow(StartupFault);
  });
});
