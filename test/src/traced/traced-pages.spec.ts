/** The rows of the pages of modes, policies and the wire, and the tests that hold them: each named test is there. */
import { describe, expect, it } from '@jest/globals';
import { isThere } from '../conformance/named-tests.js';
import type { NamedTest } from '../conformance/traced-row.js';
import { MODE_PAGE_ROWS } from './mode-page-rows.js';
import { WIRE_PAGE_ROWS } from './wire-page-rows.js';

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
