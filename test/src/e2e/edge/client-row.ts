/** A row of what clients rely on, and what its plays have in common. */
import { randomUUID } from 'node:crypto';
import type { macp } from '@macp/proto';
import type { EdgeWorld } from './edge-world.js';

/** One thing that clients rely on. */
export interface ClientRow {
  /** Its number, as `B1`. */
  readonly row: string;
  readonly outcome: string;
  readonly play: (world: EdgeWorld) => Promise<void>;
}

/** Registers a policy, under a fresh id unless told otherwise; resolves with why it was refused, `''` when it was not. */
export async function register(world: EdgeWorld, descriptor: macp.v1.PolicyDescriptorInit): Promise<string> {
  const policyDescriptor = { policyId: `p.${randomUUID()}`, description: '', ...descriptor };
  return (await world.call('RegisterPolicy', { policyDescriptor })).error;
}
