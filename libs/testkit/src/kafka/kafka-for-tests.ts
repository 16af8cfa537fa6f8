/**
 * Which Kafka a suite runs against: the brokers of `MACP_KAFKA_BROKERS`, else a container where Docker answers, else a
 * local broker where there are Java and Maven. With none of them the suite skips, loudly; under CI it fails.
 */
import { GIVEN_BROKERS, IS_CI } from '../config.js';
import { hasJavaAndMaven } from './kafka-jars.js';
import { LocalKafka } from './local-kafka.js';

export interface KafkaForTests {
  /** `host:port` of the brokers. */
  readonly brokers: readonly string[];
  readonly origin: 'given' | 'container' | 'local';
  stop(): Promise<void>;
}

/** What is there to choose from; each resolves with `undefined` where it is not to be had. */
export interface KafkaChoices {
  given(): readonly string[];
  container(): Promise<KafkaForTests | undefined>;
  local(): Promise<KafkaForTests | undefined>;
}

/**
 * The first choice that is there. `undefined` = none: the suite is to skip.
 *
 * @throws when there is none and `isRequired`.
 */
export async function chooseKafka(choices: KafkaChoices, isRequired: boolean): Promise<KafkaForTests | undefined> {
  const brokers = choices.given();
  if (brokers.length > 0) return { brokers, origin: 'given', stop: async () => undefined };
  const found = (await choices.container()) ?? (await choices.local());
  if (found !== undefined) return found;
  const why = 'no Kafka to test against: set MACP_KAFKA_BROKERS, or have Docker, or Java and Maven';
  if (isRequired) throw new Error(why);
  console.error(`SKIPPING: ${why}`);
  return undefined;
}

/** A broker for one suite, which has to stop it. */
export function kafkaForTests(): Promise<KafkaForTests | undefined> {
  return chooseKafka({ given: () => GIVEN_BROKERS, container, local }, IS_CI);
}

async function container(): Promise<KafkaForTests | undefined> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  try {
    await getContainerRuntimeClient();
  } catch {
    return undefined;
  }
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const started = await new KafkaContainer('confluentinc/cp-kafka:8.0.0').withKraft().start();
  return {
    brokers: [`${started.getHost()}:${started.getMappedPort(9093)}`],
    origin: 'container',
    stop: async () => {
      await started.stop();
    },
  };
}

async function local(): Promise<KafkaForTests | undefined> {
  if (!(await hasJavaAndMaven())) return undefined;
  const kafka = await LocalKafka.start();
  return { brokers: kafka.addresses, origin: 'local', stop: () => kafka.stop() };
}
