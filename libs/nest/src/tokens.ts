/**
 * Injection tokens of the ports: Nest composes adapters behind them, and nothing but a composition root knows which one
 * is behind a token.
 */

/** `HistoryReader` of @macp/ports. */
export const HISTORY_READER = Symbol('HistoryReader');
/** `PolicyCatalog` of @macp/ports. */
export const POLICY_CATALOG = Symbol('PolicyCatalog');
/** `PolicyEvaluator` of @macp/ports. */
export const POLICY_EVALUATOR = Symbol('PolicyEvaluator');
