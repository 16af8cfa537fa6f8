/** The rows of the kernel's page and the tests that hold them: every row has one or says why not, and each named test is there. */
import { describe, expect, it } from '@jest/globals';
import { EDGE_PAGE_ROWS } from './edge-page-rows.js';
import { isThere } from './named-tests.js';
import { SESSION_PAGE_ROWS } from './session-page-rows.js';
import type { NamedTest } from './traced-row.js';

const ROWS = [...SESSION_PAGE_ROWS, ...EDGE_PAGE_ROWS];

/** Tables of the page with numbered rows, and their last number. */
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

describe('the rows of the kernel’s page', () => {
  it('are all known, each once', () => {
    const names = ROWS.map(({ row }) => row);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const numbered = Object.entries(NUMBERED).flatMap(([section, last]) =>
      Array.from({ length: last }, (_, index) => `${section} #${index + 1}`),
    );
    const lettered = Object.entries(LETTERED).flatMap(([section, letters]) =>
      letters.map((letter) => `${section} ${letter}`),
    );
    expect([...numbered, ...lettered].filter((row) => !names.includes(row))).toEqual([]);
    expect([...new Set(names.map((name) => name.split(' ')[0]!))]).toEqual(SECTIONS);
  });

  it('have a test each, or a reason why not', () => {
    expect(ROWS.filter(({ tests, differs }) => tests.length === 0 && differs === undefined)).toEqual([]);
  });

  it.each(ROWS)('$row: what is named is there', ({ tests }) => {
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
  });

  it('would miss a test that is gone', () => {
    const [{ file }] = ROWS[0]!.tests as [NamedTest];
    expect(isThere({ file, words: 'of a test that nobody wrote' })).toBe(false);
    expect(isThere({ file: 'apps/none.spec.ts', words: 'it' })).toBe(false);
    expect(isThere({ file, words: ROWS[0]!.tests[0]!.words })).toBe(true);
  });
});
