/**
 * `max_open_sessions` of an identity (runtime specification §3 row 14), exact over all servers: a place is taken at the
 * registries' owner before the SessionStart goes to the session's, and given back when the start is refused, unless
 * another start of the session may count on it. Places of sessions that have ended are found when all seem taken, so
 * nothing has to follow every session to its end.
 */
import { randomBytes } from 'node:crypto';
import type { Envelope, SessionOutcome } from '@macp/kernel';
import { LISTED_MAX, startsByInTurn } from '@macp/policy-rules';
import type { RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import type { Edge } from '../edge.js';
import { REGISTRY_KEY } from '../registry-change.js';
import { RATE_LIMITED } from '../admission.js';
import { PlaceSearch } from './place-search.js';
import type { FoundPlaces } from './place-search.js';

type Ports = Pick<Edge, 'clock' | 'history' | 'log' | 'registry' | 'sessions'>;

/** A SessionStart of an identity that may have so many open sessions. */
export interface LimitedStart {
  readonly envelope: Envelope;
  readonly limit: number;
  /** Unix ms. */
  readonly deadlineMs: number;
}

/**
 * A start with its name at the registries. No two have the same, not even repetitions: one may be refused and the next one
 * accepted, where a mode or a policy was registered between them.
 */
interface NamedStart extends LimitedStart {
  readonly startId: string;
}

type Place = 'taken' | 'not-needed' | 'none' | 'unknown';

const REFUSED: SessionOutcome = { kind: 'rejected', rejection: RATE_LIMITED };

export class OpenSessionLimit {
  /** Whose turn it is to be listed, for identities with more places than a list can name. */
  private readonly turns = new Map<string, number>();
  private readonly places: PlaceSearch;
  private lists = 0;
  /** Begins the names of starts here, and of no other server. */
  private readonly serverName = randomBytes(9).toString('base64url');
  private starts = 0;

  constructor(private readonly ports: Ports) {
    const { clock, history } = ports;
    const release = (found: FoundPlaces, deadlineMs: number) =>
      this.ask({ kind: 'ReleaseSessions', ...found, refused: [] }, deadlineMs);
    this.places = new PlaceSearch({ clock, history, release });
  }

  /** Submits the start when the identity has a place for it; `undefined` = the outcome is not known in time. */
  async start(limited: LimitedStart): Promise<SessionOutcome | undefined> {
    const start = { ...limited, startId: `${this.serverName}-${(this.starts++).toString(36)}` };
    const place = await this.place(start);
    if (place === 'none') return REFUSED;
    if (place === 'unknown') return undefined;
    const outcome = await this.submit(start);
    const isRefused = outcome?.kind === 'rejected' && outcome.rejection.code !== 'SESSION_ALREADY_EXISTS';
    if (isRefused && place === 'taken') await this.giveBack(start);
    return outcome;
  }

  /** Refused is only who found all places taken after a look at each: somebody else may have got one that was found. */
  private async place(start: NamedStart): Promise<Place> {
    const { sender: identity, sessionId } = start.envelope;
    const startsByMs = startsByInTurn(start.deadlineMs, this.turns.get(identity) ?? 0);
    const exempt = new Set<string>();
    for (let round = 0; ; round++) {
      const outcome = await this.reserve(start, startsByMs, [...exempt]);
      if (outcome?.kind !== 'openSessionsFull') return placeOf(outcome);
      const listNo = this.lists++;
      // A repeated start takes nothing, and its answer is due however many sessions are open.
      if (round === 0 && (await this.ports.history.session(sessionId)) !== undefined) return 'not-needed';
      const { reserved } = outcome;
      const known = exempt.size;
      const need = Math.max(1, reserved.length - start.limit + 1) + known;
      const found = await this.places.find({ identity, reserved, listNo, need, deadlineMs: start.deadlineMs });
      for (const id of found.exempt) exempt.add(id);
      if (found.hasFreed || exempt.size > known) continue;
      if (found.isWhole) return this.noPlace(identity, reserved.length);
      if (this.ports.clock.nowMs() > start.deadlineMs) return 'unknown';
    }
  }

  private noPlace(identity: string, listed: number): Place {
    if (listed < LISTED_MAX) this.turns.delete(identity);
    else this.turns.set(identity, (this.turns.get(identity) ?? 0) + 1);
    return 'none';
  }

  private async giveBack({ envelope, startId, deadlineMs }: NamedStart): Promise<void> {
    const { sender: identity, sessionId } = envelope;
    // It may have been accepted before, and is refused now because its mode or its policy is gone.
    if ((await this.ports.history.session(sessionId)) !== undefined) return;
    const refused = [{ sessionId, startId }];
    await this.ask({ kind: 'ReleaseSessions', identity, sessionIds: [], over: [], refused }, deadlineMs);
  }

  private reserve(start: NamedStart, startsByMs: number, exempt: readonly string[]) {
    const { envelope, startId, limit, deadlineMs } = start;
    const { sender: identity, sessionId } = envelope;
    return this.ask({ kind: 'ReserveSession', identity, sessionId, startsByMs, startId, limit, exempt }, deadlineMs);
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
  return outcome?.kind === 'registryAccepted' ? 'taken' : 'unknown';
}
