/** Logs with real records, and archives in directories of their own, for specs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventLog, encodeBatch, encodeClaim } from '@macp/event-log';
import type { EventLog, LogRecord } from '@macp/event-log';
import { DirectoryLogArchive } from '../directory-log-archive.js';

export const LOG_ID = 'log-of-the-spec';

/** A place for archives, each in a directory of its own, all gone after `remove`. */
export class Places {
  readonly #paths: string[] = [];

  async path(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'macp-archive-'));
    this.#paths.push(path);
    return path;
  }

  async archive(partitions = 1, logId = LOG_ID): Promise<DirectoryLogArchive> {
    return DirectoryLogArchive.open({ path: await this.path(), logId, partitions, create: true });
  }

  async remove(): Promise<void> {
    for (const path of this.#paths.splice(0)) await rm(path, { recursive: true, force: true });
  }
}

/** The same archive, as another process opens it. */
export function again({ path, logId, partitions }: DirectoryLogArchive): Promise<DirectoryLogArchive> {
  return DirectoryLogArchive.open({ path, logId, partitions, create: false });
}

export function memoryLog(partitions = 1, logId = LOG_ID): MemoryEventLog {
  return new MemoryEventLog({ logId, partitions });
}

/** Records that are none of a claimed log: enough where nobody decodes them. */
export function rawRecords(from: number, to: number, text = 'record'): LogRecord[] {
  return Array.from({ length: to - from }, (_, at) => ({
    offset: from + at,
    bytes: Buffer.from(`${text} ${from + at}`),
  }));
}

/** Appends a CLAIM and `batches` empty batches of its epoch; resolves with the log's end. */
export async function write(log: EventLog, epoch: string, batches: number, partition = 0): Promise<number> {
  const { partitions, logId } = log;
  const claim = { epoch, owner: 'spec', generation: 0, partitions, logId, commandLogId: 'commands', claimedAtMs: 1 };
  await log.append(partition, encodeClaim(claim));
  for (let seq = 1; seq <= batches; seq += 1) {
    const decided = { decidedUpTo: seq, parked: [], recordedAtMs: seq, outcomes: [], facts: [Buffer.alloc(32, seq)] };
    await log.append(partition, encodeBatch({ epoch, seq, ...decided }));
  }
  return log.endOffset(partition);
}

/** Everything from offset 0 on. */
export async function wholeOf(log: EventLog, partition = 0): Promise<LogRecord[]> {
  const end = await log.endOffset(partition);
  const records: LogRecord[] = [];
  while (records.length < end) records.push(...(await log.read(partition, records.length, 100)));
  return records;
}

export function textsOf(records: readonly LogRecord[]): string[] {
  return records.map(({ bytes }) => Buffer.from(bytes).toString());
}

/** Runs tasks in the next turn, whatever their delay. */
export function nextTurn(_delayMs: number, task: () => void): () => void {
  const turn = setImmediate(task);
  return () => clearImmediate(turn);
}
