/**
 * Durable form of session outcomes (`macp.runtime.v1.SessionOutcome`): what a command sent again is answered with.
 * Reads are not recorded, so there is no form for `observed`.
 */
import { REJECTION_CODES, SESSION_STATE, invariant, policyDenied } from '@macp/kernel';
import type { RejectionCode, SessionOutcome, SessionState } from '@macp/kernel';
import { encodeBytes, records, toSafeNumber } from '@macp/proto';
import { restoredDenials, storedDenials } from './policy-record.js';

const STATE_OF = new Map(Object.entries(SESSION_STATE).map(([state, number]) => [number, state as SessionState]));
const CODES: ReadonlySet<string> = new Set(REJECTION_CODES);

/** Bytes of a recorded outcome. */
export function encodeSessionOutcome(outcome: SessionOutcome): Uint8Array {
  invariant(outcome.kind !== 'observed', 'a read has no durable outcome');
  if (outcome.kind === 'accepted') {
    const { duplicate, ordinal, acceptedAtMs } = outcome;
    const accepted = { duplicate, ordinal, acceptedAtMs, state: SESSION_STATE[outcome.state] };
    return encodeBytes(records.SessionOutcome, { accepted });
  }
  const { code, message, denials } = outcome.rejection;
  const rejected = { code, message, denials: storedDenials(denials ?? []) };
  return encodeBytes(records.SessionOutcome, { rejected });
}

/** The outcome behind bytes of `encodeSessionOutcome`; throws on any other. */
export function decodeSessionOutcome(bytes: Uint8Array): SessionOutcome {
  const stored = records.SessionOutcome.decode(bytes);
  if (stored.accepted) {
    const state = STATE_OF.get(stored.accepted.state as 1 | 2 | 3 | 4 | 5);
    invariant(state !== undefined, `a stored outcome has the unknown state ${stored.accepted.state}`);
    const ordinal = toSafeNumber(stored.accepted.ordinal);
    const acceptedAtMs = toSafeNumber(stored.accepted.acceptedAtMs);
    return { kind: 'accepted', duplicate: stored.accepted.duplicate, state, ordinal, acceptedAtMs };
  }
  invariant(stored.rejected, 'a stored outcome is of no known kind');
  const { code, message, denials } = stored.rejected;
  invariant(CODES.has(code), `a stored outcome has the unknown code ${code}`);
  if (code === 'POLICY_DENIED') return { kind: 'rejected', rejection: policyDenied(restoredDenials(denials)) };
  return { kind: 'rejected', rejection: { code: code as RejectionCode, message } };
}
