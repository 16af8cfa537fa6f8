/**
 * Governance policy as the kernel sees it (RFC-MACP-0012): a definition that is frozen on the session at its start, and
 * the question and verdict that pass between the kernel and whoever evaluates Commitments. The rules themselves live in
 * `@macp/policy-rules`.
 */
import type { Denial } from './rejection.js';

/** A policy exactly as admitted. Invariant: immutable once registered; ids are never re-used for other content. */
export interface PolicyDefinition {
  readonly policyId: string;
  /** A mode id, or `*` for every mode. */
  readonly mode: string;
  readonly description: string;
  /** Rules object as compact JSON text with sorted keys. */
  readonly rules: string;
  /** 1, 2 or 3. */
  readonly schemaVersion: number;
}

/** Looks up a registered policy by exact id; `undefined` when there is none. */
export type PolicyLookup = (policyId: string) => PolicyDefinition | undefined;

/**
 * Everything a Commitment's evaluation may depend on. Invariant: plain data, so that it can travel to another process.
 */
export interface PolicyQuestion {
  readonly sessionId: string;
  readonly messageId: string;
  readonly mode: string;
  readonly policy: PolicyDefinition;
  readonly participants: readonly string[];
  readonly outcomePositive: boolean;
  /** The mode's state at this point of the history, in its canonical JSON form. */
  readonly modeState: unknown;
}

/** The recorded answer to a `PolicyQuestion`. Invariant: `denials` is empty iff `allowed`. */
export interface PolicyVerdict {
  readonly allowed: boolean;
  readonly denials: readonly Denial[];
}
