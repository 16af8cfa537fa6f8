/** The composition root: all services in one process, or those that this process is to run of an installation over Kafka. */
export { readRuntimeConfig } from './config.js';
export type { RuntimeConfig } from './config.js';
export { startRuntime } from './runtime.js';
export type { Runtime } from './runtime.js';
