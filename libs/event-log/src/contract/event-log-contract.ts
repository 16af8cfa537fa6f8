/**
 * What every `EventLog` adapter must do, as tests (ADR 0002). An adapter's spec calls `eventLogContract` with a factory;
 * the claimed log on top may rely on nothing that is not tested here.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendRefused, OffsetOutOfRange } from '../event-log.js';
import { appendAll, bytes, range, text } from './append-texts.js';
import { claimedLogContract } from './claimed-log-contract.js';
import { Collector } from './collector.js';
import { CONTRACT_PARTITIONS } from './event-log-harness.js';
import type { EventLogContractOptions, EventLogHarness } from './event-log-harness.js';
import { followContract } from './follow-contract.js';

/** Declares the suite. */
export function eventLogContract(name: string, options: EventLogContractOptions): void {
  describe(`${name} keeps the event log contract`, () => {
    let harness: EventLogHarness;
    beforeEach(async () => {
      harness = await options.open();
    });
    afterEach(async () => {
      await harness.close();
    });
    const given = (): EventLogHarness => harness;
    declareOrder(given);
    declareRefusals(given, options.recordBytesMax);
    declareWriters(given);
    followContract(given);
    if (options.keepsTrimmed !== true) declareTrim(given);
    declareReopen(given);
    claimedLogContract(given);
  });
}

type Given = () => EventLogHarness;

function declareOrder(given: Given): void {
  it('starts empty', async () => {
    const { log } = given();
    expect([await log.startOffset(0), await log.endOffset(0), await log.read(0, 0, 10)]).toEqual([0, 0, []]);
    expect(log.partitions).toBe(CONTRACT_PARTITIONS);
  });

  it('gives consecutive offsets from 0 on and reads the same bytes back in that order', async () => {
    const { log } = given();
    expect(await appendAll(log, 1, ['a', 'b', 'c'])).toEqual([0, 1, 2]);
    const records = await log.read(1, 0, 10);
    expect(records.map(({ offset }) => offset)).toEqual([0, 1, 2]);
    expect(records.map(text)).toEqual(['a', 'b', 'c']);
    expect(await log.endOffset(1)).toBe(3);
  });

  it('keeps partitions apart', async () => {
    const { log } = given();
    await appendAll(log, 0, ['zero']);
    await appendAll(log, 2, ['two', 'more']);
    expect((await log.read(0, 0, 10)).map(text)).toEqual(['zero']);
    expect(await log.read(1, 0, 10)).toEqual([]);
    expect((await log.read(2, 0, 10)).map(text)).toEqual(['two', 'more']);
  });

  it('reads no more than asked for, from where asked for', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b', 'c', 'd']);
    expect((await log.read(0, 1, 2)).map(text)).toEqual(['b', 'c']);
  });

  it('gives appends in flight together distinct offsets, each with its own bytes', async () => {
    const { log } = given();
    const wanted = range(0, 300).map((index) => ({ partition: index % CONTRACT_PARTITIONS, text: `record ${index}` }));
    const offsets = await Promise.all(wanted.map((each) => log.append(each.partition, bytes(each.text))));
    for (const partition of range(0, CONTRACT_PARTITIONS)) {
      const records = await log.read(partition, 0, 1000);
      expect(records.map(({ offset }) => offset)).toEqual(range(0, 100));
    }
    for (const [index, each] of wanted.entries()) {
      const [record] = await log.read(each.partition, offsets[index] ?? -1, 1);
      expect(record && text(record)).toBe(each.text);
    }
  });
}

function declareRefusals(given: Given, recordBytesMax: number): void {
  it('refuses a record above the largest size, for good; takes one of exactly that size', async () => {
    const { log } = given();
    await expect(log.append(0, new Uint8Array(recordBytesMax + 1))).rejects.toBeInstanceOf(AppendRefused);
    expect(await log.endOffset(0)).toBe(0);
    const largest = new Uint8Array(recordBytesMax).fill(7);
    expect(await log.append(0, largest)).toBe(0);
    const [record] = await log.read(0, 0, 1);
    expect(record && Buffer.compare(record.bytes, largest)).toBe(0);
  });

  it('is empty at its end and out of range beyond it', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b']);
    expect(await log.read(0, 2, 10)).toEqual([]);
    await expect(log.read(0, 3, 10)).rejects.toBeInstanceOf(OffsetOutOfRange);
  });
}

function declareWriters(given: Given): void {
  it('shows a fenced writer a gap: the offset it gets is not the one it expected', async () => {
    const { log: zombie, second } = given();
    expect(await zombie.append(0, bytes('zombie 0'))).toBe(0);
    const owner = await second();
    expect(await owner.append(0, bytes('owner 1'))).toBe(1);
    // The zombie expects 1 here.
    expect(await zombie.append(0, bytes('zombie 2'))).toBe(2);
    // And the owner 2.
    expect(await owner.append(0, bytes('owner 3'))).toBe(3);
    expect((await zombie.read(0, 0, 10)).map(text)).toEqual(['zombie 0', 'owner 1', 'zombie 2', 'owner 3']);
    expect(await zombie.endOffset(0)).toBe(4);
  });

  it('takes the appends of two writers at once, each once', async () => {
    const { log, second } = given();
    const other = await second();
    const writers = [log, other];
    const offsets = await Promise.all(range(0, 100).map(async (n) => writers[n % 2]?.append(0, bytes(`${n}`))));
    expect([...offsets].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(range(0, 100));
    const stored = (await other.read(0, 0, 1000)).map(text);
    for (const [n, offset] of offsets.entries()) expect(stored[offset ?? -1]).toBe(`${n}`);
  });

  it('shows the end of what another writer has appended', async () => {
    const { log, second } = given();
    const other = await second();
    await appendAll(other, 0, ['a', 'b', 'c']);
    expect(await log.endOffset(0)).toBe(3);
    expect((await log.read(0, 0, 10)).map(text)).toEqual(['a', 'b', 'c']);
  });
}

function declareTrim(given: Given): void {
  it('drops what is below and keeps the rest under the same offsets', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b', 'c', 'd']);
    await log.trim(0, 2);
    expect(await log.startOffset(0)).toBe(2);
    expect((await log.read(0, 2, 10)).map(text)).toEqual(['c', 'd']);
    await expect(log.read(0, 1, 10)).rejects.toBeInstanceOf(OffsetOutOfRange);
    expect(await log.append(0, bytes('e'))).toBe(4);
  });

  it('ends a subscription that starts below', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b', 'c']);
    await log.trim(0, 1);
    const below = Collector.follow(log, 0, 0);
    const above = Collector.follow(log, 0, 1);
    await below.failed();
    await above.reached(2);
    expect(below.faults[0]).toBeInstanceOf(OffsetOutOfRange);
    expect(above.offsets).toEqual([1, 2]);
  });

  it('drops everything and goes on at the same offset; never drops what is not there yet', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b', 'c']);
    await log.trim(0, 100);
    expect([await log.startOffset(0), await log.endOffset(0)]).toEqual([3, 3]);
    expect(await log.append(0, bytes('d'))).toBe(3);
    expect((await log.read(0, 3, 10)).map(text)).toEqual(['d']);
  });

  it('leaves other partitions alone and does not go back', async () => {
    const { log } = given();
    await appendAll(log, 0, ['a', 'b']);
    await appendAll(log, 1, ['a', 'b']);
    await log.trim(0, 2);
    await log.trim(0, 1);
    expect([await log.startOffset(0), await log.startOffset(1)]).toEqual([2, 0]);
  });
}

function declareReopen(given: Given): void {
  it('holds every acknowledged record after it was opened again', async () => {
    const { log, reopen } = given();
    if (reopen === undefined) return;
    const logId = log.logId;
    await appendAll(log, 0, ['a', 'b', 'c']);
    await appendAll(log, 1, ['x']);
    await log.trim(0, 1);
    const again = await reopen();
    expect([again.logId, again.partitions]).toEqual([logId, CONTRACT_PARTITIONS]);
    expect([await again.startOffset(0), await again.endOffset(0)]).toEqual([1, 3]);
    expect((await again.read(0, 1, 10)).map(text)).toEqual(['b', 'c']);
    expect((await again.read(1, 0, 10)).map(text)).toEqual(['x']);
    expect(await again.append(0, bytes('d'))).toBe(3);
  });
}
