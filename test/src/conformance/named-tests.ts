/** Whether tests that are named are there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NamedTest } from './traced-row.js';

const sources = new Map<string, string>();

/** A file of tests as it is written, with what stands in a string as its words are. */
function sourceOf(file: string): string {
  let source = sources.get(file);
  if (source === undefined) {
    const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
    source = existsSync(path) ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : '';
    sources.set(file, source);
  }
  return source;
}

/** Whether the file is there and has these words. */
export const isThere = ({ file, words }: NamedTest): boolean => sourceOf(file).includes(words);
