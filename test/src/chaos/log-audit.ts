/**
 * Reads the whole log of a cluster with the reader rule and holds every valid record against the promises: one outcome per
 * command (I5), one acceptance per message (I2), ordinals without gaps (I3), nothing behind an end (I6), recorded time that
 * never falls (I13), and no record that cannot follow what came before (I8).
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { BatchRecord, EventLog } from '@macp/event-log';
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

/** Of one partition, while it is read. */
interface Reading {
  readonly outcomes: Set<string>;
  recordedAtMs: number;
}

export class LogAudit {
  readonly sessions = new Map<string, LoggedSession>();
  claims = 0;
  batches = 0;
  /** Records of owners that had been replaced, and records that came twice. */
  voids = 0;
  outcomes = 0;
  private readonly open = new Map<string, Session>();
  private readonly accepted = new Map<string, Set<string>>();

  /** @throws Violation, LogCorruption */
  static async of(log: EventLog): Promise<LogAudit> {
    const audit = new LogAudit();
    for (let partition = 0; partition < log.partitions; partition++) await audit.read(log, partition);
    return audit;
  }

  private async read(log: EventLog, partition: number): Promise<void> {
    const reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: log.logId });
    const reading: Reading = { outcomes: new Set(), recordedAtMs: 0 };
    const endOffset = await log.endOffset(partition);
    while (reader.nextOffset < endOffset) {
      for (const stored of await log.read(partition, reader.nextOffset, READ_RECORDS_MAX)) {
        const { kind, record } = reader.read(stored);
        if (kind === 'claim') this.claims += 1;
        else if (kind === 'void') this.voids += 1;
        else if (record.kind === 'batch') this.batch(record, reading);
      }
    }
    this.outcomes += reading.outcomes.size;
  }

  private batch({ outcomes, facts, recordedAtMs }: BatchRecord, reading: Reading): void {
    this.batches += 1;
    if (recordedAtMs < reading.recordedAtMs)
      throw new Violation('I13', `${recordedAtMs} after ${reading.recordedAtMs}`);
    reading.recordedAtMs = recordedAtMs;
    for (const { correlationId } of outcomes) {
      if (reading.outcomes.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      reading.outcomes.add(correlationId);
    }
    for (const bytes of facts) this.fact(sessions.codec.decodeFact(bytes));
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
