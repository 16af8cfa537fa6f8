/**
 * Who may commit, and who besides the initiator may control a session: read from the `commitment` block of the bound
 * policy (RFC-MACP-0012). Reading is tolerant, because a stored definition is never validated again: an absent or
 * unreadable block means the defaults, and an authority of an unknown name means `initiator_only`.
 */
import type { PolicyDefinition } from './policy.js';

/** The `commitment.authority` rule. */
export type Authority = 'initiator_only' | 'any_participant' | 'designated_role';

/** Authority of a policy. Invariant: `designatedRoles` only matters under `designated_role`. */
export interface CommitmentAuthority {
  readonly authority: Authority;
  readonly designatedRoles: readonly string[];
}

/** The people of a session that the authority is applied to. */
export interface AuthorityRoster {
  readonly initiator: string;
  readonly participants: readonly string[];
}

const DEFAULT_AUTHORITY: CommitmentAuthority = { authority: 'initiator_only', designatedRoles: [] };

// A memo only: definitions are immutable and shared by many sessions, and the rules text may be long.
const AUTHORITIES = new WeakMap<PolicyDefinition, CommitmentAuthority>();

/** The commitment authority of a policy; never throws, whatever the rules text is. */
export function commitmentAuthority(policy: PolicyDefinition): CommitmentAuthority {
  let authority = AUTHORITIES.get(policy);
  if (authority === undefined) {
    authority = readAuthority(policy.rules);
    AUTHORITIES.set(policy, authority);
  }
  return authority;
}

/** True when `sender` may commit; a designated role is exact, so it does not imply the initiator. */
export function mayCommit(policy: PolicyDefinition, roster: AuthorityRoster, sender: string): boolean {
  const { authority, designatedRoles } = commitmentAuthority(policy);
  if (authority === 'designated_role') return designatedRoles.includes(sender);
  if (sender === roster.initiator) return true;
  return authority === 'any_participant' && roster.participants.includes(sender);
}

/** True when `caller` may cancel, suspend or resume: the initiator always, others by delegation. */
export function mayControl(policy: PolicyDefinition, roster: AuthorityRoster, caller: string): boolean {
  return caller === roster.initiator || mayCommit(policy, roster, caller);
}

function readAuthority(rules: string): CommitmentAuthority {
  const block = ownMember(parseOrUndefined(rules), 'commitment');
  const listed = ownMember(block, 'designated_roles');
  const roles = listed === undefined ? [] : listed;
  // A block is read as a whole or not at all: half of one must not widen who may commit.
  if (!isTextList(roles)) return DEFAULT_AUTHORITY;
  const authority = ownMember(block, 'authority');
  if (authority === 'any_participant') return { authority, designatedRoles: [] };
  return authority === 'designated_role' ? { authority, designatedRoles: roles } : DEFAULT_AUTHORITY;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function ownMember(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
