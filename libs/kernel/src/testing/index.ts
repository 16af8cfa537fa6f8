/** For specs only: plays scripts against a session, and checks the laws that hold for every script. */
export { playLawfully } from './session-laws.js';
export type { ScriptStep } from './session-laws.js';
export { SessionScript, summary } from './session-script.js';
export type { ScriptWorld } from './session-script.js';
