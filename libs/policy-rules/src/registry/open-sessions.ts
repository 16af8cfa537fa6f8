/**
 * How many sessions an identity has open, as an event-sourced aggregate keyed by identity (runtime specification §3 row
 * 14). A place is taken before a session is started and given back once it has ended, both idempotent by session id, so
 * that the limit is exact however many servers ask. What another start may count on is never given back for one that was
 * refused. Only identities with a limit are ever looked up.
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
  /** Names this one attempt to start the session, which nobody else repeats under the same name; '' = not known. */
  readonly startId: string;
  /** Most places that may be taken. */
  readonly limit: number;
  /** Sessions with a place that do not count at the moment, such as suspended ones. */
  readonly exempt: readonly string[];
}

/** Gives back places of sessions that have ended or will never start; one that is not as it is said here stays taken. */
export interface ReleaseSessions {
  readonly kind: 'ReleaseSessions';
  readonly identity: string;
  /** Sessions that have ended or are somebody else's: nobody can start them again. */
  readonly sessionIds: readonly string[];
  /** Places that were over when they were listed: not given back when they are held for longer by now. */
  readonly over: readonly Reservation[];
  /** Starts that were refused: a place is only given back by the one start that it is for. */
  readonly refused: readonly RefusedStart[];
}

export type OpenSessionsCommand = ReserveSession | ReleaseSessions;

/** Written when a place was taken, is held for longer, or is no longer for one start alone. */
export interface SessionReserved {
  readonly kind: 'SessionReserved';
  readonly identity: string;
  readonly sessionId: string;
  readonly startsByMs: number;
  /** The one start that the place is for; '' = there are several, or it is not known. */
  readonly startId: string;
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

/** A taken place as it is listed. */
export type Reservation = Pick<SessionReserved, 'sessionId' | 'startsByMs'>;

/** A start that has got a place and was refused then. */
export type RefusedStart = Pick<SessionReserved, 'sessionId' | 'startId'>;

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
  if (fact.kind === 'SessionReserved') {
    const { sessionId, startsByMs, startId } = fact;
    reserved = reserved.with(sessionId, { startsByMs, startId });
  } else {
    for (const sessionId of fact.sessionIds) {
      invariant(reserved.has(sessionId), `session '${sessionId}' gives back a place that it does not have`);
      reserved = reserved.without(sessionId);
    }
  }
  return { kind: 'open-sessions', reserved };
}

function reserve(reserved: OpenSessions['reserved'], command: ReserveSession, nowMs: number): OpenSessionsDecision {
  const { identity, sessionId } = command;
  const held = reserved.get(sessionId);
  if (held === undefined) {
    const exempt = new Set(command.exempt.filter((id) => reserved.has(id)));
    if (reserved.size - exempt.size >= command.limit) {
      const outcome = { kind: 'openSessionsFull', reserved: listed(reserved, command.startsByMs, exempt) } as const;
      return { kind: 'decided', facts: [], outcome };
    }
  }
  const startsByMs = Math.max(command.startsByMs, held?.startsByMs ?? command.startsByMs);
  const startId = held === undefined || held.startId === command.startId ? command.startId : '';
  if (held?.startsByMs === startsByMs && held.startId === startId) {
    return { kind: 'decided', facts: [], outcome: ACCEPTED };
  }
  const fact = { kind: 'SessionReserved', identity, sessionId, startsByMs, startId, atMs: nowMs } as const;
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
  for (const [id, { startsByMs }] of reserved.from(turn)) {
    if (places.length === LISTED_MAX) break;
    if (!exempt.has(id)) places.push({ sessionId: id, startsByMs });
  }
  return places;
}

function release(reserved: OpenSessions['reserved'], command: ReleaseSessions, nowMs: number): OpenSessionsDecision {
  const free = new Set(command.sessionIds.filter((sessionId) => reserved.has(sessionId)));
  for (const { sessionId, startsByMs } of command.over) {
    if (reserved.get(sessionId)?.startsByMs === startsByMs) free.add(sessionId);
  }
  for (const { sessionId, startId } of command.refused) {
    if (startId !== '' && reserved.get(sessionId)?.startId === startId) free.add(sessionId);
  }
  if (free.size === 0) return { kind: 'decided', facts: [], outcome: ACCEPTED };
  const fact = { kind: 'SessionsReleased', identity: command.identity, sessionIds: [...free], atMs: nowMs } as const;
  return { kind: 'decided', facts: [fact], outcome: ACCEPTED };
}
