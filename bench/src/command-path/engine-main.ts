/**
 * The engine side of a pipeline, as a process: the real partition workers over the real log, with commands from the topic
 * or from the stream of their ingress. It owns all partitions, or as many as its group gives it.
 */
import { randomUUID } from 'node:crypto';
import { MemoryCommandQueue } from '@macp/event-log';
import type { CommandSource, EventLog } from '@macp/event-log';
import {
  KafkaCommandQueue,
  KafkaEventLog,
  KafkaSnapshotStore,
  PartitionOwnership,
  topicNames,
} from '@macp/event-log-kafka';
import { InternalClients, InternalRpcServer, RemoteOutcomeChannel, outcomeCodec } from '@macp/internal-rpc';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { OwnedPartitions } from '@macp/partition-worker';
import type { OutcomeChannel } from '@macp/partition-worker';
import { evaluateCommitment } from '@macp/policy-rules';
import { internal } from '@macp/proto';
import { sessionCommandCodec } from '@macp/records';
import type { SessionTypes } from '@macp/records';
import { Profile, serveParent } from './child-commands.js';
import { OwnerCommandService } from './owner-command-service.js';
import { CountedClient, clock, ids, sessions } from './pipeline-parts.js';
import type { EngineReport, MeasureOptions, PipelineSettings } from './pipeline-parts.js';
import { EngineTrace } from './stage-trace.js';
import { TransactionalEventLog } from './transactional-event-log.js';

/** As the product divides it. */
const ENDED_RESIDENT_MAX = 24_000;

const settings = JSON.parse(process.argv[2]!) as PipelineSettings;
const { variant, partitions, credential } = settings;
const names = topicNames(settings.prefix);
const kafka = new CountedClient(settings.brokers, `${variant} engine`);
const trace = new EngineTrace();
let batches = 0;
let commands = 0;
let profile: Profile | undefined;
let owned: OwnedPartitions<SessionTypes>;
let ownership: PartitionOwnership | undefined;
let log: EventLog;

interface Ports {
  readonly source: CommandSource<SessionCommand>;
  readonly outcomes: OutcomeChannel<SessionOutcome>;
  /** Where ingresses reach the engine; only where they do. */
  readonly address?: string;
}

async function topicPorts(): Promise<Ports> {
  const source = await KafkaCommandQueue.open<SessionCommand>({
    client: kafka.client,
    topic: names.commands,
    partitions,
    codec: sessionCommandCodec,
  });
  const outcomes = new RemoteOutcomeChannel<SessionOutcome>({
    aggregate: internal.Aggregate.AGGREGATE_SESSION,
    codec: outcomeCodec<SessionTypes>(sessions),
    clients: new InternalClients({ sharedCredential: credential }),
    clock,
  });
  return { source, outcomes };
}

async function ownerPorts(): Promise<Ports> {
  const source = new MemoryCommandQueue<SessionCommand>({ queueId: randomUUID(), partitions });
  const outcomes = new OwnerCommandService<SessionCommand, SessionOutcome>({
    queue: source,
    decode: (body) => sessionCommandCodec.decode(body),
    encodeOutcome: (outcome) => sessions.codec.encodeOutcome(outcome),
  });
  const security = { sharedCredential: credential };
  const server = new InternalRpcServer({ address: '127.0.0.1:0', security, services: [outcomes.service] });
  return { source, outcomes, address: await server.start() };
}

async function start(): Promise<{ readonly address: string | undefined }> {
  await kafka.client.start();
  log = await openLog();
  const snapshots = await KafkaSnapshotStore.open({ client: kafka.client, topic: names.sessions, partitions });
  const { source, outcomes, address } = variant === 'topic' ? await topicPorts() : await ownerPorts();
  owned = new OwnedPartitions<SessionTypes>({
    owner: 'engine',
    aggregate: sessions,
    answerer: evaluateCommitment,
    log: trace.log(log),
    snapshots,
    commands: trace.source(source),
    outcomes: trace.outcomes(outcomes),
    clock,
    ids,
    limits: { endedResidentMax: Math.ceil(ENDED_RESIDENT_MAX / partitions) },
    eventsOf: () => ({
      batchAppended: (batch) => {
        batches += 1;
        commands += batch.commands;
      },
      failed: ({ cause }) => console.error('a partition has stopped', cause),
    }),
  });
  if (settings.groupId === undefined) await owned.own(Array(partitions).keys(), 0);
  else join(settings.groupId);
  return { address };
}

async function openLog(): Promise<EventLog> {
  const plain = await KafkaEventLog.open({ client: kafka.client, topic: names.events, partitions });
  if (settings.append === 'plain') return plain;
  const { brokers, append } = settings;
  const producers = append === 'transaction each' ? partitions : 1;
  const onRequest = (name: string): void => kafka.count(name);
  return TransactionalEventLog.open({ plain, brokers, topic: names.events, producers, onRequest });
}

/** As the product does: partitions that go to others are served until these have claimed them. */
function join(groupId: string): void {
  const failed = (cause: unknown): void => console.error('partitions cannot be taken or given', cause);
  const own = (which: readonly number[], generation: number): void => void owned.own(which, generation).catch(failed);
  ownership = new PartitionOwnership({
    client: kafka.client,
    groupId,
    topics: [names.commands, names.events],
    partitions,
    address: '',
    events: {
      assigned: own,
      retained: own,
      revoked: (which) => void owned.handOver(which).catch(failed),
      lost: (which) => void owned.disown(which).catch(failed),
    },
  });
  ownership.start();
}

/** Partitions that are served here. */
function served(): number {
  return [...owned.workers.values()].filter(({ phase }) => phase === 'serving').length;
}

async function begin({ isTraced, profile: path }: MeasureOptions): Promise<void> {
  kafka.reset();
  batches = 0;
  commands = 0;
  trace.isOn = isTraced;
  if (path !== undefined) profile = await Profile.begin(path);
}

async function end(): Promise<EngineReport> {
  await profile?.end();
  profile = undefined;
  trace.isOn = false;
  const { stamps } = trace;
  trace.stamps = {};
  return { requests: kafka.requests, batches, commands, partitions: served(), stamps };
}

async function stop(): Promise<void> {
  await ownership?.leave();
  await log.close();
  await kafka.client.close();
}

serveParent({ start, owned: served, begin, end, stop });
