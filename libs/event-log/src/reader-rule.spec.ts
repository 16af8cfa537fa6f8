/** The reader rule: what is valid, what is void, what is damage, and that reading on never changes any of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimRecord } from './batch-record.js';
import type { LogRecord } from './event-log.js';
import { ClaimedLogReader, LogCorruption, LogMismatch } from './reader-rule.js';
import type { ClaimedLogReaderOptions } from './reader-rule.js';
import { UnknownFormat, encodeBatch, encodeCheckpoint, encodeClaim } from './record-codec.js';

const claim = (epoch: string, rest: Partial<ClaimRecord> = {}): Uint8Array =>
  encodeClaim({
    epoch,
    owner: 'engine-0',
    generation: 1,
    partitions: 3,
    logId: 'log-0',
    commandLogId: 'queue-0',
    claimedAtMs: 1,
    ...rest,
  });
const batch = (epoch: string, seq: number): Uint8Array =>
  encodeBatch({ epoch, seq, decidedUpTo: -1, parked: [], recordedAtMs: 1, outcomes: [], facts: [] });

const log = (...records: readonly Uint8Array[]): LogRecord[] => records.map((bytes, offset) => ({ offset, bytes }));
const readerFrom = (from?: ClaimedLogReaderOptions['from']): ClaimedLogReader =>
  new ClaimedLogReader({ partition: 2, partitions: 3, logId: 'log-0', ...(from === undefined ? {} : { from }) });
const kinds = (records: readonly LogRecord[], reader = readerFrom()): string[] =>
  records.map((record) => reader.read(record).kind);

function failureOf(reader: ClaimedLogReader, record: LogRecord): unknown {
  try {
    reader.read(record);
  } catch (cause) {
    return cause;
  }
  return undefined;
}

describe('a batch', () => {
  it('is valid as the next of the epoch that claimed last', () => {
    expect(kinds(log(claim('A'), batch('A', 1), batch('A', 2), claim('B'), batch('B', 1)))).toEqual([
      'claim',
      'batch',
      'batch',
      'claim',
      'batch',
    ]);
  });

  it('is void before any CLAIM, even without an epoch', () => {
    expect(kinds(log(batch('A', 1), batch('', 1), claim('A'), batch('A', 1)))).toEqual([
      'void',
      'void',
      'claim',
      'batch',
    ]);
  });

  it('is void of another epoch than the last, whatever its seq', () => {
    expect(kinds(log(claim('A'), batch('A', 1), claim('B'), batch('A', 2), batch('A', 9), batch('B', 1)))).toEqual([
      'claim',
      'batch',
      'claim',
      'void',
      'void',
      'batch',
    ]);
  });

  it('is void when it repeats', () => {
    expect(kinds(log(claim('A'), batch('A', 1), batch('A', 2), batch('A', 1), batch('A', 2), batch('A', 3)))).toEqual([
      'claim',
      'batch',
      'batch',
      'void',
      'void',
      'batch',
    ]);
  });

  it('is corruption when one before it is missing', () => {
    const reader = readerFrom();
    kinds(log(claim('A'), batch('A', 1)), reader);
    const failure = failureOf(reader, { offset: 2, bytes: batch('A', 3) });
    expect(failure).toBeInstanceOf(LogCorruption);
    expect(failure).toMatchObject({ partition: 2, offset: 2 });
    expect(String(failure)).toContain('partition 2 is corrupt at offset 2: batch 3 follows batch 1 of epoch A');
  });
});

describe('a CLAIM', () => {
  it('restarts seq', () => {
    expect(kinds(log(claim('A'), batch('A', 1), claim('B'), batch('B', 1), claim('A'), batch('A', 1)))).toEqual([
      'claim',
      'batch',
      'claim',
      'batch',
      'claim',
      'batch',
    ]);
  });

  it('is void when the transport repeats it, and does not restart seq', () => {
    expect(kinds(log(claim('A'), batch('A', 1), claim('A'), batch('A', 1), batch('A', 2)))).toEqual([
      'claim',
      'batch',
      'void',
      'void',
      'batch',
    ]);
  });

  it('for another number of partitions or another log is refused', () => {
    for (const wrong of [{ partitions: 4 }, { logId: 'log-1' }]) {
      expect(failureOf(readerFrom(), { offset: 0, bytes: claim('A', wrong) })).toBeInstanceOf(LogMismatch);
    }
    const message = String(failureOf(readerFrom(), { offset: 0, bytes: claim('A', { partitions: 4 }) }));
    expect(message).toContain('partition 2 refuses the claim at offset 0: it was made for 4 partitions, not 3');
    expect(kinds(log(claim('A')))).toEqual(['claim']);
  });

  it('without an epoch is corruption', () => {
    expect(failureOf(readerFrom(), { offset: 0, bytes: claim('') })).toBeInstanceOf(LogCorruption);
  });
});

describe('a reader', () => {
  it('takes offsets one by one from its start', () => {
    for (const offset of [1, 7, -1]) {
      expect(failureOf(readerFrom(), { offset, bytes: claim('A') })).toBeInstanceOf(LogCorruption);
    }
    const reader = readerFrom();
    reader.read({ offset: 0, bytes: claim('A') });
    expect(reader.nextOffset).toBe(1);
    expect(String(failureOf(reader, { offset: 2, bytes: batch('A', 1) }))).toContain('expected offset 1');
  });

  it('goes on from a checkpoint as if it had read everything', () => {
    const reader = readerFrom({ offset: 10, epoch: 'A', seq: 4 });
    const records = [batch('A', 4), batch('B', 1), batch('A', 5)].map((bytes, n) => ({ offset: 11 + n, bytes }));
    expect(kinds(records, reader)).toEqual(['void', 'void', 'batch']);
    expect(reader.position).toEqual({ offset: 13, epoch: 'A', seq: 5 });
  });

  it('stops for good at damage', () => {
    const reader = readerFrom();
    const damaged = Uint8Array.from(claim('A'));
    damaged[20] = (damaged[20] ?? 0) ^ 1;
    const failure = failureOf(reader, { offset: 0, bytes: damaged });
    expect(failure).toBeInstanceOf(LogCorruption);
    expect((failure as Error).cause).toMatchObject({ name: 'CorruptRecord' });
    expect(failureOf(reader, { offset: 0, bytes: claim('A') })).toBe(failure);
  });

  it('does not take a newer format for damage, nor a checkpoint for a record', () => {
    const newer = Uint8Array.from(claim('A'));
    newer[0] = 0xc2;
    expect(failureOf(readerFrom(), { offset: 0, bytes: newer })).toBeInstanceOf(UnknownFormat);
    const checkpoint = encodeCheckpoint({
      offset: 0,
      epoch: 'A',
      seq: 0,
      decidedUpTo: -1,
      parked: [],
      recordedAtMs: 0,
      stateHash: new Uint8Array(32),
      logId: 'log-0',
      commandLogId: 'queue-0',
      partitions: 3,
      outcomes: [],
    });
    expect(failureOf(readerFrom(), { offset: 0, bytes: checkpoint })).toBeInstanceOf(LogCorruption);
  });
});

/** Verdicts up to the first damage. */
function verdicts(records: readonly LogRecord[], reader = readerFrom()): string[] {
  const found: string[] = [];
  for (const record of records) {
    try {
      found.push(reader.read(record).kind);
    } catch (cause) {
      expect(cause).toBeInstanceOf(LogCorruption);
      return [...found, 'corrupt'];
    }
  }
  return found;
}

describe('whatever is in the log', () => {
  const epochs = fc.constantFrom('A', 'B', 'C');
  const anyRecord = fc.oneof(
    { weight: 1, arbitrary: epochs.map((epoch) => claim(epoch)) },
    { weight: 4, arbitrary: fc.tuple(epochs, fc.integer({ min: 1, max: 4 })).map(([epoch, seq]) => batch(epoch, seq)) },
  );
  const anyLog = fc.array(anyRecord, { maxLength: 40 }).map((records) => log(...records));

  it('a verdict depends on the records before it only', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(40), (records, cut) => {
        expect(verdicts(records.slice(0, cut))).toEqual(verdicts(records).slice(0, cut));
      }),
    );
  });

  it('going on from any position gives the same verdicts as reading everything', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(40), (records, cut) => {
        const whole = verdicts(records);
        const sound = whole.at(-1) === 'corrupt' ? whole.length - 1 : whole.length;
        const upTo = Math.min(cut, sound);
        const first = readerFrom();
        verdicts(records.slice(0, upTo), first);
        expect(verdicts(records.slice(upTo), readerFrom(first.position))).toEqual(whole.slice(upTo));
      }),
    );
  });

  it('valid batches of one CLAIM count 1, 2, 3 and so on', () => {
    fc.assert(
      fc.property(anyLog, (records) => {
        const reader = readerFrom();
        let epoch = '';
        let seq = 0;
        for (const record of records) {
          let read;
          try {
            read = reader.read(record);
          } catch {
            return;
          }
          if (read.kind === 'claim') [epoch, seq] = [read.record.epoch, 0];
          if (read.kind === 'batch') expect([read.record.epoch, read.record.seq]).toEqual([epoch, (seq += 1)]);
        }
      }),
    );
  });
});
