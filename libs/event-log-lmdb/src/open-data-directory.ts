/**
 * The data directory: created with access for its owner only, marked as ours by `macp-store.json`, and opened by one
 * process at a time. Whatever is wrong with it is said in one sentence before a byte of data is touched.
 */
import { randomUUID } from 'node:crypto';
import { access, constants, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { makeDirectory, readMarker, syncDirectory, writeDurably } from '@macp/durable-files';
import type { DirectoryMarker } from '@macp/durable-files';
import { LOCK_FILE, lockDirectory } from './directory-lock.js';
import type { DirectoryLock } from './directory-lock.js';
import { NoEnvironment } from './environment-file.js';
import { systemErrorOf } from './lmdb-store.js';

/** Layout of the directory and of the tables in it; a build reads every version up to its own. */
export const STORE_FORMAT_VERSION = 1;

const MARKER_FILE = 'macp-store.json';
const MARKER_DRAFT = `${MARKER_FILE}.draft`;
/** What an otherwise empty directory may hold: file systems and half-finished creations leave these. */
const NEUTRAL = new Set(['lost+found', MARKER_DRAFT, LOCK_FILE]);

export type DataDirectoryReason =
  | 'not-accessible'
  | 'in-use'
  | 'other-runtime'
  | 'not-ours'
  | 'damaged'
  | 'newer-format'
  | 'other-use'
  | 'other-log'
  | 'other-partitions';

/** The process must not start on this directory; the message is one sentence for people. */
export class DataDirectoryRefused extends Error {
  override readonly name = 'DataDirectoryRefused';
  constructor(
    readonly reason: DataDirectoryReason,
    readonly path: string,
    why: string,
    options?: { cause?: unknown },
  ) {
    super(`The data directory ${path} ${why}.`, options);
  }
}

/** An open, locked data directory. */
export interface DataDirectory {
  /** Absolute. */
  readonly path: string;
  /** Identity of the log in it, given at its creation, or of the log elsewhere that its projections are made from. */
  readonly logId: string;
  readonly partitions: number;
  /** Lets other processes have it. */
  release(): Promise<void>;
}

export interface DataDirectoryOptions {
  readonly path: string;
  /** Partitions of a new directory; an existing one must have as many, or any number where only that of new ones is said. */
  readonly partitions: number | { readonly ofNew: number };
  /** The directory holds nothing but projections, made from this log; without it, a log of its own. */
  readonly projectionsOf?: string;
}

interface Marker {
  /** Absent where it is a log. */
  readonly holds?: 'projections';
  readonly logId: string;
  readonly partitions: number;
}

const MARKER: DirectoryMarker<Marker> = {
  fileName: MARKER_FILE,
  formatVersion: STORE_FORMAT_VERSION,
  decode({ logId, partitions, holds }) {
    const hasLog = typeof logId === 'string' && logId !== '';
    if (!hasLog || typeof partitions !== 'number') return undefined;
    if (holds === 'projections') return { logId, partitions, holds };
    return holds === undefined ? { logId, partitions } : undefined;
  },
  Refused: DataDirectoryRefused,
};

/** @throws DataDirectoryRefused */
export async function openDataDirectory(options: DataDirectoryOptions): Promise<DataDirectory> {
  const path = resolve(options.path);
  await prepare(path);
  const lock = await lockOrRefuse(path);
  try {
    const found = await readMarker(path, MARKER);
    if (found === undefined) await requireEmpty(path);
    const marker = found ?? (await create(path, options));
    requireSameUse(path, marker, options);
    if (found !== undefined) await proveWritable(path);
    return { path, logId: marker.logId, partitions: marker.partitions, release: () => lock.release() };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

/** What was made from one log is never shown as another's, and never dropped unasked: it may be the last copy. */
function requireSameUse(path: string, { holds, logId, partitions }: Marker, options: DataDirectoryOptions): void {
  const { projectionsOf } = options;
  if (holds !== 'projections' && projectionsOf !== undefined) {
    throw new DataDirectoryRefused('other-use', path, 'holds a log of its own, not projections of a log elsewhere');
  }
  if (holds === 'projections' && projectionsOf === undefined) {
    throw new DataDirectoryRefused('other-use', path, 'holds projections of a log elsewhere, not a log of its own');
  }
  if (projectionsOf !== undefined && logId !== projectionsOf) {
    const why = `holds projections of log ${logId}, not of ${projectionsOf}: if the log was created anew, remove them`;
    throw new DataDirectoryRefused('other-log', path, why);
  }
  if (typeof options.partitions === 'number' && partitions !== options.partitions) {
    const why = `was created with ${partitions} partitions, not with ${options.partitions}`;
    throw new DataDirectoryRefused('other-partitions', path, why);
  }
}

async function prepare(path: string): Promise<void> {
  try {
    await makeDirectory(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw notAccessible(path, cause);
  }
}

async function lockOrRefuse(path: string): Promise<DirectoryLock> {
  const { dev: device, ino: inode } = await stat(path, { bigint: true });
  const lock = await lockDirectory({ device, inode, platform: process.platform, path });
  if (lock === undefined) throw new DataDirectoryRefused('in-use', path, 'is in use by another process');
  return lock;
}

async function requireEmpty(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !NEUTRAL.has(name));
  if (names.length === 0) return;
  if (await isOtherRuntime(path, names)) {
    throw new DataDirectoryRefused('other-runtime', path, 'holds files of another MACP runtime');
  }
  throw new DataDirectoryRefused('not-ours', path, `is not empty and has no ${MARKER_FILE}`);
}

async function isOtherRuntime(path: string, names: readonly string[]): Promise<boolean> {
  if (names.includes('storage_version.json')) return true;
  if (!names.includes('sessions')) return false;
  const sessions = join(path, 'sessions');
  const ids = await readdir(sessions).catch(() => []);
  for (const id of ids) {
    const found = await stat(join(sessions, id, 'log.jsonl')).catch(() => undefined);
    if (found !== undefined) return true;
  }
  return false;
}

/** The marker is on disk, whole, before anything else is. */
async function create(path: string, options: DataDirectoryOptions): Promise<Marker> {
  const { projectionsOf } = options;
  const partitions = typeof options.partitions === 'number' ? options.partitions : options.partitions.ofNew;
  const use = projectionsOf === undefined ? {} : { holds: 'projections' as const };
  const marker = { ...use, logId: projectionsOf ?? randomUUID(), partitions };
  const draft = join(path, MARKER_DRAFT);
  try {
    await rm(draft, { force: true });
    await writeDurably(draft, `${JSON.stringify({ format: STORE_FORMAT_VERSION, ...marker })}\n`, 'wx');
    await rename(draft, join(path, MARKER_FILE));
    await syncDirectory(path);
  } catch (cause) {
    throw notAccessible(path, cause);
  }
  return marker;
}

/** A disk that is full or failing is better met here than by LMDB, which may end the process without a word. */
async function proveWritable(path: string): Promise<void> {
  const draft = join(path, MARKER_DRAFT);
  try {
    await writeDurably(draft, '\n', 'w');
    await rm(draft, { force: true });
  } catch (cause) {
    throw notAccessible(path, cause);
  }
}

/** Why what is in the directory could not be opened: a refusal where the system or a damaged file is why, else `cause`. */
export function toRefusal(path: string, cause: unknown): unknown {
  if (cause instanceof NoEnvironment) {
    const file = relative(path, cause.path);
    return new DataDirectoryRefused('damaged', path, `has a ${file} that is not readable`, { cause });
  }
  return systemErrorOf(cause) === undefined ? cause : notAccessible(path, cause);
}

/** The refusal of a directory that the system does not let be used. */
function notAccessible(path: string, cause: unknown): DataDirectoryRefused {
  const code = systemErrorOf(cause) ?? String(cause);
  return new DataDirectoryRefused('not-accessible', path, `cannot be read and written (${code})`, { cause });
}
