/**
 * `max_open_sessions` of an identity (runtime specification §3 row 14), exact over all servers: a place is taken at the
 * registries' owner before the SessionStart goes to the session's, and given back when the start is refused. Places of
 * sessions that have ended are found when all seem taken, so nothing has to follow every session to its end.
 */
import { isTerminal } from '@macp/kernel';
import type { Envelope, SessionMetadata, SessionOutcome } from '@macp/kernel';
import type { RegistryCommand, RegistryOutcome, Reservation } from '@macp/policy-rules';
import type { Edge } from '../edge.js';
import { REGISTRY_KEY } from '../registry-change.js';
import { RATE_LIMITED } from '../admission.js';

type Ports = Pick<Edge, 'clock' | 'history' | 'log' | 'registry' | 'sessions'>;

/** A SessionStart of an identity that may have so many open sessions. */
export interface LimitedStart {
  readonly envelope: Envelope;
  readonly limit: number;
  /** Unix ms. */
  readonly deadlineMs: number;
}

/** A place is held for longer than its start may take, because the owner's clock is another one. */
const CLOCKS_DIFFER_MS = 10_000;

type Place = 'taken' | 'not-needed' | 'none' | 'unknown';

const REFUSED: SessionOutcome = { kind: 'rejected', rejection: RATE_LIMITED };

export class OpenSessionLimit {
  /** Starts on their way, by session. Invariant: no zeros. */
  private readonly underway = new Map<string, number>();

  constructor(private readonly ports: Ports) {}

  /** Submits the start when the identity has a place for it; `undefined` = the outcome is not known in time. */
  async start(start: LimitedStart): Promise<SessionOutcome | undefined> {
    const { sessionId } = start.envelope;
    this.underway.set(sessionId, (this.underway.get(sessionId) ?? 0) + 1);
    try {
      const place = await this.place(start);
      if (place === 'none') return REFUSED;
      if (place === 'unknown') return undefined;
      const outcome = await this.submit(start);
      const isRefused = outcome?.kind === 'rejected' && outcome.rejection.code !== 'SESSION_ALREADY_EXISTS';
      if (isRefused && place === 'taken') await this.giveBack(start);
      return outcome;
    } finally {
      const others = this.underway.get(sessionId)! - 1;
      if (others === 0) this.underway.delete(sessionId);
      else this.underway.set(sessionId, others);
    }
  }

  private async place(start: LimitedStart): Promise<Place> {
    const first = await this.reserve(start, []);
    if (first?.kind !== 'openSessionsFull') return placeOf(first);
    // A repeated start takes nothing, and its answer is due however many sessions are open.
    if ((await this.ports.history.session(start.envelope.sessionId)) !== undefined) return 'not-needed';
    const { exempt, over } = await this.examine(start, first.reserved);
    if (exempt.length === 0 && over.length === 0) return 'none';
    if (over.length > 0) await this.release(start, over);
    return placeOf(await this.reserve(start, exempt));
  }

  /** Which of the places are free after all, and which do not count at the moment. */
  private async examine({ envelope }: LimitedStart, reserved: readonly Reservation[]) {
    const exempt: string[] = [];
    const over: string[] = [];
    const sessions = await Promise.all(reserved.map(({ sessionId }) => this.ports.history.session(sessionId)));
    const nowMs = this.ports.clock.nowMs();
    for (const [index, { sessionId, startsByMs }] of reserved.entries()) {
      const session = sessions[index];
      if (session === undefined ? nowMs > startsByMs + CLOCKS_DIFFER_MS : isOver(session, envelope.sender))
        over.push(sessionId);
      else if (session !== undefined && !counts(session, nowMs)) exempt.push(sessionId);
    }
    return { exempt, over };
  }

  private async giveBack(start: LimitedStart): Promise<void> {
    const { sessionId } = start.envelope;
    // Another start of the same session may be about to need the place.
    if (this.underway.get(sessionId)! > 1) return;
    if ((await this.ports.history.session(sessionId)) === undefined) await this.release(start, [sessionId]);
  }

  private reserve({ envelope, limit, deadlineMs }: LimitedStart, exempt: readonly string[]) {
    const { sender: identity, sessionId } = envelope;
    const command = { kind: 'ReserveSession', identity, sessionId, startsByMs: deadlineMs, limit, exempt } as const;
    return this.ask(command, deadlineMs);
  }

  private release({ envelope, deadlineMs }: LimitedStart, sessionIds: readonly string[]) {
    return this.ask({ kind: 'ReleaseSessions', identity: envelope.sender, sessionIds }, deadlineMs);
  }

  private ask(command: RegistryCommand, deadlineMs: number): Promise<RegistryOutcome | undefined> {
    return new Promise((done) => this.ports.registry.submit(REGISTRY_KEY, command, deadlineMs, done));
  }

  private submit({ envelope, deadlineMs }: LimitedStart): Promise<SessionOutcome | undefined> {
    const command = { kind: 'SubmitEnvelope', envelope } as const;
    return new Promise((done) => this.ports.sessions.submit(envelope.sessionId, command, deadlineMs, done));
  }
}

function placeOf(outcome: RegistryOutcome | undefined): Place {
  if (outcome === undefined) return 'unknown';
  if (outcome.kind === 'registryAccepted') return 'taken';
  return outcome.kind === 'openSessionsFull' ? 'none' : 'unknown';
}

/** The session will never count again for this identity. */
function isOver({ state, initiator }: SessionMetadata, identity: string): boolean {
  return isTerminal(state) || initiator !== identity;
}

function counts({ state, expiresAtMs }: SessionMetadata, nowMs: number): boolean {
  return state === 'OPEN' && nowMs <= expiresAtMs;
}
