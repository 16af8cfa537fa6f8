/**
 * The topics of a deployment and what they must be like for the log to be safe (ADR 0002): nothing that is still needed is
 * ever dropped by age or size, and the number of partitions is fixed for life. What is absent is created; what is there is
 * checked, and every problem is told at once.
 */
import { RECORD_BYTES_MAX } from '@macp/event-log';
import type { KafkaClient } from './kafka-client.js';
import { CODE, KafkaError, KafkaSetupRefused, KafkaUnavailable } from './kafka-errors.js';
import { createTopicsRequest, describeTopicsRequest } from './topic-apis.js';
import type { NewTopic, TopicSettings } from './topic-apis.js';

/** A batch with one record of the largest size, and room for keys and framing. */
const MESSAGE_BYTES_MAX = RECORD_BYTES_MAX + 64 * 1024;
const HOUR_MS = 3_600_000;
/** Brokers refuse what a clock that is far ahead has stamped, and drop from a queue what one that is far behind has. */
const BROKERS_CLOCK = 'LogAppendTime';

/**
 * `log`: kept until it is trimmed. `queue`: kept for a time. `table`: the newest record of every key is kept.
 */
export type TopicKind = 'log' | 'queue' | 'table';

export interface TopicPlan {
  readonly topic: string;
  readonly kind: TopicKind;
  readonly partitions: number;
  /** Of a queue; by default a day. */
  readonly retentionMs?: number;
}

export interface TopicPlansOptions {
  /** Precedes every name. */
  readonly prefix: string;
  /** Of commands, events and sessions. */
  readonly partitions: number;
  readonly commandsRetentionMs?: number;
}

/** Names of the topics with `prefix`. */
export interface TopicNames {
  readonly commands: string;
  readonly events: string;
  readonly sessions: string;
  readonly registryCommands: string;
  readonly registry: string;
  readonly registrySnapshots: string;
  readonly signals: string;
  readonly history: string;
}

export function topicNames(prefix: string): TopicNames {
  return {
    commands: `${prefix}macp.commands`,
    events: `${prefix}macp.events`,
    sessions: `${prefix}macp.sessions`,
    registryCommands: `${prefix}macp.registry-commands`,
    registry: `${prefix}macp.registry`,
    registrySnapshots: `${prefix}macp.registry-snapshots`,
    signals: `${prefix}macp.signals`,
    history: `${prefix}macp.history`,
  };
}

/** Every topic of a deployment. The registry is one partition: its order is one order. */
export function topicPlans({ prefix, partitions, commandsRetentionMs = 24 * HOUR_MS }: TopicPlansOptions): TopicPlan[] {
  const names = topicNames(prefix);
  const retentionMs = commandsRetentionMs;
  return [
    { topic: names.commands, kind: 'queue', partitions, retentionMs },
    { topic: names.events, kind: 'log', partitions },
    { topic: names.sessions, kind: 'table', partitions },
    { topic: names.registryCommands, kind: 'queue', partitions: 1, retentionMs },
    { topic: names.registry, kind: 'log', partitions: 1 },
    { topic: names.registrySnapshots, kind: 'table', partitions: 1 },
    { topic: names.signals, kind: 'queue', partitions, retentionMs: HOUR_MS },
    { topic: names.history, kind: 'log', partitions },
  ];
}

export interface EnsureTopicsOptions {
  readonly plans: readonly TopicPlan[];
  /** Replicas of topics created here; by default as the cluster's default is. */
  readonly replicationFactor?: number;
  /** Replicas that must have a record before it is acknowledged; at least. By default not checked. */
  readonly minInsyncReplicas?: number;
}

/**
 * Warns where a single replica may acknowledge and nobody asked for that, and of topics that go by the clocks of writers.
 *
 * @throws KafkaSetupRefused with every problem found; KafkaUnavailable closed meanwhile
 */
export async function ensureTopics(client: KafkaClient, options: EnsureTopicsOptions): Promise<void> {
  const { connection } = client;
  const names = options.plans.map(({ topic }) => topic);
  const found = await connection.retried('looking at the topics', async () => {
    const topics = await connection.describe(names);
    if (topics.some(({ code }) => code === CODE.leaderNotAvailable))
      throw new KafkaUnavailable('topics are being made');
    return topics;
  });
  const absent = options.plans.filter(({ topic }) =>
    found.some((each) => each.topic === topic && each.code === CODE.unknownTopicOrPartition),
  );
  if (absent.length > 0) await createTopics(client, absent, options);
  for (const plan of absent) await untilLed(client, plan);
  const problems = await connection.retried('checking the topics', () => findProblems(client, options));
  if (problems.length > 0) throw new KafkaSetupRefused(problems);
}

async function createTopics(
  { connection }: KafkaClient,
  absent: readonly TopicPlan[],
  options: EnsureTopicsOptions,
): Promise<void> {
  const topics = absent.map((plan) => newTopic(plan, options));
  connection.logger.info('creating topics', { topics: topics.map(({ topic }) => topic) });
  await connection.retried('creating topics', async () => {
    const answers = await connection.send(await connection.controller(), 'read', createTopicsRequest(topics));
    for (const { topic, code, message } of answers) {
      // Another process may be starting, too.
      if (code === CODE.none || code === CODE.topicAlreadyExists) continue;
      if (DEFINITE_REFUSALS.has(code))
        throw new KafkaSetupRefused([`topic ${topic} cannot be made: ${message ?? code}`]);
      throw new KafkaError(code, `creating topic ${topic}`);
    }
  });
}

/** A topic is known before its leaders are ready to take records. */
async function untilLed({ connection, starts }: KafkaClient, { topic }: TopicPlan): Promise<void> {
  const { leaders } = await connection.track(topic);
  await Promise.all(leaders.map((_, partition) => starts.ask(topic, partition)));
}

const INVALID_PARTITIONS = 37;
const INVALID_REPLICATION_FACTOR = 38;
const INVALID_CONFIG = 40;
const POLICY_VIOLATION = 44;
const DEFINITE_REFUSALS: ReadonlySet<number> = new Set([
  CODE.topicAuthorizationFailed,
  CODE.clusterAuthorizationFailed,
  CODE.invalidTopic,
  INVALID_PARTITIONS,
  INVALID_REPLICATION_FACTOR,
  INVALID_CONFIG,
  POLICY_VIOLATION,
]);

function newTopic(plan: TopicPlan, { replicationFactor = -1, minInsyncReplicas }: EnsureTopicsOptions): NewTopic {
  const { topic, partitions, kind } = plan;
  const settings = {
    'cleanup.policy': kind === 'table' ? 'compact' : 'delete',
    'max.message.bytes': String(MESSAGE_BYTES_MAX),
    'unclean.leader.election.enable': 'false',
    'message.timestamp.type': BROKERS_CLOCK,
    ...(kind === 'log' ? { 'retention.ms': '-1', 'retention.bytes': '-1' } : {}),
    ...(kind === 'queue' ? { 'retention.ms': String(plan.retentionMs ?? 24 * HOUR_MS), 'retention.bytes': '-1' } : {}),
    ...(minInsyncReplicas === undefined ? {} : { 'min.insync.replicas': String(minInsyncReplicas) }),
  };
  return { topic, partitions, replicationFactor, settings };
}

async function findProblems(
  { connection }: KafkaClient,
  { plans, minInsyncReplicas }: EnsureTopicsOptions,
): Promise<string[]> {
  const names = plans.map(({ topic }) => topic);
  const [metadata, described] = await Promise.all([
    connection.describe(names),
    connection.controller().then((nodeId) => connection.send(nodeId, 'read', describeTopicsRequest(names))),
  ]);
  const problems: string[] = [];
  const onOneReplica: string[] = [];
  const byWritersClocks: string[] = [];
  for (const plan of plans) {
    const { topic } = plan;
    const { leaders = [], code } = metadata.find((each) => each.topic === topic) ?? {};
    const settings = described.find((each) => each.topic === topic);
    if (code === CODE.topicAuthorizationFailed || settings?.code === CODE.topicAuthorizationFailed) {
      problems.push(`topic ${topic} may not be looked at: the describe and describe-configs rights are missing`);
      continue;
    }
    if (settings === undefined || settings.code !== 0 || leaders.length === 0) {
      throw new KafkaUnavailable(`topic ${topic} is not known everywhere yet`);
    }
    if (leaders.length !== plan.partitions) {
      problems.push(`topic ${topic} has ${leaders.length} partitions instead of ${plan.partitions}`);
    }
    problems.push(...settingProblems(plan, settings.settings, minInsyncReplicas ?? 1));
    if (plan.kind === 'log' && Number(settings.settings['min.insync.replicas']) < 2) onOneReplica.push(topic);
    if (settings.settings['message.timestamp.type'] !== BROKERS_CLOCK) byWritersClocks.push(topic);
  }
  if (minInsyncReplicas === undefined && onOneReplica.length > 0) {
    connection.logger.warn(ONE_REPLICA, { topics: onOneReplica });
  }
  if (byWritersClocks.length > 0) connection.logger.warn(WRITERS_CLOCKS, { topics: byWritersClocks });
  return problems;
}

/** Nobody said that this is meant to be so (ADR 0007, A3). */
const ONE_REPLICA =
  'min.insync.replicas is below 2: what was acknowledged can be lost with one broker; ' +
  'where that is meant, set MACP_KAFKA_MIN_INSYNC_REPLICAS=1';

/** Made by an operator, or before topics were made so: they work as long as clocks are right. */
const WRITERS_CLOCKS =
  `message.timestamp.type is not ${BROKERS_CLOCK}: brokers may refuse what a process writes whose clock is ahead, ` +
  'and drop commands and signals of one whose clock is behind';

function settingProblems(plan: TopicPlan, settings: TopicSettings, minInsyncReplicas: number): string[] {
  const problems: string[] = [];
  const wants = (name: string, isGood: (value: string) => boolean, wanted: string): void => {
    const value = settings[name] ?? '';
    if (!isGood(value)) problems.push(`${name} of topic ${plan.topic} is ${value || 'not set'} instead of ${wanted}`);
  };
  const policy = plan.kind === 'table' ? 'compact' : 'delete';
  wants('cleanup.policy', (value) => value === policy, policy);
  wants('max.message.bytes', (value) => Number(value) >= MESSAGE_BYTES_MAX, `at least ${MESSAGE_BYTES_MAX}`);
  wants('min.insync.replicas', (value) => Number(value) >= minInsyncReplicas, `at least ${minInsyncReplicas}`);
  wants('unclean.leader.election.enable', (value) => value === 'false', 'false');
  wants('compression.type', (value) => ['producer', 'uncompressed', 'gzip'].includes(value), 'producer');
  if (plan.kind === 'log') wants('retention.ms', (value) => value === '-1', '-1');
  if (plan.kind === 'queue') {
    wants('retention.ms', (value) => value === '-1' || Number(value) >= HOUR_MS, `at least ${HOUR_MS}`);
  }
  if (plan.kind !== 'table') wants('retention.bytes', (value) => value === '-1', '-1');
  return problems;
}
