/** Reads payloads of accepted history: what was accepted has decoded before, so anything else is a broken history. */
import { invariant } from '@macp/kernel';
import { decodeOrUndefined } from '@macp/proto';
import type { Codec } from '@macp/proto';

/** The message of an accepted payload; throws `InvariantViolation` on bytes that cannot have been accepted. */
export function acceptedPayload<Message>(codec: Codec<Message, never>, payload: Uint8Array): Message {
  const message = decodeOrUndefined(codec, payload);
  invariant(message !== undefined, 'an accepted payload decodes');
  return message;
}
