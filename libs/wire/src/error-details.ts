/**
 * Structured details of a refusal (wire contract §6): compact JSON with sorted keys, the same bytes in an Ack, in an
 * inline stream error and in a status's metadata.
 */
import type { Denial, Rejection } from '@macp/kernel';

const NONE = Buffer.alloc(0);

function denialObject({ code, message, participants }: Denial): object {
  return participants !== undefined && participants.length > 0 ? { code, message, participants } : { code, message };
}

/** UTF-8 JSON for POLICY_DENIED with reasons and for HISTORY_UNAVAILABLE with a sequence, else no bytes. */
export function errorDetails({ code, denials, lowestAvailableSequence }: Rejection): Buffer {
  if (code === 'POLICY_DENIED' && denials !== undefined) {
    const reasons = denials.map((denial) => denial.message);
    return Buffer.from(JSON.stringify({ denials: denials.map(denialObject), reasons }));
  }
  if (code === 'HISTORY_UNAVAILABLE' && lowestAvailableSequence !== undefined) {
    return Buffer.from(JSON.stringify({ lowest_available_sequence: lowestAvailableSequence }));
  }
  return NONE;
}
