/**
 * Accepts ambient envelopes (runtime specification §6): what is not misshapen is handed to the signal bus and belongs to
 * no session's history. Its result is a refusal, `undefined` for accepted, or a promise where the bus takes time.
 */
import type { Rejection } from '@macp/kernel';
import type { macp } from '@macp/proto';
import { authenticatedEnvelope } from '../admission.js';
import type { Edge } from '../edge.js';
import { checkAmbientPayload } from './ambient-payload.js';

/** A rejected promise means that the outcome is unknown. */
export function publishAmbient(
  { signals }: Pick<Edge, 'signals'>,
  envelope: macp.v1.Envelope,
  sender: string,
): Rejection | undefined | Promise<void> {
  const invalid = checkAmbientPayload(envelope);
  if (invalid !== undefined) return invalid;
  const published = signals.publish(authenticatedEnvelope(envelope, sender));
  return published instanceof Promise ? published : undefined;
}
