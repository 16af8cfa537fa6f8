/** Evaluation of Commitments, and the registries of policies and modes. */
export { policySettings } from './config.js';
export type { PolicySettings } from './config.js';
export { dryRunPolicies } from './loading/dry-run.js';
export type { DryRun } from './loading/dry-run.js';
export { loadPolicies } from './loading/policy-files.js';
export { InProcessPolicyEvaluator } from './in-process-evaluator.js';
export { PolicyModule } from './policy.module.js';
export type { PolicyModuleOptions } from './policy.module.js';
export { RegistryOwner } from './registry-owner.js';
export type { RegistryOwnerOptions } from './registry-owner.js';
export { RegistryView } from './registry-view.js';
export type { RegistryViewOptions } from './registry-view.js';
