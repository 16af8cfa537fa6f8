/** The rows of the pages of modes, policies and the wire, and the tests that hold them: each named test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { NamedTest } from '../conformance/traced-row.js';
import { MODE_PAGE_ROWS } from './mode-page-rows.js';
import { WIRE_PAGE_ROWS } from './wire-page-rows.js';

const sources = new Map<string, string>();

/** A file of tests as it is written, with what stands in a string as its words are. */
function sourceOf(file: string): string {
  let source = sources.get(file);
  if (source === undefined) {
    const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
    source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    sources.set(file, source);
  }
  return source;
}

const isThere = ({ file, words }: NamedTest): boolean => sourceOf(file).includes(words);

describe.each([
  ['modes and policies', MODE_PAGE_ROWS],
  ['the wire', WIRE_PAGE_ROWS],
] as const)('the rows of the page of %s', (_page, rows) => {
  it('are named once, and have a test each', () => {
    const names = rows.map(({ row }) => row);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });

  it.each(rows)('$row: what is named is there', ({ tests }) => {
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
  });

  it('would miss a test that is gone', () => {
    const [{ file }] = rows[0]!.tests as [NamedTest];
    expect(isThere({ file, words: 'of a test that nobody wrote' })).toBe(false);
    expect(isThere({ file: 'apps/none.spec.ts', words: 'it' })).toBe(false);
  });
});
