/**
 * The claimed log over a real adapter: fencing, unknown results and damage, read by the one reader rule (ADR 0002). Part
 * of the event log contract, because this is what the port is for.
 */
import { expect, it } from '@jest/globals';
import { AppendUnknown } from '../event-log.js';
import type { EventLog, LogRecord } from '../event-log.js';
import { ClaimedLogReader, LogCorruption } from '../reader-rule.js';
import { encodeBatch, encodeClaim } from '../record-codec.js';
import { FaultyEventLog } from '../testing/faulty-event-log.js';
import { CONTRACT_PARTITIONS } from './event-log-harness.js';
import type { EventLogHarness } from './event-log-harness.js';

const claim = (log: EventLog, epoch: string): Uint8Array =>
  encodeClaim({
    epoch,
    owner: 'engine-0',
    generation: 0,
    partitions: CONTRACT_PARTITIONS,
    logId: log.logId,
    commandLogId: 'queue-0',
    claimedAtMs: 1_700_000_000_000,
  });

const batch = (epoch: string, seq: number, fact: string): Uint8Array =>
  encodeBatch({
    epoch,
    seq,
    decidedUpTo: seq,
    parked: [],
    recordedAtMs: 1_700_000_000_000 + seq,
    outcomes: [
      { correlationId: `c-${seq}`, commandOffset: seq, expiresAtMs: 1_700_000_060_000, outcome: Uint8Array.of(seq) },
    ],
    facts: [new TextEncoder().encode(fact)],
  });

function readAll(log: EventLog, records: readonly LogRecord[]): string[] {
  const reader = new ClaimedLogReader({ partition: 0, partitions: CONTRACT_PARTITIONS, logId: log.logId });
  return records.map((each) => {
    const read = reader.read(each);
    if (read.record.kind === 'claim') return `${read.kind} ${read.record.epoch}`;
    const [fact] = read.record.facts;
    return `${read.kind} ${new TextDecoder().decode(fact)}`;
  });
}

/** Declares the tests inside the suite of the adapter. */
export function claimedLogContract(given: () => EventLogHarness): void {
  it('voids what a fenced owner appended after the CLAIM of its successor', async () => {
    const { log: zombie, second } = given();
    await zombie.append(0, claim(zombie, 'E1'));
    await zombie.append(0, batch('E1', 1, 'before'));
    const owner = await second();
    const claimedAt = await owner.append(0, claim(owner, 'E2'));
    const zombieAt = await zombie.append(0, batch('E1', 2, 'fenced'));
    await owner.append(0, batch('E2', 1, 'after'));
    expect(zombieAt).toBe(claimedAt + 1);
    expect(readAll(owner, await owner.read(0, 0, 10))).toEqual([
      'claim E1',
      'batch before',
      'claim E2',
      'void fenced',
      'batch after',
    ]);
  });

  it('tells after an unknown result whether the record landed, and voids it when it lands after the next CLAIM', async () => {
    const log = new FaultyEventLog(given().log);
    await log.append(0, claim(log, 'E1'));
    log.plan('landed');
    await expect(log.append(0, batch('E1', 1, 'landed'))).rejects.toBeInstanceOf(AppendUnknown);
    await log.append(0, claim(log, 'E2'));
    log.plan('lost');
    await expect(log.append(0, batch('E2', 1, 'lost'))).rejects.toBeInstanceOf(AppendUnknown);
    await log.append(0, claim(log, 'E3'));
    log.plan('late');
    await expect(log.append(0, batch('E3', 1, 'late'))).rejects.toBeInstanceOf(AppendUnknown);
    await log.append(0, claim(log, 'E4'));
    await log.append(0, batch('E4', 1, 'after'));
    expect(await log.releaseLate()).toHaveLength(1);
    expect(readAll(log, await log.read(0, 0, 20))).toEqual([
      'claim E1',
      'batch landed',
      'claim E2',
      'claim E3',
      'claim E4',
      'batch after',
      'void late',
    ]);
  });

  it('stops at a record with any bit flipped, at every byte of it', async () => {
    const { log } = given();
    await log.append(0, claim(log, 'E1'));
    await log.append(0, batch('E1', 1, 'a fact'));
    const [first, second] = await log.read(0, 0, 2);
    expect(first && second).toBeDefined();
    if (first === undefined || second === undefined) return;
    expect(readAll(log, [first, second])).toEqual(['claim E1', 'batch a fact']);
    for (let position = 0; position < second.bytes.length; position += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Uint8Array.from(second.bytes);
        flipped[position] = (flipped[position] ?? 0) ^ (1 << bit);
        expect(() => readAll(log, [first, { offset: second.offset, bytes: flipped }])).toThrow(
          position === 0 ? /corrupt at offset 1|newer than this build/ : LogCorruption,
        );
      }
    }
  });
}
