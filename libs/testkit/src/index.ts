/** What tests of several packages share: real Kafka and the product's own processes, and networks that fail on purpose. */
export { ClusterProcess } from './cluster/cluster-process.js';
export type { ClusterProcessOptions } from './cluster/cluster-process.js';
export { DEFAULT_LAYOUT, LocalCluster } from './cluster/local-cluster.js';
export type { LocalClusterOptions } from './cluster/local-cluster.js';
export { GIVEN_BROKERS, IS_CI } from './config.js';
export { allowWrites, denyWrites, setTopicSetting } from './kafka/broker-admin.js';
export { hasJavaAndMaven } from './kafka/kafka-jars.js';
export { chooseKafka, kafkaForTests } from './kafka/kafka-for-tests.js';
export type { KafkaChoices, KafkaForTests } from './kafka/kafka-for-tests.js';
export type { KafkaBroker } from './kafka/kafka-broker.js';
export { LocalKafka } from './kafka/local-kafka.js';
export type { LocalKafkaOptions } from './kafka/local-kafka.js';
export { freePorts } from './net/free-port.js';
export { TcpProxy } from './net/tcp-proxy.js';
export type { Direction, ProxyTarget, TcpProxyOptions } from './net/tcp-proxy.js';
export { ServerProcess, metricAt } from './process/server-process.js';
export type { LogEntry, Ports, ProcessEnd, ServerProcessOptions, Settings } from './process/server-process.js';
export { answerHelp } from './process/usage.js';
