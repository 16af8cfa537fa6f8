/**
 * An immutable map of policies by id. A change copies one bucket instead of the whole, so that folding a long history
 * of registrations stays linear.
 */
import type { PolicyDefinition } from '@macp/kernel';

const BUCKETS = 256;

type Bucket = ReadonlyMap<string, PolicyDefinition>;

const EMPTY_BUCKET: Bucket = new Map();

/** Invariant: a policy is only ever in the bucket of its id. */
export class PolicyMap {
  static readonly EMPTY = new PolicyMap(Array.from({ length: BUCKETS }, () => EMPTY_BUCKET));

  private constructor(private readonly buckets: readonly Bucket[]) {}

  get(policyId: string): PolicyDefinition | undefined {
    return this.bucketOf(policyId).get(policyId);
  }

  has(policyId: string): boolean {
    return this.bucketOf(policyId).has(policyId);
  }

  /** The map with `policy` under its id, in place of any other there. */
  with(policy: PolicyDefinition): PolicyMap {
    const bucket = new Map(this.bucketOf(policy.policyId));
    bucket.set(policy.policyId, policy);
    return this.replacing(policy.policyId, bucket);
  }

  /** The map without that id. */
  without(policyId: string): PolicyMap {
    const bucket = new Map(this.bucketOf(policyId));
    bucket.delete(policyId);
    return this.replacing(policyId, bucket);
  }

  /** All policies, in no order that means anything. */
  values(): PolicyDefinition[] {
    return this.buckets.flatMap((bucket) => [...bucket.values()]);
  }

  private bucketOf(policyId: string): Bucket {
    return this.buckets[bucketIndex(policyId)] ?? EMPTY_BUCKET;
  }

  private replacing(policyId: string, bucket: Bucket): PolicyMap {
    return new PolicyMap(this.buckets.with(bucketIndex(policyId), bucket));
  }
}

function bucketIndex(policyId: string): number {
  let hash = 0;
  for (let index = 0; index < policyId.length; index += 1) hash = (hash * 31 + policyId.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}
