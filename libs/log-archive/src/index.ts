/** The archive of the log: segments in a directory, the log read through it, and who archives and trims. */
export { ArchiveConflict, ArchiveDamaged } from './log-archive.js';
export type { LogArchive } from './log-archive.js';
export { AbsentLogArchive } from './absent-log-archive.js';
export { DirectoryLogArchive } from './directory-log-archive.js';
export type { DirectoryLogArchiveOptions } from './directory-log-archive.js';
export { ArchiveRefused } from './archive-directory.js';
export type { ArchiveReason } from './archive-directory.js';
export { ArchivedEventLog } from './archived-event-log.js';
export type { ArchivedEventLogOptions } from './archived-event-log.js';
export { logGap } from './archived-reads.js';
export type { LogGap } from './archived-reads.js';
export { LogArchiver } from './log-archiver.js';
export type { LogArchiverOptions, PartitionPass, TrimBounds } from './log-archiver.js';
