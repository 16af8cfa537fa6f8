/** The composition root: all four services in one process. */
export { readRuntimeConfig } from './config.js';
export type { RuntimeConfig } from './config.js';
export { startRuntime } from './runtime.js';
export type { Runtime } from './runtime.js';
