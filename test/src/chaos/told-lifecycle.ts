/**
 * What one stream of WatchSessions has told, held against what its client knew when it asked and against the log (runtime
 * specification §4.7): everything that was acknowledged before is part of the initial sync, each session is told of as
 * created once, and what follows is what has happened to it, in order.
 */
import { isTerminal } from '@macp/kernel';
import type { LifecycleChange, SessionState } from '@macp/kernel';
import { macp } from '@macp/proto';
import { kernelState } from '@macp/wire';

const { EventType } = macp.v1.SessionLifecycleEvent;
const PREFIX = 'EVENT_TYPE_';
const CHANGE = new Map(
  Object.entries(EventType).map(([name, type]) => [type, name.slice(PREFIX.length) as LifecycleChange]),
);

/** What was told of one session by one stream. */
export interface ToldSession {
  /** When it was told of first. */
  readonly first: SessionState;
  /** What was told of it then. */
  readonly changes: LifecycleChange[];
  state: SessionState;
}

export class ToldLifecycle {
  readonly sessions = new Map<string, ToldSession>();
  /** What cannot be true, in words. */
  readonly falsehoods: string[] = [];
  private isSyncing = true;

  /** `known`: every session that was acknowledged before the stream was asked for, in the state that it had then. */
  constructor(private readonly known: ReadonlyMap<string, SessionState>) {}

  take({ eventType, session, observedAtUnixMs }: macp.v1.SessionLifecycleEvent): void {
    const change = CHANGE.get(eventType)!;
    const { sessionId, startedAtUnixMs } = session!;
    const state = kernelState(session!.state)!;
    const isSync = change === 'CREATED' && observedAtUnixMs.equals(startedAtUnixMs);
    const told = this.sessions.get(sessionId);
    if (this.isSyncing && !isSync) this.endSync();
    const due = isSync ? state : stateAfter(change);
    if (state !== due) this.falsehood(sessionId, `${change} told as ${state}`);
    if ((told === undefined) !== (change === 'CREATED'))
      this.falsehood(sessionId, `${change} after ${told?.state ?? 'nothing'}`);
    if (told === undefined) this.begin(sessionId, state);
    else {
      told.changes.push(change);
      told.state = state;
    }
  }

  private begin(sessionId: string, state: SessionState): void {
    this.sessions.set(sessionId, { first: state, changes: [], state });
    const known = this.known.get(sessionId);
    if (known !== undefined && isTerminal(known) && known !== state)
      this.falsehood(sessionId, `told as ${state} after ${known} was acknowledged`);
  }

  private endSync(): void {
    this.isSyncing = false;
    for (const sessionId of this.known.keys())
      if (!this.sessions.has(sessionId)) this.falsehood(sessionId, 'not part of the initial sync');
  }

  private falsehood(sessionId: string, what: string): void {
    this.falsehoods.push(`a watch of sessions: ${sessionId}: ${what}`);
  }
}

/**
 * Whether `told` can be told of a session of which the log has these changes. Between two replay processes pauses can be
 * passed over, and that a session was suspended when it ended; nothing else can.
 */
export function isOfLog({ first, changes }: Omit<ToldSession, 'state'>, logged: readonly string[]): boolean {
  let places = [...logged.keys()].filter((place) => stateAfter(logged[place]!) === first);
  for (const change of changes) places = places.flatMap((place) => placesOf(change, { logged, after: place }));
  return places.length > 0;
}

function placesOf(
  change: string,
  { logged, after }: { readonly logged: readonly string[]; readonly after: number },
): readonly number[] {
  const places: number[] = [];
  for (let place = after + 1; place < logged.length; place += 1) {
    if (logged[place] === change) places.push(place);
    if (logged[place] !== 'SUSPENDED') break;
    if (logged[place + 1] === 'RESUMED') place += 1;
  }
  return places;
}

function stateAfter(change: string): SessionState {
  return change === 'CREATED' || change === 'RESUMED' ? 'OPEN' : (change as SessionState);
}
