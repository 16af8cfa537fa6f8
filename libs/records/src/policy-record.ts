/** Policy definitions, verdicts and denials as they are stored inside facts and outcomes (RFC-MACP-0012). */
import type { Denial, PolicyDefinition, PolicyVerdict } from '@macp/kernel';
import { invariant } from '@macp/kernel';
import type { macp } from '@macp/proto';

type StoredPolicy = macp.runtime.v1.PolicyDefinition;
type StoredDenial = macp.runtime.v1.PolicyDenial;

/** The definition of a decoded record. */
export function restoredPolicy(stored: StoredPolicy | null | undefined): PolicyDefinition {
  invariant(stored !== null && stored !== undefined, 'a stored fact has no policy definition');
  const { policyId, mode, description, rules, schemaVersion } = stored;
  return { policyId, mode, description, rules, schemaVersion };
}

/** The denials to encode. */
export function storedDenials(denials: readonly Denial[]): macp.runtime.v1.PolicyDenialInit[] {
  return denials.map(({ code, message, participants }) => ({ code, message, participants: [...(participants ?? [])] }));
}

/** The denials of a decoded record; an empty list of participants is an absent one. */
export function restoredDenials(stored: readonly StoredDenial[]): Denial[] {
  return stored.map(({ code, message, participants }) =>
    participants.length === 0 ? { code, message } : { code, message, participants: [...participants] },
  );
}

/** The verdict to encode. */
export function storedVerdict(verdict: PolicyVerdict): macp.runtime.v1.PolicyVerdictInit {
  return { allowed: verdict.allowed, denials: storedDenials(verdict.denials) };
}

/** The verdict of a decoded record. */
export function restoredVerdict(stored: macp.runtime.v1.PolicyVerdict): PolicyVerdict {
  return { allowed: stored.allowed, denials: restoredDenials(stored.denials) };
}
