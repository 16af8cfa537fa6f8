/** Evaluation of Commitments, and the policy registry. */
export { InProcessPolicyEvaluator } from './in-process-evaluator.js';
export { PolicyModule } from './policy.module.js';
export type { PolicyModuleOptions } from './policy.module.js';
export { RegistryOwner } from './registry-owner.js';
export type { RegistryOwnerOptions } from './registry-owner.js';
export { RegistryView } from './registry-view.js';
export type { RegistryViewOptions } from './registry-view.js';
