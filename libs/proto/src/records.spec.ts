import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { schema } from '../gen/schema.js';
import type { FieldRow } from '../gen/schema.js';
import { encodeBytes } from './codec.js';
import { toSafeNumber } from './int64.js';
import { records } from './messages.js';

const written = JSON.parse(readFileSync(new URL('./records.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  FieldRow[]
>;

describe('durable records', () => {
  it.each(Object.entries(written))(
    'given %s as it has been written before, when it is read today, then every field still means the same',
    (name, rows) => {
      const numbers = new Map(schema.messages[name]?.map((row) => [row[0], row]));

      for (const row of rows) expect(numbers.get(row[0])).toEqual(row);
    },
  );

  it('given a batch, when it is written and read, then offsets of -1, order and nested bytes survive', () => {
    const fact = encodeBytes(records.SessionFact, { sessionId: 's-1', expired: { atMs: 5 } });
    const outcome = encodeBytes(records.SessionOutcome, { rejected: { code: 'FORBIDDEN', message: 'Forbidden' } });
    const bytes = encodeBytes(records.BatchRecord, {
      epoch: 'e-1',
      seq: 1,
      decidedUpTo: -1,
      parked: [7, -1, 2 ** 40],
      recordedAtMs: 1_790_000_000_000,
      outcomes: [{ correlationId: 'c-1', commandOffset: 7, expiresAtMs: 9, outcome }],
      facts: [fact, new Uint8Array()],
    });

    const batch = records.BatchRecord.decode(bytes);

    expect(toSafeNumber(batch.decidedUpTo)).toBe(-1);
    expect(batch.parked.map(toSafeNumber)).toEqual([7, -1, 2 ** 40]);
    expect(batch.facts.map((held) => Buffer.from(held))).toEqual([fact, Buffer.alloc(0)]);
    expect(batch.outcomes.map((held) => records.SessionOutcome.decode(held.outcome).outcome)).toEqual(['rejected']);
    expect(encodeBytes(records.BatchRecord, batch)).toEqual(bytes);
  });

  it('given a batch cut short, when it is read, then it is refused', () => {
    const bytes = encodeBytes(records.BatchRecord, { epoch: 'e-1', facts: [Uint8Array.of(1, 2, 3)] });

    expect(() => records.BatchRecord.decode(bytes.subarray(0, -1))).toThrow();
  });
});
