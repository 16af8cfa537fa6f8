/**
 * Reasons of a governance policy (RFC-MACP-0012). Codes are contractual, messages are not; a message never names a
 * participant, so that a deployment can redact by dropping `participants`.
 */
import type { Denial } from '@macp/kernel';

/** Reason codes that this runtime gives. The set is open for readers. */
export type DenialCode =
  | 'veto'
  | 'veto_hold'
  | 'quorum_not_met'
  | 'threshold_not_met'
  | 'confidence_below_minimum'
  | 'evaluation_required'
  | 'no_votes'
  | 'decline_over_approval'
  | 'decline_not_backed'
  | 'criterion_not_met'
  | 'output_required'
  | 'reassignment_not_allowed'
  | 'unsupported_schema_version'
  | 'invalid_rules'
  | 'unspecified';

/** Makes a reason. Invariant: `participants`, if given, are sorted and without repeats. */
export function denial(code: DenialCode, message: string, participants: readonly string[] = []): Denial {
  return participants.length === 0 ? { code, message } : { code, message, participants };
}
