/**
 * Faults of the disk under a real process: a library that is compiled here and loaded before libc counts its writes,
 * flushes and other changes below one directory, and lets those fail that it is told to. What it is told and what it has
 * counted is in a file that both map.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../src/embedded/disk-faults.c', import.meta.url));
const FIELD_BYTES = 8;
const FIELDS = ['calls', 'failed', 'from', 'until', 'error', 'kinds', 'writes', 'flushes'] as const;
type Field = (typeof FIELDS)[number];
const NEVER = 2n ** 62n;

export const canInjectDiskFaults = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

export const DISK_ERRORS = ['ENOSPC', 'EIO', 'EROFS'] as const;
export type DiskError = (typeof DISK_ERRORS)[number];

/** What may fail: a write, what makes writes durable, and what creates, opens for writing, renames or resizes. */
export const KIND = { write: 1, flush: 2, change: 4, any: 7 } as const;

export interface DiskFault {
  readonly error: DiskError;
  /** How many calls from now go well before; none by default. */
  readonly after?: number;
  /** How many fail then; by default all, until the disk is repaired. */
  readonly times?: number;
  /** Sum of `KIND`; by default any. Calls of other kinds are counted and go well. */
  readonly kinds?: number;
}

export class DiskFaults {
  /** What a process needs in its environment to be under these faults. */
  readonly env: Readonly<Record<string, string>>;
  private readonly control: number;

  /** Compiles the library into `workspace`, for processes whose files are below `root`. @throws for a path with spaces */
  constructor(workspace: string, root: string) {
    const library = join(workspace, 'disk-faults.so');
    // The loader would take such a path for several, find none of them, and go on without.
    if (/[\s:]/.test(library)) throw new Error(`no library can be loaded from ${library}`);
    execFileSync('cc', ['-O1', '-shared', '-fPIC', '-o', library, SOURCE, '-ldl']);
    const controlFile = join(workspace, 'disk-faults.control');
    writeFileSync(controlFile, Buffer.alloc(FIELDS.length * FIELD_BYTES));
    this.control = openSync(controlFile, 'r+');
    this.env = { LD_PRELOAD: library, DISK_FAULTS_CONTROL: controlFile, DISK_FAULTS_ROOT: root };
    this.repair();
  }

  /** Calls so far, of all processes. */
  get calls(): number {
    return Number(this.read('calls'));
  }

  /** Calls that failed. */
  get failed(): number {
    return Number(this.read('failed'));
  }

  /** Calls that made writes durable, or should have. */
  get flushes(): number {
    return Number(this.read('flushes'));
  }

  inject({ error, after = 0, times, kinds = KIND.any }: DiskFault): void {
    this.repair();
    const from = this.read('calls') + BigInt(after);
    this.write('error', BigInt(constants.errno[error]));
    this.write('kinds', BigInt(kinds));
    this.write('until', times === undefined ? NEVER : from + BigInt(times));
    this.write('from', from);
  }

  /** Nothing fails any more. */
  repair(): void {
    this.write('from', NEVER);
  }

  close(): void {
    closeSync(this.control);
  }

  private read(field: Field): bigint {
    const bytes = Buffer.alloc(FIELD_BYTES);
    readSync(this.control, bytes, 0, FIELD_BYTES, FIELDS.indexOf(field) * FIELD_BYTES);
    return bytes.readBigInt64LE();
  }

  private write(field: Field, value: bigint): void {
    const bytes = Buffer.alloc(FIELD_BYTES);
    bytes.writeBigInt64LE(value);
    writeSync(this.control, bytes, 0, FIELD_BYTES, FIELDS.indexOf(field) * FIELD_BYTES);
  }
}
