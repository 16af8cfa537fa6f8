/** Which tests hold a row of a table of the specification: named where they are, so that a name that is gone is missed. */

/** A row, or a sentence, of a page of the specification. */
export interface TracedRow {
  /** Section and row: `2.1 #4`, `3 ttl`. */
  readonly row: string;
  /** Where it is tested. */
  readonly tests: readonly NamedTest[];
  /** Why it is not, or not as the page says. */
  readonly differs?: string;
}

/** A file of tests, from the root, and words of the title of one of them, or of the row of data it plays. */
export interface NamedTest {
  readonly file: string;
  readonly words: string;
}

/** Names tests of one file. */
export const inFile =
  (file: string) =>
  (...words: readonly string[]): readonly NamedTest[] =>
    words.map((each) => ({ file, words: each }));

/** A row held by all of these tests. */
export const held = (row: string, ...tests: readonly (readonly NamedTest[])[]): TracedRow => ({
  row,
  tests: tests.flat(),
});

/** A row that this runtime deliberately does not keep to the letter, with the tests of what it does instead. */
export const differing = (row: string, differs: string, ...tests: readonly (readonly NamedTest[])[]): TracedRow => ({
  ...held(row, ...tests),
  differs,
});
