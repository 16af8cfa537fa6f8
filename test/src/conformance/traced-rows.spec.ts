/**
 * The rows of the pages of the kernel, of modes and policies, and of the wire, and the tests that hold them: every row has
 * one or, on the kernel's page, says why not, and each named test is there.
 */
import { describe, expect, it } from '@jest/globals';
import { EDGE_PAGE_ROWS } from './edge-page-rows.js';
import { MODE_PAGE_ROWS } from './mode-page-rows.js';
import { isThere } from './named-tests.js';
import { SESSION_PAGE_ROWS } from './session-page-rows.js';
import type { NamedTest, TracedRow } from './traced-row.js';
import { WIRE_PAGE_ROWS } from './wire-page-rows.js';

const KERNEL_PAGE_ROWS = [...SESSION_PAGE_ROWS, ...EDGE_PAGE_ROWS];
const isExcused = ({ differs }: TracedRow): boolean => differs !== undefined;
const never = (): boolean => false;

/** Tables of the kernel's page with numbered rows, and their last number. */
const NUMBERED = { '2.1': 11, '3': 15, '5.2': 11, '5.3': 6 };
/** Tables whose rows are letters, and their letters. */
const LETTERED = { '2.2': 'a b c d e f g h i j k l m n o'.split(' ') };
const SECTIONS = [
  ...[
    '2.1',
    '2.2',
    '2.3',
    '2.4',
    '3',
    '4.1',
    '4.2',
    '4.3',
    '4.4',
    '4.5',
    '4.6',
    '4.7',
    '4.8',
    '5',
    '5.1',
    '5.2',
    '5.3',
  ],
  ...['5.4', '6', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '8', '9.1', '9.2', '9.3', '11.1', '11.2', '11.3'],
];

describe('the rows of the page of the kernel', () => {
  it('are all known', () => {
    const names = KERNEL_PAGE_ROWS.map(({ row }) => row);
    const numbered = Object.entries(NUMBERED).flatMap(([section, last]) =>
      Array.from({ length: last }, (_, index) => `${section} #${index + 1}`),
    );
    const lettered = Object.entries(LETTERED).flatMap(([section, letters]) =>
      letters.map((letter) => `${section} ${letter}`),
    );
    expect([...numbered, ...lettered].filter((row) => !names.includes(row))).toEqual([]);
    expect([...new Set(names.map((name) => name.split(' ')[0]!))]).toEqual(SECTIONS);
  });
});

describe.each([
  { page: 'the kernel', rows: KERNEL_PAGE_ROWS, mayLackTests: isExcused },
  { page: 'modes and policies', rows: MODE_PAGE_ROWS, mayLackTests: never },
  { page: 'the wire', rows: WIRE_PAGE_ROWS, mayLackTests: never },
])('the rows of the page of $page', ({ rows, mayLackTests }) => {
  it('are named once, and have a test each, or a reason why not', () => {
    const names = rows.map(({ row }) => row);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(rows.filter((row) => row.tests.length === 0 && !mayLackTests(row))).toEqual([]);
  });

  it.each(rows)('$row: what is named is there', ({ tests }) => {
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
  });

  it('would miss a test that is gone', () => {
    const [{ file, words }] = rows[0]!.tests as [NamedTest];
    expect(isThere({ file, words: 'of a test that nobody wrote' })).toBe(false);
    expect(isThere({ file: 'apps/none.spec.ts', words: 'it' })).toBe(false);
    expect(isThere({ file, words })).toBe(true);
  });
});
