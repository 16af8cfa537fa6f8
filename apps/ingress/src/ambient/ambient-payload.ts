/**
 * The ambient plane (runtime specification §6): Signals and Progress are checked, acknowledged and handed on; they belong
 * to no session's history and are never deduplicated.
 */
import { MESSAGE_TYPE, isBlank, reject } from '@macp/kernel';
import type { Rejection } from '@macp/kernel';
import { ProgressPayload, SignalPayload, decodeOrUndefined } from '@macp/proto';
import type { macp } from '@macp/proto';

const INVALID_PAYLOAD = reject('INVALID_ENVELOPE', 'InvalidPayload');

/** The refusal of an ambient payload that is neither empty nor what its type promises. */
export function checkAmbientPayload({ messageType, payload }: macp.v1.Envelope): Rejection | undefined {
  if (payload.length === 0) return undefined;
  if (messageType === MESSAGE_TYPE.signal) {
    const signal = decodeOrUndefined(SignalPayload, payload);
    return signal === undefined || isBlank(signal.signalType) ? INVALID_PAYLOAD : undefined;
  }
  return decodeOrUndefined(ProgressPayload, payload) === undefined ? INVALID_PAYLOAD : undefined;
}
