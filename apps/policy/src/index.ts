/** Evaluation of Commitments, and the policy registry. */
export { InProcessPolicyEvaluator } from './in-process-evaluator.js';
export { PolicyModule } from './policy.module.js';
export type { PolicyModuleOptions } from './policy.module.js';
export { PolicyRegistryOwner } from './policy-registry.js';
export type { PolicyRegistryOptions } from './policy-registry.js';
export { RegistryView } from './registry-view.js';
