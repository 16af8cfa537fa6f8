/**
 * How many sessions an identity has open, as an event-sourced aggregate keyed by identity (runtime specification §3 row
 * 14). A place is taken before a session is started and given back once it has ended, both idempotent by session id, so
 * that the limit is exact however many servers ask. Only identities with a limit are ever looked up.
 */
import { invariant } from '@macp/kernel';

import type { RegistryAccepted } from './change-decision.js';
import { Places, TURNS } from './places.js';

/** Takes a place for a session that is about to be started. */
export interface ReserveSession {
  readonly kind: 'ReserveSession';
  readonly identity: string;
  readonly sessionId: string;
  /** Unix ms after which the session cannot start on this reservation any more; also whose turn it is to be listed. */
  readonly startsByMs: number;
  /** Most places that may be taken. */
  readonly limit: number;
  /** Sessions with a place that do not count at the moment, such as suspended ones. */
  readonly exempt: readonly string[];
}

/** Gives back the places of sessions that have ended or will never start. */
export interface ReleaseSessions {
  readonly kind: 'ReleaseSessions';
  readonly identity: string;
  readonly sessionIds: readonly string[];
}

export type OpenSessionsCommand = ReserveSession | ReleaseSessions;

/** Written when a place was taken, or is held for longer. */
export interface SessionReserved {
  readonly kind: 'SessionReserved';
  readonly identity: string;
  readonly sessionId: string;
  readonly startsByMs: number;
  readonly atMs: number;
}

/** Written when places became free. */
export interface SessionsReleased {
  readonly kind: 'SessionsReleased';
  readonly identity: string;
  readonly sessionIds: readonly string[];
  readonly atMs: number;
}

export type OpenSessionsFact = SessionReserved | SessionsReleased;

/** A taken place. */
export type Reservation = Pick<SessionReserved, 'sessionId' | 'startsByMs'>;

/** Every place that counts is taken, by these; of more than `LISTED_MAX`, by these among others. */
export interface OpenSessionsFull {
  readonly kind: 'openSessionsFull';
  readonly reserved: readonly Reservation[];
}

/** The places of one identity. Never mutated. */
export interface OpenSessions {
  readonly kind: 'open-sessions';
  readonly reserved: Places;
}

export interface OpenSessionsDecision {
  readonly kind: 'decided';
  readonly facts: readonly OpenSessionsFact[];
  readonly outcome: RegistryAccepted | OpenSessionsFull;
}

/** Taken places that a refusal names: it has to fit into a record of the log, and each of them is looked up. */
export const LISTED_MAX = 10_000;

const ACCEPTED: RegistryAccepted = { kind: 'registryAccepted' };

/** Decides a command at `nowMs`. Pure and total. */
export function decideOpenSessions(
  state: OpenSessions | undefined,
  command: OpenSessionsCommand,
  nowMs: number,
): OpenSessionsDecision {
  const reserved = state?.reserved ?? Places.NONE;
  return command.kind === 'ReserveSession' ? reserve(reserved, command, nowMs) : release(reserved, command, nowMs);
}

/** The places after a fact. Throws `InvariantViolation` on a history that cannot be. */
export function evolveOpenSessions(state: OpenSessions | undefined, fact: OpenSessionsFact): OpenSessions {
  let reserved = state?.reserved ?? Places.NONE;
  if (fact.kind === 'SessionReserved') reserved = reserved.with(fact.sessionId, fact.startsByMs);
  else {
    for (const sessionId of fact.sessionIds) {
      invariant(reserved.has(sessionId), `session '${sessionId}' gives back a place that it does not have`);
      reserved = reserved.without(sessionId);
    }
  }
  return { kind: 'open-sessions', reserved };
}

function reserve(reserved: OpenSessions['reserved'], command: ReserveSession, nowMs: number): OpenSessionsDecision {
  const { identity, sessionId, startsByMs } = command;
  const heldByMs = reserved.get(sessionId);
  if (heldByMs === undefined) {
    const exempt = new Set(command.exempt.filter((id) => reserved.has(id)));
    if (reserved.size - exempt.size >= command.limit) {
      const outcome = { kind: 'openSessionsFull', reserved: listed(reserved, startsByMs, exempt) } as const;
      return { kind: 'decided', facts: [], outcome };
    }
  } else if (heldByMs >= startsByMs) return { kind: 'decided', facts: [], outcome: ACCEPTED };
  const fact = { kind: 'SessionReserved', identity, sessionId, startsByMs, atMs: nowMs } as const;
  return { kind: 'decided', facts: [fact], outcome: ACCEPTED };
}

/**
 * The first `startsByMs` from `deadlineMs` on that has the turn (a whole number from 0 on). Whoever is refused turn after
 * turn is told of every place within `TURNS` refusals, and the sooner the fewer there are.
 */
export function startsByInTurn(deadlineMs: number, turn: number): number {
  const fromMs = Math.ceil(deadlineMs);
  return fromMs + ((((turn - fromMs) % TURNS) + TURNS) % TURNS);
}

/** Others for every turn, so that a place which has become free is found in the end. */
function listed(reserved: Places, turn: number, exempt: ReadonlySet<string>): Reservation[] {
  const places: Reservation[] = [];
  for (const [id, startsByMs] of reserved.from(turn)) {
    if (places.length === LISTED_MAX) break;
    if (!exempt.has(id)) places.push({ sessionId: id, startsByMs });
  }
  return places;
}

function release(reserved: OpenSessions['reserved'], command: ReleaseSessions, nowMs: number): OpenSessionsDecision {
  const sessionIds = [...new Set(command.sessionIds)].filter((sessionId) => reserved.has(sessionId));
  if (sessionIds.length === 0) return { kind: 'decided', facts: [], outcome: ACCEPTED };
  const fact = { kind: 'SessionsReleased', identity: command.identity, sessionIds, atMs: nowMs } as const;
  return { kind: 'decided', facts: [fact], outcome: ACCEPTED };
}
