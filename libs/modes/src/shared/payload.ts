/** Reads payloads, of messages that want to be accepted and of those that were. */
import { invariant } from '@macp/kernel';
import { decodeOrUndefined } from '@macp/proto';
import type { Codec } from '@macp/proto';

interface Read {
  readonly codec: unknown;
  readonly payload: Uint8Array | undefined;
  readonly message: unknown;
}

/** Whoever decides reads a payload, and whoever evolves reads it again right behind. */
let last: Read = { codec: undefined, payload: undefined, message: undefined };

/**
 * The message of a payload; `undefined` when it is none. A payload is never written to: read twice in a row, it is decoded
 * once, and the message is the same object.
 */
export function payloadOf<Message>(codec: Codec<Message, never>, payload: Uint8Array): Message | undefined {
  if (last.payload !== payload || last.codec !== codec) {
    last = { codec, payload, message: decodeOrUndefined(codec, payload) };
  }
  return last.message as Message | undefined;
}

/** The message of an accepted payload; throws `InvariantViolation` on bytes that cannot have been accepted. */
export function acceptedPayload<Message>(codec: Codec<Message, never>, payload: Uint8Array): Message {
  const message = payloadOf(codec, payload);
  invariant(message !== undefined, 'an accepted payload decodes');
  return message;
}
