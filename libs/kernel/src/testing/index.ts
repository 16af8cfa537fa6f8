/** For specs only: plays scripts against a session. */
export { SessionScript, summary } from './session-script.js';
export type { ScriptWorld } from './session-script.js';
