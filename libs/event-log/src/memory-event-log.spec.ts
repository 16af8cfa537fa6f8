/** The memory log keeps the contract, and frees what it trims. */
import { describe, expect, it } from '@jest/globals';
import { CONTRACT_PARTITIONS, eventLogContract } from './contract/index.js';
import { MemoryEventLog, RECORD_BYTES_MAX } from './memory-event-log.js';

eventLogContract('MemoryEventLog', {
  open: async () => {
    const log = new MemoryEventLog({ logId: 'log-0', partitions: CONTRACT_PARTITIONS });
    return { log, second: async () => log, close: () => log.close() };
  },
  recordBytesMax: RECORD_BYTES_MAX,
});

describe('MemoryEventLog', () => {
  it('keeps order for all followers when a follower appends', async () => {
    const log = new MemoryEventLog({ logId: 'log-0', partitions: 1 });
    const first: number[] = [];
    const second: number[] = [];
    log.follow(
      0,
      0,
      (records) => {
        first.push(...records.map(({ offset }) => offset));
        if (first.length === 1) void log.append(0, Uint8Array.of(2));
      },
      () => undefined,
    );
    log.follow(
      0,
      0,
      (records) => void second.push(...records.map(({ offset }) => offset)),
      () => undefined,
    );
    await log.append(0, Uint8Array.of(1));
    expect([first, second]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});
