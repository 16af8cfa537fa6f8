/** A batch of commands comes back as it was written, and nothing else is taken for one. */
import { describe, expect, it } from '@jest/globals';
import { UnknownFormat } from '@macp/event-log';
import { COMMANDS_PER_RECORD_MAX, CommandBatchWriter, CorruptCommands, readCommandBatch } from './command-batch.js';

const command = (n: number, replyTo: string): { correlationId: string; replyTo: string; expiresAtMs: number } => ({
  correlationId: `c-${n}`,
  replyTo,
  expiresAtMs: 1_700_000_000_000 + n,
});

function batchOf(count: number): Buffer {
  const writer = new CommandBatchWriter();
  for (let n = 0; n < count; n += 1) writer.add(command(n, 'ingress-0'), Buffer.from(`body ${n}`));
  return Buffer.from(writer.bytes);
}

describe('a batch of commands', () => {
  it('comes back in order, each with the ingress that waits for it', () => {
    const writer = new CommandBatchWriter();
    const ingresses = ['a:1', 'a:1', 'b:2', '', 'a:1'];
    for (const [n, replyTo] of ingresses.entries()) writer.add(command(n, replyTo), Buffer.alloc(n, n));
    expect(readCommandBatch(writer.bytes)).toEqual(
      ingresses.map((replyTo, n) => ({ ...command(n, replyTo), body: Buffer.alloc(n, n) })),
    );
  });

  it('says once who waits', () => {
    expect(batchOf(101).length - batchOf(100).length).toBeLessThan('c-100'.length + 'body 100'.length + 12);
  });

  it('is refused when it is cut anywhere but between two commands', () => {
    const one = batchOf(1);
    const two = batchOf(2);
    for (let length = 0; length < two.length; length += 1) {
      if (length === one.length) continue;
      expect(() => readCommandBatch(two.subarray(0, length))).toThrow(CorruptCommands);
    }
    expect(readCommandBatch(two.subarray(0, one.length))).toHaveLength(1);
  });

  it('is refused with more commands than a record has offsets for', () => {
    expect(readCommandBatch(batchOf(COMMANDS_PER_RECORD_MAX))).toHaveLength(COMMANDS_PER_RECORD_MAX);
    expect(() => readCommandBatch(batchOf(COMMANDS_PER_RECORD_MAX + 1))).toThrow(CorruptCommands);
  });

  it('of a newer build is told apart from damage', () => {
    const newer = batchOf(1);
    newer[0] = 2;
    expect(() => readCommandBatch(newer)).toThrow(UnknownFormat);
    newer[0] = 0;
    expect(() => readCommandBatch(newer)).toThrow(CorruptCommands);
  });
});
