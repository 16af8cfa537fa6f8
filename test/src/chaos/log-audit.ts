/**
 * Reads the whole log of a cluster with the reader rule and holds every valid record against the promises: one outcome per
 * command (I5), one acceptance per message (I2), ordinals without gaps (I3), nothing behind an end (I6), recorded time that
 * never falls (I13), and no record that cannot follow what came before (I8).
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { BatchRecord, ClaimRecord, EventLog } from '@macp/event-log';
import { isTerminal } from '@macp/kernel';
import type { Session, SessionFact, SessionState } from '@macp/kernel';
import { sessions } from '../sim/session-script.js';
import { Violation } from '../sim/invariants.js';

const READ_RECORDS_MAX = 1000;

/** What the log says of one session. */
export interface LoggedSession {
  state: SessionState;
  /** Ids of what was accepted, in order. */
  readonly messageIds: string[];
  /** Its lifecycle, as the public feed names it. */
  readonly changes: string[];
}

/** Who owned a partition from when on. */
export interface LoggedClaim {
  readonly partition: number;
  readonly offset: number;
  /** As owners name themselves. */
  readonly owner: string;
  readonly generation: number;
  /** Unix ms, by the clock of the owner. */
  readonly claimedAtMs: number;
}

/** When something about a session was recorded. */
export interface LoggedFact {
  readonly sessionId: string;
  /** Of the message that was accepted, or the kind of the fact. */
  readonly what: string;
  readonly offset: number;
  /** Unix ms. */
  readonly recordedAtMs: number;
  /** Of all commands that were decided with it. */
  readonly correlationIds: readonly string[];
}

/** Of one partition, while it is read. */
interface Reading {
  readonly partition: number;
  readonly outcomes: Set<string>;
  recordedAtMs: number;
}

export class LogAudit {
  readonly sessions = new Map<string, LoggedSession>();
  /** In the order of each partition. */
  readonly claimed: LoggedClaim[] = [];
  /** By partition, when its batches were recorded, Unix ms. */
  readonly recordedAt: number[][] = [];
  /** Everything that was recorded of the sessions that were asked for. */
  readonly traced: LoggedFact[] = [];
  batches = 0;
  /** Records of owners that had been replaced, and records that came twice. */
  voids = 0;
  outcomes = 0;
  private readonly open = new Map<string, Session>();
  private readonly accepted = new Map<string, Set<string>>();

  private constructor(private readonly tracedIds: ReadonlySet<string>) {}

  /** Keeps every fact of the sessions `tracedIds`. @throws Violation, LogCorruption */
  static async of(log: EventLog, tracedIds: ReadonlySet<string> = new Set()): Promise<LogAudit> {
    const audit = new LogAudit(tracedIds);
    for (let partition = 0; partition < log.partitions; partition++) await audit.read(log, partition);
    return audit;
  }

  get claims(): number {
    return this.claimed.length;
  }

  /**
   * Claims by which somebody took a partition back: from an owner of a higher generation, or from another one of the own.
   * Without any, owners never fence each other in turns. Who claims once more what is its own takes nothing back.
   */
  get duels(): readonly LoggedClaim[] {
    const newest = new Map<number, LoggedClaim>();
    return this.claimed.filter((claim) => {
      const before = newest.get(claim.partition);
      newest.set(claim.partition, claim);
      if (before === undefined || claim.generation > before.generation) return false;
      return claim.generation < before.generation || claim.owner !== before.owner;
    });
  }

  private async read(log: EventLog, partition: number): Promise<void> {
    const reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: log.logId });
    const reading: Reading = { partition, outcomes: new Set(), recordedAtMs: 0 };
    this.recordedAt[partition] = [];
    const endOffset = await log.endOffset(partition);
    while (reader.nextOffset < endOffset) {
      for (const stored of await log.read(partition, reader.nextOffset, READ_RECORDS_MAX)) {
        const { kind, record } = reader.read(stored);
        if (kind === 'void') this.voids += 1;
        else if (record.kind === 'batch') this.batch(record, stored.offset, reading);
        else this.claimed.push(claimOf(partition, stored.offset, record));
      }
    }
    this.outcomes += reading.outcomes.size;
  }

  private batch({ outcomes, facts, recordedAtMs }: BatchRecord, offset: number, reading: Reading): void {
    this.batches += 1;
    this.recordedAt[reading.partition]!.push(recordedAtMs);
    if (recordedAtMs < reading.recordedAtMs)
      throw new Violation('I13', `${recordedAtMs} after ${reading.recordedAtMs}`);
    reading.recordedAtMs = recordedAtMs;
    for (const { correlationId } of outcomes) {
      if (reading.outcomes.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      reading.outcomes.add(correlationId);
    }
    for (const bytes of facts) {
      const fact = sessions.codec.decodeFact(bytes);
      this.fact(fact);
      if (!this.tracedIds.has(fact.sessionId)) continue;
      const what = 'envelope' in fact ? fact.envelope.messageId : fact.kind;
      const correlationIds = outcomes.map(({ correlationId }) => correlationId);
      this.traced.push({ sessionId: fact.sessionId, what, offset, recordedAtMs, correlationIds });
    }
  }

  private fact(fact: SessionFact): void {
    const { sessionId } = fact;
    const before = this.sessions.get(sessionId);
    if (before !== undefined && isTerminal(before.state)) throw new Violation('I6', sessionId);
    const logged = before ?? { state: 'OPEN', messageIds: [], changes: [] };
    this.sessions.set(sessionId, logged);
    const session = sessions.evolve(this.open.get(sessionId), fact);
    if ('envelope' in fact) this.envelope(logged, fact);
    const change = changeOf(fact, session.state);
    if (change !== undefined) logged.changes.push(change);
    logged.state = session.state;
    // Only what goes on is kept in full.
    if (!isTerminal(session.state)) this.open.set(sessionId, session);
    else {
      this.open.delete(sessionId);
      this.accepted.delete(sessionId);
    }
  }

  private envelope({ messageIds }: LoggedSession, { sessionId, envelope, ordinal }: Accepted): void {
    const { messageId } = envelope;
    const accepted = this.accepted.get(sessionId) ?? new Set();
    this.accepted.set(sessionId, accepted);
    if (accepted.has(messageId)) throw new Violation('I2', `${sessionId}/${messageId}`);
    if (ordinal !== messageIds.length + 1) throw new Violation('I3', `${sessionId}/${messageId} has ${ordinal}`);
    accepted.add(messageId);
    messageIds.push(messageId);
  }
}

function claimOf(partition: number, offset: number, record: ClaimRecord): LoggedClaim {
  const { owner, generation, claimedAtMs } = record;
  return { partition, offset, owner, generation, claimedAtMs };
}

type Accepted = Extract<SessionFact, { readonly envelope: unknown }>;

function changeOf(fact: SessionFact, state: SessionState): string | undefined {
  switch (fact.kind) {
    case 'SessionStarted':
      return 'CREATED';
    case 'EnvelopeAccepted':
      return isTerminal(state) ? state : undefined;
    case 'SessionResumed':
      return state === 'OPEN' ? 'RESUMED' : state;
    default:
      return state;
  }
}
