/**
 * The marker of a directory: a file of JSON that says whose the directory is, in which format, and what else has to be
 * known before a byte in it is touched. A build reads every format up to its own, and no newer one.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isMissing } from './system-error.js';

export type MarkerReason = 'not-accessible' | 'newer-format' | 'damaged';

/** The marker of one kind of directory. */
export interface DirectoryMarker<Content> {
  /** Of the file in the directory. */
  readonly fileName: string;
  /** Newest format that this build reads. */
  readonly formatVersion: number;
  /** What the fields say, of a format up to `formatVersion`; `undefined` where they are not a marker's. */
  readonly decode: (fields: Readonly<Record<string, unknown>>) => Content | undefined;
  /** What is thrown; `why` is the end of a sentence that begins with the directory. */
  readonly Refused: new (reason: MarkerReason, path: string, why: string, options?: { cause?: unknown }) => Error;
}

/** The marker of the directory `path`; `undefined` where there is none, be it for want of the directory. @throws `Refused` */
export async function readMarker<Content>(
  path: string,
  { fileName, formatVersion, decode, Refused }: DirectoryMarker<Content>,
): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(join(path, fileName), 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new Refused('not-accessible', path, `cannot be read and written (${codeOf(cause)})`, { cause });
  }
  const fields = parseObject(text);
  const { format } = fields;
  if (typeof format === 'number' && format > formatVersion) {
    const why = `was written by a newer version (format ${format}; this one reads up to ${formatVersion})`;
    throw new Refused('newer-format', path, why);
  }
  const content = typeof format === 'number' ? decode(fields) : undefined;
  if (content === undefined) throw new Refused('damaged', path, `has a ${fileName} that is not readable`);
  return content;
}

/** Whatever is not an object has no fields. */
function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
