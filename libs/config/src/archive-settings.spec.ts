/** Settings of the log's archive. */
import { describe, expect, it } from '@jest/globals';
import { archiveSettings, readSettings } from './index.js';

const archive = (environment: Record<string, string>) =>
  readSettings(environment, { archive: archiveSettings }).archive;

describe('archive settings', () => {
  it('archive and trim nothing unless told so', () => {
    const segments = { segmentBytes: 8_388_608, intervalSecs: 60 };
    expect(archive({})).toEqual({ directory: undefined, trimsLog: false, ...segments });
  });

  it('take a directory, and trimming with it', () => {
    const environment = {
      MACP_LOG_ARCHIVE_DIR: '/archive',
      MACP_LOG_TRIM: '1',
      MACP_LOG_ARCHIVE_SEGMENT_BYTES: '1',
      MACP_LOG_ARCHIVE_INTERVAL_SECS: '86400',
    };
    const expected = { directory: '/archive', trimsLog: true, segmentBytes: 1, intervalSecs: 86_400 };
    expect(archive(environment)).toEqual(expected);
    expect(archive({ MACP_LOG_ARCHIVE_DIR: '/archive', MACP_LOG_TRIM: '0' }).trimsLog).toBe(false);
  });

  it.each([
    [{ MACP_LOG_TRIM: '1' }, /: MACP_LOG_TRIM=1 needs MACP_LOG_ARCHIVE_DIR$/],
    [{ MACP_LOG_ARCHIVE_DIR: '' }, /MACP_LOG_ARCHIVE_DIR must not be empty/],
    [{ MACP_LOG_ARCHIVE_SEGMENT_BYTES: '0' }, /MACP_LOG_ARCHIVE_SEGMENT_BYTES must be an integer from 1 to 67108864/],
    [{ MACP_LOG_ARCHIVE_INTERVAL_SECS: '0' }, /MACP_LOG_ARCHIVE_INTERVAL_SECS must be an integer from 1 to 86400/],
  ] as readonly (readonly [Record<string, string>, RegExp])[])('refuse %j', (environment, problem) => {
    expect(() => archive(environment)).toThrow(problem);
  });
});
