/** The lifecycle service (`macp.internal.v1.LifecycleService`) as gRPC sees it, and its events in both forms. */
import { invariant } from '@macp/kernel';
import type { LifecycleChange } from '@macp/kernel';
import type { LifecycleEvent } from '@macp/ports';
import { encodeBytes, internal } from '@macp/proto';
import { wireEventType, wireMetadata } from '@macp/wire';
import { kernelMetadata } from '../history/session-metadata.js';
import { rpcMethod } from '../transport/rpc-method.js';

export const LIFECYCLE_SERVICE = 'macp.internal.v1.LifecycleService';

export const lifecycleRpcs = {
  WatchLifecycle: rpcMethod(
    { service: LIFECYCLE_SERVICE, name: 'WatchLifecycle', requestStream: true, responseStream: true },
    internal.WatchLifecycleRequest,
    internal.WatchLifecycleResponse,
  ),
} as const;

const CHANGES: readonly LifecycleChange[] = ['CREATED', 'RESOLVED', 'EXPIRED', 'SUSPENDED', 'RESUMED', 'CANCELLED'];
const CHANGE_BY_NUMBER = new Map<number, LifecycleChange>(CHANGES.map((change) => [wireEventType(change), change]));

/** Live changes go to many watches as the very same list: each is encoded once. */
const encodedFrames = new WeakMap<readonly LifecycleEvent[], Uint8Array>();

/** The response that carries the events. */
export function lifecycleFrame(batch: readonly LifecycleEvent[]): Uint8Array {
  const known = encodedFrames.get(batch);
  if (known !== undefined) return known;
  const events = batch.map(({ change, session, isSync }) => ({
    eventType: wireEventType(change),
    session: wireMetadata(session),
    isSync,
  }));
  const frame = encodeBytes(internal.WatchLifecycleResponse, { events: { events } });
  encodedFrames.set(batch, frame);
  return frame;
}

/** @throws InvariantViolation on a change or a state that this build does not know. */
export function kernelLifecycleEvent({ eventType, session, isSync }: internal.LifecycleEvent): LifecycleEvent {
  const change = CHANGE_BY_NUMBER.get(eventType);
  invariant(change !== undefined && session !== null, `a lifecycle event of the unknown type ${eventType}`);
  return { change, session: kernelMetadata(session), isSync };
}
