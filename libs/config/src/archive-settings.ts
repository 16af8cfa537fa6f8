/**
 * Settings of the log's archive (ADR 0008). Every process that reads the log of sessions is told where the archive is; those
 * that archive it also when, and whether the log is trimmed afterwards.
 */
import { integer, flag, strict, strictOptional, text } from './setting.js';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig } from './settings-slice.js';

const MEBIBYTE = 1024 * 1024;

export const archiveSettings = defineSlice(
  'Archive',
  {
    directory: strictOptional('MACP_LOG_ARCHIVE_DIR', {
      summary: 'directory that the log of sessions is archived in, the same one for all processes',
      schema: text,
    }),
    trimsLog: flag('MACP_LOG_TRIM', '1 = drop from the log what is archived and not needed to start'),
    segmentBytes: strict('MACP_LOG_ARCHIVE_SEGMENT_BYTES', {
      summary: 'bytes of records that make a segment of the archive; what fills none stays in the log alone',
      schema: integer(1, 64 * MEBIBYTE),
      default: String(8 * MEBIBYTE),
    }),
    intervalSecs: strict('MACP_LOG_ARCHIVE_INTERVAL_SECS', {
      summary: 'seconds between two passes of the archiver',
      schema: integer(1, 86_400),
      default: '60',
    }),
  },
  {
    check: ({ directory, trimsLog }) =>
      trimsLog && directory === undefined ? ['MACP_LOG_TRIM=1 needs MACP_LOG_ARCHIVE_DIR'] : [],
  },
);

export type ArchiveSettings = SliceConfig<typeof archiveSettings>;
