/** The partition worker: claim, recover, batch, decide, append, publish, answer; generic over its aggregate. */
export type { Aggregate, AggregateCodec, AggregateDecision, AggregateTypes, DecideContext } from './aggregate.js';
export { EndedIds, endedIdHash } from './ended-ids.js';
export { DEFAULT_WORKER_LIMITS } from './limits.js';
export type { WorkerLimits } from './limits.js';
export { OwnedPartitions } from './owned-partitions.js';
export type { OwnedPartitionsOptions } from './owned-partitions.js';
export type { CommittedBatch } from './overlay.js';
export { PartitionState } from './partition-state.js';
export type { ResidentEntity } from './partition-state.js';
export { PartitionWorker } from './partition-worker.js';
export type { PartitionWorkerOptions, WorkerPhase } from './partition-worker.js';
export type { Answerer, Clock, Ids, OutcomeChannel, OutcomeDelivery, OutcomeProgress } from './ports.js';
export { entityDigest, toggleDigest } from './state-hash.js';
export type { WorkerEvents } from './worker-events.js';
export type { WorkerPorts } from './worker-ports.js';
