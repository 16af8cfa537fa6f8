/**
 * The result of deciding a command, and what a decision may depend on besides session and command. Facts are made
 * durable first and the outcome is answered after; a refusal may still carry facts (a late message expires its
 * session).
 */
import type { SessionOutcome } from './commands.js';
import type { CoreCodec } from './core-codec.js';
import type { SessionFact } from './facts.js';
import type { ModeLookup } from './mode.js';
import type { PolicyLookup, PolicyQuestion, PolicyVerdict } from './policy.js';
import { reject } from './rejection.js';
import type { Rejection } from './rejection.js';

/** Everything outside of session and command that a decision may depend on. */
export interface SessionContext {
  /** Acceptance clock, Unix ms. Invariant: never below that of an earlier fact of the session. */
  readonly nowMs: number;
  /** The id is taken for good although there is no session in memory: ended and evicted, or otherwise burnt. */
  readonly ended: boolean;
  readonly modes: ModeLookup;
  readonly policies: PolicyLookup;
  readonly codec: CoreCodec;
  /** The answer to the question that this same command raised before. */
  readonly verdict?: PolicyVerdict;
}

/** A command that is decided, its facts in the order in which they happened. */
export interface Decided {
  readonly kind: 'decided';
  readonly facts: readonly SessionFact[];
  readonly outcome: SessionOutcome;
}

/** A Commitment that needs a verdict first: ask, then decide it again with the verdict in the context. */
export interface Questioned {
  readonly kind: 'question';
  readonly question: PolicyQuestion;
}

export type SessionDecision = Decided | Questioned;

const NO_FACTS: readonly SessionFact[] = [];

/** A refusal, with what happened to the session all the same. */
export function refused(rejection: Rejection, facts: readonly SessionFact[] = NO_FACTS): Decided {
  return { kind: 'decided', facts, outcome: { kind: 'rejected', rejection } };
}

/** The refusal of control commands and reads of a session that does not exist. */
export function sessionNotFound(sessionId: string): Decided {
  return refused(reject('SESSION_NOT_FOUND', `Session '${sessionId}' not found`));
}

/** `INVALID_ENVELOPE` for a payload that does not decode or breaks its contract. */
export function invalidPayload(): Rejection {
  return reject('INVALID_ENVELOPE', 'InvalidPayload');
}
