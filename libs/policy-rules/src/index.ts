/** Governance policy: admission of definitions, evaluation of Commitments, and the policy registry; all of it pure. */
export { evaluateCommitment } from './evaluation/evaluate-commitment.js';
export { denial } from './evaluation/denial.js';
export type { DenialCode } from './evaluation/denial.js';
export {
  DESCRIPTOR_TEXT_LENGTH_MAX,
  INVALID_DEFINITION_PREFIX,
  SCHEMA_VERSIONS,
  admitCandidate,
  admitPolicy,
} from './admission/admit-policy.js';
export type { Admission } from './admission/admit-policy.js';
export {
  BUILT_IN_POLICIES,
  DEFAULT_POLICY_ID,
  RESERVED_PREFIX,
  builtInPolicy,
  isReserved,
} from './admission/built-in-policies.js';
export { boundHandoffRules, boundProposalRules, boundQuorumThreshold, boundTaskRules } from './rules/bound-rules.js';
export type { CommitmentRules, HandoffRules, ProposalRules, TaskRules } from './rules/mode-rules.js';
export type { QuorumThreshold } from './rules/quorum-threshold.js';
export { ANY_MODE, MODE_ID } from './rules/rule-schema.js';
export { RULES_DEPTH_MAX, RULES_LENGTH_MAX } from './rules/rules-text.js';
export {
  EMPTY_POLICIES,
  decidePolicyRegistry,
  evolvePolicyRegistry,
  getPolicy,
  listPolicies,
  resolvePolicy,
} from './registry/policy-registry.js';
export type {
  PolicyRegistered,
  PolicyRegistry,
  PolicyRegistryCommand,
  PolicyRegistryFact,
  PolicyUnregistered,
  RegisterPolicy,
  UnregisterPolicy,
} from './registry/policy-registry.js';
export {
  EMPTY_MODES,
  MODE_DESCRIPTOR_LENGTH_MAX,
  STANDARD_MODE_PREFIX,
  decideModeRegistry,
  evolveModeRegistry,
} from './registry/mode-registry.js';
export type {
  BuiltInMode,
  ModePromoted,
  ModeRegistered,
  ModeRegistry,
  ModeRegistryCommand,
  ModeRegistryContext,
  ModeRegistryFact,
  ModeUnregistered,
  PromoteMode,
  RegisterExtMode,
  RegisteredMode,
  UnregisterExtMode,
} from './registry/mode-registry.js';
export { LISTED_MAX, startsByInTurn } from './registry/open-sessions.js';
export type {
  OpenSessions,
  OpenSessionsCommand,
  OpenSessionsFact,
  OpenSessionsFull,
  RefusedStart,
  ReleaseSessions,
  Reservation,
  ReserveSession,
  SessionReserved,
  SessionsReleased,
} from './registry/open-sessions.js';
export type { RegistryAccepted, RegistryRefused } from './registry/change-decision.js';
export {
  MODES_ENTITY,
  POLICIES_ENTITY,
  decideRegistry,
  entityOfRegistryCommand,
  entityOfRegistryFact,
  evolveRegistry,
} from './registry/registries.js';
export type {
  RegistryCommand,
  RegistryDecision,
  RegistryFact,
  RegistryOutcome,
  RegistryState,
} from './registry/registries.js';
export { decodeRegistry, encodeRegistry } from './registry/registry-codec.js';
