/** What every adapter of the ports between the services must pass. */
export { FollowProbe, ordinals } from './follow-probe.js';
export { historyReaderContract } from './history-reader-contract.js';
export type { HistoryReaderHarness } from './history-reader-contract.js';
export { LifecycleProbe } from './lifecycle-probe.js';
export { lifecycleFeedContract } from './lifecycle-feed-contract.js';
export type { LifecycleFeedHarness } from './lifecycle-feed-contract.js';
export { ACCEPTED, outcomeChannelContract } from './outcome-channel-contract.js';
export type { OutcomeChannelHarness } from './outcome-channel-contract.js';
export { examplePolicyQuestion, policyEvaluatorContract } from './policy-evaluator-contract.js';
export type { PolicyEvaluatorHarness } from './policy-evaluator-contract.js';
