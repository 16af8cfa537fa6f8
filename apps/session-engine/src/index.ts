/** Ordered processing of session commands. */
export { SessionEngine } from './session-engine.js';
export type { SessionEngineOptions } from './session-engine.js';
export { SessionEngineModule } from './session-engine.module.js';
