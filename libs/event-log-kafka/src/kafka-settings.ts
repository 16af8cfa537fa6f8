/** What a process needs to know to reach the brokers: pure data, read from the environment by whoever starts the process. */
import type { ConnectionOptions as TlsOptions } from 'node:tls';

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaSettings {
  /** `host:port` each; one that answers is enough to find the others. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly tls?: TlsOptions;
  readonly sasl?: KafkaSasl;
  readonly connectTimeoutMs?: number;
  /** Without an answer for this long a request has failed; longer than `acksTimeoutMs`. */
  readonly requestTimeoutMs?: number;
  /** How long the leader waits for the other replicas of a record. */
  readonly acksTimeoutMs?: number;
  /** Longest time that a waiting fetch is held by the broker when nothing comes. */
  readonly fetchWaitMs?: number;
  /** First pause after a failure; doubles up to `retryPauseMaxMs`. */
  readonly retryPauseMs?: number;
  readonly retryPauseMaxMs?: number;
}

/** Where lines for the operator go. */
export interface KafkaLogger {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Measurements, all optional; called synchronously and must not throw. */
export interface KafkaMetrics {
  /** A request was answered or failed. */
  request(name: string, ms: number, outcome: 'ok' | 'failed'): void;
  /** What one produce request carried. */
  produced(partitions: number, records: number, bytes: number): void;
  /** What one fetch of the following loop brought. */
  fetched(partitions: number, records: number, bytes: number): void;
}
