/**
 * Reads the whole log of a cluster with the reader rule and holds every valid record against the promises: one outcome per
 * command (I5), one acceptance per message (I2), ordinals without gaps (I3), nothing behind an end (I6), and no record that
 * cannot follow what came before (I8).
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { BatchRecord, EventLog } from '@macp/event-log';
import { isTerminal } from '@macp/kernel';
import type { Session, SessionFact } from '@macp/kernel';
import { sessions } from '../sim/session-script.js';
import { Violation } from '../sim/invariants.js';

const READ_RECORDS_MAX = 1000;

export class LogAudit {
  /** Message ids of what was accepted, in order, by session. */
  readonly histories = new Map<string, string[]>();
  claims = 0;
  batches = 0;
  /** Records of owners that had been replaced. */
  voids = 0;
  private readonly states = new Map<string, Session>();

  /** @throws Violation, LogCorruption */
  static async of(log: EventLog): Promise<LogAudit> {
    const audit = new LogAudit();
    for (let partition = 0; partition < log.partitions; partition++) await audit.read(log, partition);
    return audit;
  }

  private async read(log: EventLog, partition: number): Promise<void> {
    const reader = new ClaimedLogReader({ partition, partitions: log.partitions, logId: log.logId });
    const outcomes = new Set<string>();
    const endOffset = await log.endOffset(partition);
    while (reader.nextOffset < endOffset) {
      for (const stored of await log.read(partition, reader.nextOffset, READ_RECORDS_MAX)) {
        const { kind, record } = reader.read(stored);
        if (kind === 'claim') this.claims += 1;
        else if (kind === 'void') this.voids += 1;
        else if (record.kind === 'batch') this.batch(record, outcomes);
      }
    }
  }

  private batch({ outcomes, facts }: BatchRecord, seen: Set<string>): void {
    this.batches += 1;
    for (const { correlationId } of outcomes) {
      if (seen.has(correlationId)) throw new Violation('I5', `${correlationId} was decided twice`);
      seen.add(correlationId);
    }
    for (const bytes of facts) this.fact(sessions.codec.decodeFact(bytes));
  }

  private fact(fact: SessionFact): void {
    const { sessionId } = fact;
    const before = this.states.get(sessionId);
    if (before !== undefined && isTerminal(before.state)) throw new Violation('I6', sessionId);
    this.states.set(sessionId, sessions.evolve(before, fact));
    if (!('envelope' in fact)) return;
    const history = this.histories.get(sessionId) ?? [];
    const { messageId } = fact.envelope;
    if (history.includes(messageId)) throw new Violation('I2', `${sessionId}/${messageId}`);
    if (fact.ordinal !== history.length + 1) throw new Violation('I3', `${sessionId}/${messageId} has ${fact.ordinal}`);
    history.push(messageId);
    this.histories.set(sessionId, history);
  }
}
