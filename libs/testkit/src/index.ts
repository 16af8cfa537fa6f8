/** What tests of several packages share: a real Kafka on this machine, and networks that fail on purpose. */
export { hasJavaAndMaven } from './kafka/kafka-jars.js';
export { chooseKafka, kafkaForTests } from './kafka/kafka-for-tests.js';
export type { KafkaChoices, KafkaForTests } from './kafka/kafka-for-tests.js';
export type { KafkaBroker } from './kafka/kafka-broker.js';
export { LocalKafka } from './kafka/local-kafka.js';
export type { LocalKafkaOptions } from './kafka/local-kafka.js';
export { freePorts } from './net/free-port.js';
export { TcpProxy } from './net/tcp-proxy.js';
export type { Direction, ProxyTarget, TcpProxyOptions } from './net/tcp-proxy.js';
