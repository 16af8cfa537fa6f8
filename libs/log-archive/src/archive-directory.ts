/**
 * The directory of an archive: marked as ours and as of one log by `macp-archive.json`, with files that appear whole or not
 * at all and are never replaced. A file is written under another name, flushed, and then linked to its own name, which fails
 * where that name is taken: two archivers can never write over each other.
 */
import { randomUUID } from 'node:crypto';
import { link, readdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, isMissing, makeDirectory, readMarker, syncDirectory, writeDurably } from '@macp/durable-files';
import type { DirectoryMarker } from '@macp/durable-files';

export const ARCHIVE_FORMAT_VERSION = 1;

const DRAFT_PREFIX = '.draft-';
const OLD_DRAFT_MS = 86_400_000;
/** What an otherwise empty directory may hold. */
const NEUTRAL = new Set(['lost+found']);
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

export type ArchiveReason =
  'not-accessible' | 'not-ours' | 'damaged' | 'newer-format' | 'other-log' | 'other-partitions' | 'no-hard-links';

/** The directory cannot be the archive of this log; the message is one sentence for people. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
  constructor(
    readonly reason: ArchiveReason,
    readonly path: string,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(`The log archive ${path} ${why}.`, options);
  }
}

/** Which log the directory is the archive of. */
export interface ArchiveIdentity {
  readonly logId: string;
  readonly partitions: number;
}

const MARKER: DirectoryMarker<ArchiveIdentity> = {
  fileName: 'macp-archive.json',
  formatVersion: ARCHIVE_FORMAT_VERSION,
  decode: ({ logId, partitions }) =>
    typeof logId === 'string' && typeof partitions === 'number' ? { logId, partitions } : undefined,
  Refused: ArchiveRefused,
};

/** True when the directory is marked as the archive of that log; false when it is not there or empty. @throws ArchiveRefused */
export async function isArchiveOf(path: string, identity: ArchiveIdentity): Promise<boolean> {
  const found = await readMarker(path, MARKER);
  if (found === undefined) {
    await requireEmpty(path);
    return false;
  }
  const { logId, partitions } = found;
  if (logId !== identity.logId) {
    throw new ArchiveRefused('other-log', path, `is of log ${logId}, not of ${identity.logId}`);
  }
  if (partitions !== identity.partitions) {
    const why = `is of a log of ${partitions} partitions, not of ${identity.partitions}`;
    throw new ArchiveRefused('other-partitions', path, why);
  }
  return true;
}

/** Marks the directory as the archive of that log, unless it is. @throws ArchiveRefused */
export async function createArchive(path: string, identity: ArchiveIdentity): Promise<void> {
  if (await isArchiveOf(path, identity)) return;
  const { logId, partitions } = identity;
  const marker = Buffer.from(`${JSON.stringify({ format: ARCHIVE_FORMAT_VERSION, logId, partitions })}\n`);
  try {
    await makeDirectory(path);
    await publish(path, MARKER.fileName, marker);
  } catch (cause) {
    if (cause instanceof ArchiveRefused) throw cause;
    throw notAccessible(path, cause);
  }
  // Somebody else's may have come first.
  await isArchiveOf(path, identity);
}

/** The file is there and lasts, with these bytes or with those that somebody else gave it before. */
export async function publish(directory: string, name: string, bytes: Buffer): Promise<void> {
  await makeDirectory(directory);
  const draft = join(directory, `${DRAFT_PREFIX}${randomUUID()}`);
  try {
    await writeDurably(draft, bytes, 'wx');
    await linkUnlessTaken(draft, join(directory, name));
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  await syncDirectory(directory);
}

/** Names of the files in the directory, drafts left out; none where it is not there. */
export async function fileNames(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => !name.startsWith(DRAFT_PREFIX));
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

/** Removes what archivers that died long ago have left half-written. One that still lives would only try again. */
export async function removeOldDrafts(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(DRAFT_PREFIX))) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > OLD_DRAFT_MS) await unlink(path).catch(() => undefined);
  }
}

async function linkUnlessTaken(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') return;
    if (!NO_LINKS.has(code)) throw cause;
    const why = `is on a file system without hard links (${code}), without which a file there could be replaced`;
    throw new ArchiveRefused('no-hard-links', dirname(to), why, { cause });
  }
}

async function requireEmpty(path: string): Promise<void> {
  let names: string[];
  try {
    names = await fileNames(path);
  } catch (cause) {
    throw notAccessible(path, cause);
  }
  if (names.every((name) => NEUTRAL.has(name))) return;
  // Between the two looks the marker may have come.
  if (names.includes(MARKER.fileName)) return;
  throw new ArchiveRefused('not-ours', path, `is not empty and has no ${MARKER.fileName}`);
}

function notAccessible(path: string, cause: unknown): ArchiveRefused {
  return new ArchiveRefused('not-accessible', path, `cannot be read and written (${codeOf(cause)})`, { cause });
}
