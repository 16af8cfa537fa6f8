/** Who may send a type at all, as the authority matrices of the modes say it (RFC-MACP-0002 §6.1): a breach is FORBIDDEN. */
import { reject } from '@macp/kernel';
import type { Rejection, SessionTerms } from '@macp/kernel';

/** FORBIDDEN unless `sender` is a declared participant; the initiator is one only if listed. */
export function requireParticipant(terms: Pick<SessionTerms, 'participants'>, sender: string): Rejection | undefined {
  return terms.participants.includes(sender) ? undefined : reject('FORBIDDEN');
}

/** FORBIDDEN unless `sender` started the session, listed or not. */
export function requireInitiator(terms: Pick<SessionTerms, 'initiator'>, sender: string): Rejection | undefined {
  return sender === terms.initiator ? undefined : reject('FORBIDDEN');
}
