/**
 * The unit that agents and the runtime exchange (RFC-MACP-0001 §5): one typed payload with its routing fields.
 * The kernel never interprets `payload` itself; the session's mode does.
 */
export interface Envelope {
  /** Protocol version; the only accepted value is `1.0`. */
  readonly macpVersion: string;
  /** Mode id; empty only on the ambient plane. */
  readonly mode: string;
  readonly messageType: string;
  /** Chosen by the sender; unique within the session. */
  readonly messageId: string;
  readonly sessionId: string;
  /** Invariant: inside the kernel this is the authenticated identity, never a client's claim. */
  readonly sender: string;
  /** Client clock in Unix milliseconds, any int64; 0 = not given. */
  readonly timestampUnixMs: bigint;
  /** Protobuf bytes of the payload message for `(mode, messageType)`. Invariant: never mutated. */
  readonly payload: Uint8Array;
}

/** The only protocol version this runtime speaks. */
export const MACP_VERSION = '1.0';

/** Message types with a meaning of their own in the kernel (RFC-MACP-0001 §7). */
export const MESSAGE_TYPE = {
  sessionStart: 'SessionStart',
  commitment: 'Commitment',
  signal: 'Signal',
  progress: 'Progress',
  sessionCancel: 'SessionCancel',
  sessionSuspend: 'SessionSuspend',
  sessionResume: 'SessionResume',
} as const;

/** True for message types of the ambient plane, which belong to no session's history. */
export function isAmbient(messageType: string): boolean {
  return messageType === MESSAGE_TYPE.signal || messageType === MESSAGE_TYPE.progress;
}
