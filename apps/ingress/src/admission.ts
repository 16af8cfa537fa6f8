/**
 * What an identity may send (runtime specification §2.1 steps 6–9): its own name, session starts, modes, and how often.
 * The steps are apart because a stream ends on some of their refusals and goes on after others.
 */
import type { Identity } from '@macp/auth';
import { MESSAGE_TYPE, reject } from '@macp/kernel';
import type { Envelope, Rejection } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { kernelEnvelope } from '@macp/proto';
import { RateLimit } from './limits/rate-limit.js';

export const UNAUTHENTICATED: Rejection = reject('UNAUTHENTICATED');
export const FORBIDDEN: Rejection = reject('FORBIDDEN');
export const RATE_LIMITED: Rejection = reject('RATE_LIMITED');

/** A sender is who its credential says, or says nothing. */
export function isOwnName(envelope: macp.v1.Envelope, identity: Identity): boolean {
  return envelope.sender === '' || envelope.sender === identity.sender;
}

/** The identity's right to start sessions and to use the mode; the ambient plane is mode `""`. */
export function maySend(envelope: macp.v1.Envelope, identity: Identity): boolean {
  if (envelope.messageType === MESSAGE_TYPE.sessionStart && !identity.canStartSessions) return false;
  return identity.allowedModes === undefined || identity.allowedModes.has(envelope.mode);
}

export interface RateLimits {
  readonly sessionStartLimitPerMinute: number;
  readonly messageLimitPerMinute: number;
}

/** The two buckets of every sender. */
export class SendRates {
  readonly starts: RateLimit;
  readonly messages: RateLimit;

  constructor(limits: RateLimits, monotonicMs: () => number) {
    this.starts = new RateLimit(limits.sessionStartLimitPerMinute, monotonicMs);
    this.messages = new RateLimit(limits.messageLimitPerMinute, monotonicMs);
  }

  /** True, and charged, when the sender may send a message of this type now. */
  take(sender: string, messageType: string): boolean {
    return (messageType === MESSAGE_TYPE.sessionStart ? this.starts : this.messages).take(sender);
  }
}

/** The envelope as the kernel gets it: the sender is the authenticated one, whatever was claimed. */
export function authenticatedEnvelope(envelope: macp.v1.Envelope, sender: string): Envelope {
  return kernelEnvelope(envelope, envelope.payload, sender);
}
