/** The faulty log does to each append what the script says, and is the adapter otherwise. */
import { describe, expect, it } from '@jest/globals';
import { AppendRefused, AppendUnknown } from '../event-log.js';
import { CONTRACT_PARTITIONS, eventLogContract } from '../contract/index.js';
import { MemoryEventLog, RECORD_BYTES_MAX } from '../memory-event-log.js';
import { FaultyEventLog } from './faulty-event-log.js';

const open = (): FaultyEventLog =>
  new FaultyEventLog(new MemoryEventLog({ logId: 'log-0', partitions: CONTRACT_PARTITIONS }));

eventLogContract('FaultyEventLog without a script', {
  open: async () => {
    const log = open();
    return { log, second: async () => log, close: () => log.close() };
  },
  recordBytesMax: RECORD_BYTES_MAX,
});

describe('FaultyEventLog', () => {
  const record = (value: number): Uint8Array => Uint8Array.of(value);
  const stored = async (log: FaultyEventLog): Promise<(number | undefined)[]> =>
    (await log.read(0, 0, 100)).map(({ bytes }) => bytes[0]);

  it('plays its script in order, one fate an append', async () => {
    const log = open();
    log.plan('landed', 'lost', 'none', 'refused', 'late');
    await expect(log.append(0, record(1))).rejects.toBeInstanceOf(AppendUnknown);
    expect(await stored(log)).toEqual([1]);
    await expect(log.append(0, record(2))).rejects.toBeInstanceOf(AppendUnknown);
    expect(await log.append(0, record(3))).toBe(1);
    await expect(log.append(0, record(4))).rejects.toBeInstanceOf(AppendRefused);
    await expect(log.append(0, record(5))).rejects.toBeInstanceOf(AppendUnknown);
    expect(await log.append(0, record(6))).toBe(2);
    expect(await stored(log)).toEqual([1, 3, 6]);
    expect(await log.releaseLate()).toEqual([3]);
    expect(await stored(log)).toEqual([1, 3, 6, 5]);
    expect(await log.releaseLate()).toEqual([]);
  });
});
