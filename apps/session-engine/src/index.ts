/** Ordered processing of session commands. */
export { SessionEngine } from './session-engine.js';
export type { SessionEngineOptions } from './session-engine.js';
export { SessionEngineModule } from './session-engine.module.js';
export { BarrieredCommandSource } from './barriered-command-source.js';
export type { BarrieredCommandSourceOptions } from './barriered-command-source.js';
export type { CatchingUp } from './coalesced-catch-up.js';
export type { SessionObserver } from './session-observer.js';
