/** A fraud decision between three agents, played against a running MACP server. */
export { playFraudDecision } from './play-fraud-decision.js';
export type { FraudDecision } from './play-fraud-decision.js';
export type { FinalState } from './fraud-session.js';
export { readScenario } from './scenario.js';
export type { Scenario } from './scenario.js';
