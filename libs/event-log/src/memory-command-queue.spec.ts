/** The memory command queue keeps the contract, delivers within `enqueue`, and frees what is released. */
import { describe, expect, it } from '@jest/globals';
import { commandQueueContract } from './contract/index.js';
import { AppendRefused } from './event-log.js';
import { MemoryCommandQueue } from './memory-command-queue.js';

const open = (): MemoryCommandQueue<string> => new MemoryCommandQueue({ queueId: 'queue-0', partitions: 2 });

commandQueueContract('MemoryCommandQueue', async () => {
  const queue = open();
  return { sink: queue, source: queue, close: async () => undefined };
});

describe('MemoryCommandQueue', () => {
  const command = { correlationId: 'c', replyTo: 'ingress-0', expiresAtMs: 0, body: 'x' };

  it('has delivered when enqueue returns', () => {
    const queue = open();
    const offsets: number[] = [];
    queue.consume(0, 0, (commands) => void offsets.push(...commands.map(({ offset }) => offset)));
    expect([queue.enqueue(0, command), queue.enqueue(0, command)]).toEqual([0, 1]);
    expect(offsets).toEqual([0, 1]);
  });

  it('never holds more than what is unreleased', () => {
    const queue = open();
    for (let n = 0; n < 100_000; n += 1) {
      queue.enqueue(0, command);
      queue.release(0, n - 9);
      expect(queue.held(0)).toBeLessThanOrEqual(11);
    }
  });

  it('keeps nothing of a partition that nobody will serve, refuses what comes, and serves the others', () => {
    const queue = open();
    for (let n = 0; n < 10; n += 1) queue.enqueue(0, command);
    queue.abandon(0);
    expect(queue.held(0)).toBe(0);
    expect(() => queue.enqueue(0, command)).toThrow(AppendRefused);
    expect(queue.held(0)).toBe(0);
    queue.enqueue(1, command);
    expect(queue.held(1)).toBe(1);
  });

  it('has no partition beyond its own', () => {
    expect(() => open().enqueue(2, command)).toThrow('partition 2 does not exist');
  });
});
