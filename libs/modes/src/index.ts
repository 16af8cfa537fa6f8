/** Coordination modes over the kernel, and the codec of the payloads that the kernel reads. */
export { coreCodec } from './core-codec.js';
export { decisionMode } from './decision/decision-mode.js';
export type {
  DecisionPhase,
  DecisionState,
  EvaluationRecord,
  ObjectionRecord,
  ProposalRecord,
  VoteRecord,
} from './decision/decision-state.js';
export { BUILT_IN_MODE_VERSION, describeMode } from './descriptor.js';
export type { ModeDescription } from './descriptor.js';
export { handoffMode } from './handoff/handoff-mode.js';
export type { ContextRecord, HandoffState, OfferOutcome, OfferRecord } from './handoff/handoff-state.js';
export { multiRoundMode } from './multi-round/multi-round-mode.js';
export type { MultiRoundState } from './multi-round/multi-round-state.js';
export { boundPassthroughMode, passthroughMode } from './passthrough/passthrough-mode.js';
export type { PassthroughState } from './passthrough/passthrough-mode.js';
export { proposalMode } from './proposal/proposal-mode.js';
export type { ProposalPhase, ProposalState } from './proposal/proposal-state.js';
export { quorumMode } from './quorum/quorum-mode.js';
export type { QuorumState } from './quorum/quorum-state.js';
export { taskMode } from './task/task-mode.js';
export type { TaskState } from './task/task-state.js';
export { builtInModes, extensionDescriptors, modeLookup, standardDescriptors } from './registry.js';
export { ModeView } from './registered/mode-view.js';
export type { ModeSource } from './registered/mode-view.js';
