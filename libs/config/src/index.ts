/** Validated settings, `--help` and `--version`: what a process is told from outside. */
export { StartupFault, configurationFault, fatalLine } from './startup-fault.js';
export { flag, integer, lenient, lenientOptional, strict, strictOptional, text } from './setting.js';
export type { Environment, Setting, SocketAddress } from './setting.js';
export { formatSocketAddress, parseSocketAddress, socketAddress } from './socket-address.js';
export { defineSlice, describeSettings, readSettings } from './settings-slice.js';
export type { SettingsSlice, SliceConfig, SliceRules, SliceValues, SlicesConfig } from './settings-slice.js';
export { helpText, readCommandLine } from './command-line.js';
export type { CommandLine } from './command-line.js';
export { processSettings } from './process-settings.js';
export type { ProcessSettings } from './process-settings.js';
export { requireEmbeddedStore, storeSettings } from './store-settings.js';
export type { StoreSettings } from './store-settings.js';
export { processEnvironment } from './config.js';
export { watchFiles } from './watch-files.js';
export type { WatchFilesOptions } from './watch-files.js';
