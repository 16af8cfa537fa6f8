/**
 * Blank and trimmed text as the protocol means them: Unicode White_Space, which differs from what `String.trim` removes
 * in two characters (it keeps U+0085 and removes U+FEFF).
 */
const NON_BLANK = /\P{White_Space}/u;
const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;

/** True for text that is empty or only white space. */
export function isBlank(text: string): boolean {
  return !NON_BLANK.test(text);
}

/** The text without white space at its ends. */
export function trimWhiteSpace(text: string): string {
  return text.replace(EDGES, '');
}
