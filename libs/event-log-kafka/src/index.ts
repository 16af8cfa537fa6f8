/** Kafka adapters of the log ports (ADR 0002). */
export { KafkaClient } from './kafka-client.js';
export type { CommandBodyCodec } from './command-batch.js';
export { KafkaCommandQueue } from './kafka-command-queue.js';
export type { KafkaCommandQueueOptions, Quarantined } from './kafka-command-queue.js';
export { KafkaConnection } from './kafka-connection.js';
export type { KafkaConnectionOptions } from './kafka-connection.js';
export { KafkaError, KafkaSetupRefused, KafkaUnavailable } from './kafka-errors.js';
export { KafkaEventLog } from './kafka-event-log.js';
export type { KafkaEventLogOptions } from './kafka-event-log.js';
export { KafkaSnapshotStore } from './kafka-snapshot-store.js';
export type { KafkaSnapshotStoreOptions } from './kafka-snapshot-store.js';
export { SnapshotFenced } from './snapshot-transaction.js';
export type { KafkaLogger, KafkaMetrics, KafkaSasl, KafkaSettings } from './kafka-settings.js';
export { ensureTopics, topicNames, topicPlans } from './topics.js';
export type { EnsureTopicsOptions, TopicKind, TopicNames, TopicPlan, TopicPlansOptions } from './topics.js';
