/** Text that every encoding can carry. */

/** `String` as of ES2024, which every supported Node.js has. */
interface UnicodeText {
  isWellFormed(): boolean;
}

/** False for text with half a surrogate pair, which UTF-8 cannot carry: it would be another text when it is read back. */
export function isWellFormed(text: string): boolean {
  return (text as string & UnicodeText).isWellFormed();
}
