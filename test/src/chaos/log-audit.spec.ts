/** The audit finds what it is there to find: in sound logs nothing, and every kind of damage by the name of its promise. */
import { describe, expect, it } from '@jest/globals';
import { LogCorruption, MemoryEventLog, encodeBatch, encodeClaim } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { builtInPolicy } from '@macp/policy-rules';
import { SessionStartPayload, encodeBytes } from '@macp/proto';
import { DECISION } from '../e2e/decision-script.js';
import { sessions } from '../sim/session-script.js';
import { LogAudit } from './log-audit.js';

const NO_BYTES = new Uint8Array();

function claim(log: EventLog, epoch: string, owner = 'engine', generation = 1): Promise<number> {
  const of = { partitions: log.partitions, logId: log.logId, commandLogId: 'c' };
  return log.append(0, encodeClaim({ ...of, owner, generation, epoch, claimedAtMs: 1 }));
}

/** A batch that decided commands with these ids, and nothing else. */
function batch(log: EventLog, [epoch, seq]: readonly [string, number], ids: readonly string[]): Promise<number> {
  const of = { expiresAtMs: 9, outcome: NO_BYTES };
  const outcomes = ids.map((correlationId, commandOffset) => ({ correlationId, commandOffset, ...of }));
  return log.append(0, encodeBatch({ epoch, seq, decidedUpTo: seq, parked: [], recordedAtMs: 1, outcomes, facts: [] }));
}

function started(sessionId: string): Uint8Array {
  const terms = { participants: ['lead', 'bob'], modeVersion: '1.0.0', configurationVersion: 'c1', ttlMs: 60_000 };
  const message = { macpVersion: '1.0', mode: DECISION, sessionId, messageId: 'm1', sender: 'lead' };
  const payload = encodeBytes(SessionStartPayload, terms);
  const envelope = { ...message, messageType: 'SessionStart', timestampUnixMs: 1n, payload };
  const bound = {
    policy: builtInPolicy('policy.default')!,
    modeVersion: '1.0.0',
    semanticsRevision: 4,
    maxSuspendMs: 1000,
  };
  const times = { acceptedAtMs: 1, expiresAtMs: 60_001 };
  return sessions.codec.encodeFact({ kind: 'SessionStarted', sessionId, envelope, ordinal: 1, ...bound, ...times });
}

describe('the audit of a log', () => {
  const newLog = (): EventLog => new MemoryEventLog({ partitions: 1, logId: 'log' });

  it('counts what owners and replaced owners have written', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 1], ['x']);
    await claim(log, 'b');
    await batch(log, ['a', 2], ['y']);
    await batch(log, ['b', 1], ['y']);
    expect(await LogAudit.of(log)).toMatchObject({ claims: 2, batches: 2, voids: 1, recordedAt: [[1, 1]] });
  });

  it.each([
    ['of a lower generation than the owner before it', 'sleeper', 1, true],
    ['of the generation of another owner', 'sleeper', 2, true],
    ['of a higher generation', 'sleeper', 3, false],
    ['of the owner itself, of its generation', 'engine', 2, false],
  ])('takes a claim %s for a duel or not', async (_, owner, generation, isDuel) => {
    const log = newLog();
    await claim(log, 'a', 'engine', 2);
    const offset = await claim(log, 'b', owner, generation);
    const { duels } = await LogAudit.of(log);
    expect(duels.map((duel) => duel.offset)).toEqual(isDuel ? [offset] : []);
  });

  it('keeps who claimed what, and when something was recorded of the sessions that it was asked for', async () => {
    const log = newLog();
    await claim(log, 'a');
    const expired = ['asked', 'other'].map((sessionId) =>
      sessions.codec.encodeFact({ kind: 'SessionExpired', sessionId, atMs: 60_001 }),
    );
    const outcomes = [{ correlationId: 'x', commandOffset: 0, expiresAtMs: 9, outcome: NO_BYTES }];
    const facts = [started('asked'), started('other'), ...expired];
    const told = { parked: [], recordedAtMs: 60_001, outcomes, facts };
    await log.append(0, encodeBatch({ epoch: 'a', seq: 1, decidedUpTo: 1, ...told }));
    const audit = await LogAudit.of(log, new Set(['asked']));
    expect(audit.claimed).toEqual([{ partition: 0, offset: 0, owner: 'engine', generation: 1, claimedAtMs: 1 }]);
    const recorded = { sessionId: 'asked', offset: 1, recordedAtMs: 60_001, correlationIds: ['x'] };
    expect(audit.traced).toEqual([
      { ...recorded, what: 'm1' },
      { ...recorded, what: 'SessionExpired' },
    ]);
  });

  it('finds a command that was decided twice', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 1], ['x']);
    await claim(log, 'b');
    await batch(log, ['b', 1], ['x']);
    await expect(LogAudit.of(log)).rejects.toMatchObject({ invariant: 'I5' });
  });

  it('finds a batch that is missing', async () => {
    const log = newLog();
    await claim(log, 'a');
    await batch(log, ['a', 2], ['x']);
    await expect(LogAudit.of(log)).rejects.toBeInstanceOf(LogCorruption);
  });
});
