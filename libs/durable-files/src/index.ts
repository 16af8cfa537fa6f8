/** Files that outlive a loss of power, and directories that say what they are. */
export { syncDirectory, writeDurably } from './durable-file.js';
export { readMarker } from './directory-marker.js';
export type { DirectoryMarker, MarkerReason } from './directory-marker.js';
export { makeDirectory } from './make-directory.js';
export { codeOf, isMissing } from './system-error.js';
