/** The services, each made from the ports it talks through: the same parts in one process and in many. */
import type { StoreSettings } from '@macp/config';
import type { CommandSink, EventLog, ProjectionStore } from '@macp/event-log';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { builtInModes, modeLookup } from '@macp/modes';
import type { OutcomeChannel } from '@macp/partition-worker';
import { RegistryOwner } from '@macp/policy';
import type { RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import { SessionProjection, sessionAudit, startRetentionPasses } from '@macp/replay';
import type { RetentionTimes } from '@macp/replay';
import { SessionEngine } from '@macp/session-engine';
import type { SessionEngineOptions } from '@macp/session-engine';
import { PendingSubmissions, sessionJoining, sizeOfSessionCommand } from '@macp/submission';
import type { RegistryOwnerOptions } from '@macp/policy';
import type { SessionTypes } from '@macp/records';
import { observeOwnedPartitions } from './partition-gauges.js';
import type { PartitionGaugesOptions } from './partition-gauges.js';
import { observeProjection } from './projection-gauges.js';
import type { ProcessContext } from './process-context.js';
import { WorkerTelemetry } from './worker-telemetry.js';
import type { PartitionListeners } from './worker-telemetry.js';

/** Ended sessions that stay in memory for late duplicates, over all partitions. */
const ENDED_RESIDENT_MAX = 24_000;

/** What a group takes to agree anew and the next owner to recover, beside the time after which a dead member is missed. */
const HAND_OVER_MS = 5_000;

/** Where commands of an ingress go, and where their outcomes come back to. */
export interface SubmissionPorts<Command> {
  readonly sink: CommandSink<Command>;
  readonly replyTo: string;
  /** Outcomes can be lost on their way: a partition that says nothing for this long is asked. */
  readonly silenceMs?: number;
}

export type SessionSubmissions = PendingSubmissions<SessionCommand, SessionOutcome>;
export type RegistrySubmissions = PendingSubmissions<RegistryCommand, RegistryOutcome>;

export function sessionSubmissions(
  context: ProcessContext,
  ports: SubmissionPorts<SessionCommand>,
): SessionSubmissions {
  const joining = { joining: sessionJoining, sizeOf: sizeOfSessionCommand };
  return new PendingSubmissions({ ...joining, ...ports, ...waiting(context) });
}

export function registrySubmissions(
  context: ProcessContext,
  ports: SubmissionPorts<RegistryCommand>,
): RegistrySubmissions {
  return new PendingSubmissions({ ...ports, ...waiting(context) });
}

function waiting({ clock, ids, log }: ProcessContext) {
  return {
    clock,
    ingressId: ids.next().slice(0, 8),
    onFault: (cause: unknown): void => log.error({ err: cause }, 'an outcome could not be handed over'),
  };
}

type OwnerPorts<Options> = Omit<
  Options,
  'owner' | 'clock' | 'ids' | 'limits' | 'eventsOf' | 'events' | 'observer' | 'builtInModes'
>;

export interface SessionEnginePorts extends OwnerPorts<SessionEngineOptions>, PartitionListeners, QueueLag {
  readonly outcomes: OutcomeChannel<SessionOutcome>;
}

/** For operators. */
type QueueLag = Pick<PartitionGaugesOptions<SessionTypes>, 'recordsBehind'>;

/** The engine, its metrics and log lines; it owns nothing yet. */
export function sessionEngine(
  context: ProcessContext,
  { onCheckpoint, onFailed, recordsBehind, ...ports }: SessionEnginePorts,
): SessionEngine {
  const { config, log, metrics, owner, clock, ids } = context;
  const telemetry = new WorkerTelemetry('session', metrics, log, clock);
  const engine = new SessionEngine({
    ...ports,
    owner,
    clock,
    ids,
    limits: {
      endedGraceMs: config.store.sessionRetentionSecs * 1000,
      ...(config.store.checkpointInterval === 0 ? {} : { checkpointRecords: config.store.checkpointInterval }),
      endedResidentMax: Math.ceil(ENDED_RESIDENT_MAX / ports.log.partitions),
      handOverMs: config.kafka.sessionTimeoutMs + HAND_OVER_MS,
    },
    eventsOf: (partition) => telemetry.events(partition, { onCheckpoint, onFailed }),
    observer: metrics.sessions,
  });
  observeOwnedPartitions(metrics, { aggregate: 'session', owned: engine.partitions, telemetry, clock, recordsBehind });
  metrics.observe('macp_sessions_resident', 'Sessions in memory', () => engine.residentSessions);
  metrics.observe('macp_partitions_owned', 'Partitions owned', () => engine.partitions.workers.size);
  metrics.observe('macp_partitions_down', 'Partitions owned and not served', () => engine.partitionsDown);
  return engine;
}

export type RegistryOwnerPorts = OwnerPorts<RegistryOwnerOptions> & Pick<PartitionListeners, 'onFailed'> & QueueLag;

/** The owner of the registries, its metrics and log lines; it owns nothing yet. */
export function registryOwner(
  context: ProcessContext,
  { onFailed, recordsBehind, ...ports }: RegistryOwnerPorts,
): RegistryOwner {
  const { config, metrics, log, owner, clock, ids } = context;
  const telemetry = new WorkerTelemetry('registry', metrics, log, clock);
  const limits = { handOverMs: config.kafka.sessionTimeoutMs + HAND_OVER_MS };
  const events = telemetry.events(0, { onFailed });
  const registry = new RegistryOwner({ ...ports, owner, clock, ids, limits, builtInModes, events });
  const owned = registry.partitions;
  observeOwnedPartitions(metrics, { aggregate: 'registry', owned, telemetry, clock, recordsBehind });
  return registry;
}

export interface ProjectionPorts {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  /** The store is in memory: it forgets ended sessions after their retention. */
  readonly isInMemory: boolean;
}

/** The projection and its metrics; it follows nothing yet. */
export function sessionProjection(
  { config, log, audit, clock, metrics }: ProcessContext,
  { isInMemory, ...ports }: ProjectionPorts,
): SessionProjection {
  const projection = new SessionProjection({
    ...ports,
    modes: modeLookup(builtInModes),
    onFault: (partition, cause) => log.fatal({ partition, err: cause }, 'the projection of a partition has stopped'),
    onFact: sessionAudit(audit),
    ...retentionTimes(config.store, isInMemory),
  });
  observeProjection(metrics, { projection, log: ports.log, clock });
  return projection;
}

/** Memory alone keeps ended sessions no longer than the engine does, and all of them as they were. */
function retentionTimes(store: StoreSettings, isInMemory: boolean): RetentionTimes {
  const { sessionRetentionSecs, sessionDiskRetentionSecs, compactTerminalLogs } = store;
  const retentionMs = sessionRetentionSecs * 1000;
  if (isInMemory) return { removeEndedAfterMs: retentionMs };
  return {
    ...(compactTerminalLogs ? { compactEndedAfterMs: retentionMs } : {}),
    ...(sessionDiskRetentionSecs === 0 ? {} : { removeEndedAfterMs: sessionDiskRetentionSecs * 1000 }),
  };
}

/** Lets time pass for the projection while nothing is written; returns the end of it. */
export function retentionPasses({ config, clock, log }: ProcessContext, projection: SessionProjection): () => void {
  return startRetentionPasses(projection, {
    clock,
    intervalMs: config.store.cleanupIntervalSecs * 1000,
    onFault: (cause) => log.error({ err: cause }, 'a pass over ended sessions failed'),
  });
}
