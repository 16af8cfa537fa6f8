/** The audit counts what is in the archive and no more in the log, and finds what is in neither or differs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '@macp/event-log';
import { DirectoryLogArchive } from '@macp/log-archive';
import { ArchiveAudit } from './archive-audit.js';

const RECORDS = 9;
const SEGMENT_RECORDS = 3;

describe('the audit of an archive', () => {
  let directory: string;
  let log: MemoryEventLog;
  let archive: DirectoryLogArchive;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'macp-audit-'));
    log = new MemoryEventLog({ partitions: 1, logId: 'log' });
    for (let n = 0; n < RECORDS; n++) await log.append(0, Buffer.from(`record ${n}`));
    archive = await DirectoryLogArchive.open({ path: directory, logId: 'log', partitions: 1, create: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Two segments of three. */
  async function archived(change: (text: string) => string = (text) => text): Promise<void> {
    for (const from of [0, SEGMENT_RECORDS]) {
      const records = await log.read(0, from, SEGMENT_RECORDS);
      const copies = records.map(({ offset, bytes }) => ({
        offset,
        bytes: Buffer.from(change(Buffer.from(bytes).toString())),
      }));
      await archive.append(0, copies);
    }
  }

  it('counts segments, and those that are trimmed as a whole', async () => {
    await archived();
    await log.trim(0, 4);
    const counted = { segments: 2, trimmedSegments: 1, trimmedRecords: 4, sharedRecords: 2 };
    expect(await ArchiveAudit.of(log, archive)).toMatchObject(counted);
  });

  it('finds records that are in neither', async () => {
    await archived();
    await log.trim(0, 7);
    await expect(ArchiveAudit.of(log, archive)).rejects.toMatchObject({ invariant: 'I1' });
  });

  it('finds a record that is another one in the log', async () => {
    await archived((text) => text.replace('record 5', 'something'));
    await log.trim(0, 4);
    await expect(ArchiveAudit.of(log, archive)).rejects.toMatchObject({ invariant: 'I1' });
  });

  it('finds a log that ends before its archive', async () => {
    await archived();
    const shorter = new MemoryEventLog({ partitions: 1, logId: 'log' });
    for (const { bytes } of await log.read(0, 0, 5)) await shorter.append(0, bytes);
    await expect(ArchiveAudit.of(shorter, archive)).rejects.toMatchObject({ invariant: 'I1' });
  });
});
