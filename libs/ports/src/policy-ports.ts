/** Ports around governance: who evaluates Commitments, and who knows the registered policies. */
import type { PolicyDefinition, PolicyLookup, PolicyQuestion, PolicyVerdict } from '@macp/kernel';

/** Evaluates a Commitment against its session's bound policy: at once in one process, later across processes. */
export interface PolicyEvaluator {
  /** Pure in its question. A rejected promise means that there is no verdict; the Commitment then fails in band. */
  evaluate(question: PolicyQuestion): PolicyVerdict | Promise<PolicyVerdict>;
}

/** A local view of the policy registry, built from the registry's log. */
export interface PolicyCatalog {
  /** Resolves (or returns at once) when everything registered before the call is visible through the other members. */
  catchUp(): void | Promise<void>;
  /** Exact id, built-ins included. */
  readonly resolve: PolicyLookup;
  /** Sorted by id; an empty filter lists all, otherwise that mode's and `*`. */
  list(modeFilter: string): readonly PolicyDefinition[];
}
