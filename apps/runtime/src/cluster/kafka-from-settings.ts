/** The connection to the brokers as the settings describe it, with its log lines and metrics. */
import type { KafkaSliceSettings } from '@macp/config';
import { KafkaClient } from '@macp/event-log-kafka';
import type { KafkaLogger, KafkaMetrics, KafkaSettings } from '@macp/event-log-kafka';
import type { Logger, MacpMetrics } from '@macp/telemetry';
import type { ProcessContext } from '../services/process-context.js';

/** A client that is not connected yet. */
export function kafkaClient({ config, log, metrics }: ProcessContext): KafkaClient {
  return new KafkaClient(connectionSettings(config.kafka), {
    logger: kafkaLogger(log),
    metrics: kafkaMetrics(metrics),
  });
}

function connectionSettings(settings: KafkaSliceSettings): KafkaSettings {
  const { brokers = [], clientId, saslMechanism, saslUsername, saslPassword, saslPasswordOfFile } = settings;
  const password = saslPassword ?? saslPasswordOfFile;
  return {
    brokers,
    clientId,
    ...(settings.tls ? { tls: tlsOptions(settings) } : {}),
    ...(saslMechanism === undefined || saslUsername === undefined || password === undefined
      ? {}
      : { sasl: { mechanism: saslMechanism, username: saslUsername, password } }),
  };
}

function tlsOptions({ tlsAuthority, tlsCertificate, tlsKey }: KafkaSliceSettings): NonNullable<KafkaSettings['tls']> {
  return {
    ...(tlsAuthority === undefined ? {} : { ca: tlsAuthority }),
    ...(tlsCertificate === undefined ? {} : { cert: tlsCertificate }),
    ...(tlsKey === undefined ? {} : { key: tlsKey }),
  };
}

function kafkaLogger(log: Logger): KafkaLogger {
  return {
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
  };
}

function kafkaMetrics(metrics: MacpMetrics): KafkaMetrics {
  const counts = { requests: 0, failures: 0, recordsProduced: 0, bytesProduced: 0, recordsFetched: 0, bytesFetched: 0 };
  const total = (name: string, help: string, key: keyof typeof counts): void =>
    metrics.observeTotal(`macp_kafka_${name}_total`, help, () => counts[key]);
  total('requests', 'Requests to brokers', 'requests');
  total('request_failures', 'Requests to brokers without a good answer', 'failures');
  total('records_produced', 'Records sent to brokers', 'recordsProduced');
  total('bytes_produced', 'Bytes of records sent to brokers', 'bytesProduced');
  total('records_fetched', 'Records fetched from brokers', 'recordsFetched');
  total('bytes_fetched', 'Bytes of records fetched from brokers', 'bytesFetched');
  return {
    request(_name, _ms, outcome) {
      counts.requests += 1;
      if (outcome === 'failed') counts.failures += 1;
    },
    produced(_partitions, records, bytes) {
      counts.recordsProduced += records;
      counts.bytesProduced += bytes;
    },
    fetched(_partitions, records, bytes) {
      counts.recordsFetched += records;
      counts.bytesFetched += bytes;
    },
  };
}
