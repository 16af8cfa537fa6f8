/**
 * Injection tokens of the ports: Nest composes adapters behind them, and nothing but a composition root knows which one
 * is behind a token.
 */

/** `Authenticator` of @macp/auth. */
export const AUTHENTICATOR = Symbol('Authenticator');
/** `Submission<SessionCommand, SessionOutcome>` of @macp/ports. */
export const SESSION_SUBMISSION = Symbol('SessionSubmission');
/** `Submission<RegistryCommand, RegistryOutcome>` of @macp/ports. */
export const REGISTRY_SUBMISSION = Symbol('RegistrySubmission');
/** `HistoryReader` of @macp/ports. */
export const HISTORY_READER = Symbol('HistoryReader');
/** `PolicyCatalog` of @macp/ports. */
export const POLICY_CATALOG = Symbol('PolicyCatalog');
/** `PolicyEvaluator` of @macp/ports. */
export const POLICY_EVALUATOR = Symbol('PolicyEvaluator');
/** `Clock` of @macp/partition-worker. */
export const CLOCK = Symbol('Clock');
/** `Ids` of @macp/partition-worker. */
export const IDS = Symbol('Ids');
/** `Logger` of @macp/telemetry. */
export const LOGGER = Symbol('Logger');
/** `MacpMetrics` of @macp/telemetry. */
export const METRICS = Symbol('Metrics');
/** `Drain` of this package. */
export const DRAIN = Symbol('Drain');
