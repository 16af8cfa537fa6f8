/**
 * The engine side of a pipeline, as a process: the real partition workers over the real log, with commands from the topic
 * or from the stream of their ingress. It owns all partitions, without a group.
 */
import { randomUUID } from 'node:crypto';
import { MemoryCommandQueue } from '@macp/event-log';
import type { CommandSource } from '@macp/event-log';
import { KafkaCommandQueue, KafkaEventLog, KafkaSnapshotStore, topicNames } from '@macp/event-log-kafka';
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
  const log = await KafkaEventLog.open({ client: kafka.client, topic: names.events, partitions });
  const snapshots = await KafkaSnapshotStore.open({ client: kafka.client, topic: names.sessions, partitions });
  const { source, outcomes, address } = variant === 'topic' ? await topicPorts() : await ownerPorts();
  const owned = new OwnedPartitions<SessionTypes>({
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
  await owned.own(Array(partitions).keys(), 0);
  return { address };
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
  return { requests: kafka.requests, batches, commands, stamps };
}

serveParent({ start, begin, end, stop: () => kafka.client.close() });
