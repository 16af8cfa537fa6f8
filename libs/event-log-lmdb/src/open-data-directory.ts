/**
 * The data directory: created with access for its owner only, marked as ours by `macp-store.json`, and opened by one
 * process at a time. Whatever is wrong with it is said in one sentence before a byte of data is touched.
 */
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { lockDirectory } from './directory-lock.js';
import type { DirectoryLock } from './directory-lock.js';
import { systemErrorOf } from './lmdb-store.js';

/** Layout of the directory and of the tables in it; a build reads every version up to its own. */
export const STORE_FORMAT_VERSION = 1;

const MARKER = 'macp-store.json';
const MARKER_DRAFT = 'macp-store.json.draft';
/** What an otherwise empty directory may hold: file systems and half-finished creations leave these. */
const NEUTRAL = new Set(['lost+found', MARKER_DRAFT]);

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
  readonly format: number;
  /** Absent where it is a log. */
  readonly holds?: 'projections';
  readonly logId: string;
  readonly partitions: number;
}

/** @throws DataDirectoryRefused */
export async function openDataDirectory(options: DataDirectoryOptions): Promise<DataDirectory> {
  const path = resolve(options.path);
  await prepare(path);
  const lock = await lockOrRefuse(path);
  try {
    const found = await readMarker(path);
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
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw notAccessible(path, cause);
  }
}

async function lockOrRefuse(path: string): Promise<DirectoryLock> {
  const { dev: device, ino: inode } = await stat(path, { bigint: true });
  const lock = await lockDirectory({ device, inode, platform: process.platform });
  if (lock === undefined) throw new DataDirectoryRefused('in-use', path, 'is in use by another process');
  return lock;
}

/** The marker of our own directory; `undefined` for an empty one. */
async function readMarker(path: string): Promise<Marker | undefined> {
  let text: string;
  try {
    text = await readFile(join(path, MARKER), 'utf8');
  } catch (cause) {
    if (!isMissing(cause)) throw notAccessible(path, cause);
    await requireEmpty(path);
    return undefined;
  }
  return parseMarker(path, text);
}

function parseMarker(path: string, text: string): Marker {
  const marker = parseObject(text);
  const { format, logId, partitions, holds } = marker;
  if (typeof format === 'number' && format > STORE_FORMAT_VERSION) {
    const why = `was written by a newer version (format ${format}; this one reads up to ${STORE_FORMAT_VERSION})`;
    throw new DataDirectoryRefused('newer-format', path, why);
  }
  const hasLog = typeof logId === 'string' && logId !== '';
  const isKnownUse = holds === undefined || holds === 'projections';
  if (typeof format !== 'number' || !hasLog || typeof partitions !== 'number' || !isKnownUse) {
    throw new DataDirectoryRefused('damaged', path, `has a ${MARKER} that is not readable`);
  }
  return { format, logId, partitions, ...(holds === undefined ? {} : { holds }) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

async function requireEmpty(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !NEUTRAL.has(name));
  if (names.length === 0) return;
  if (await isOtherRuntime(path, names)) {
    throw new DataDirectoryRefused('other-runtime', path, 'holds files of another MACP runtime');
  }
  throw new DataDirectoryRefused('not-ours', path, `is not empty and has no ${MARKER}`);
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
  const marker = { format: STORE_FORMAT_VERSION, ...use, logId: projectionsOf ?? randomUUID(), partitions };
  const draft = join(path, MARKER_DRAFT);
  try {
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(`${JSON.stringify(marker)}\n`);
    await file.sync();
    await file.close();
    await rename(draft, join(path, MARKER));
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
    const file = await open(draft, 'w', 0o600);
    await file.writeFile('\n');
    await file.sync();
    await file.close();
    await rm(draft, { force: true });
  } catch (cause) {
    throw notAccessible(path, cause);
  }
}

async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  await directory.sync();
  await directory.close();
}

/** The refusal of a directory that the system does not let be used. */
export function notAccessible(path: string, cause: unknown): DataDirectoryRefused {
  return new DataDirectoryRefused('not-accessible', path, `cannot be read and written (${codeOf(cause)})`, { cause });
}

function isMissing(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT';
}

function codeOf(cause: unknown): string {
  return systemErrorOf(cause) ?? String(cause);
}
