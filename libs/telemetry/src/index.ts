/** Metrics and logs of a process. */
export { createLogger, levelOfFilter } from './logger.js';
export type { Logger, LoggerOptions } from './logger.js';
export { EnvelopeTally, OTHER } from './envelope-tally.js';
export type { EnvelopeOutcome, TalliedEnvelope } from './envelope-tally.js';
export { SessionTally } from './session-tally.js';
export type { SessionOperation } from './session-tally.js';
export { MacpMetrics } from './metrics.js';
export type { EdgeCounts, MacpMetricsOptions, PartitionValues } from './metrics.js';
export { MetricsListener } from './metrics-listener.js';
export { AuditLog } from './audit-log.js';
export type {
  AuditLevels,
  AuditLogOptions,
  AuditedAcceptance,
  AuditedEnvelope,
  AuditedRegistryChange,
  AuditedTransition,
} from './audit-log.js';
