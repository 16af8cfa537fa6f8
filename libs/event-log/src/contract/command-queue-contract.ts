/** What every command queue must do, as tests: one order, no gap, and nothing unreleased is lost to its owner. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandEnvelope, CommandSink, CommandSource, QueuedCommand } from '../command-queue.js';

/** Both ends of a fresh, empty queue of at least two partitions. */
export interface CommandQueueHarness {
  readonly sink: CommandSink<string>;
  readonly source: CommandSource<string>;
  close(): Promise<void>;
}

const command = (body: string): CommandEnvelope<string> => ({
  correlationId: `c-${body}`,
  replyTo: 'ingress-0',
  expiresAtMs: 1_700_000_000_000,
  body,
});

/** Collects deliveries; `reached` waits for an offset without sleeping. */
class Received {
  readonly commands: QueuedCommand<string>[] = [];
  #waiters: (() => void)[] = [];

  readonly take = (commands: readonly QueuedCommand<string>[]): void => {
    this.commands.push(...commands);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  };

  async reached(offset: number): Promise<void> {
    while ((this.commands.at(-1)?.offset ?? -1) < offset) {
      await new Promise<void>((resolve) => void this.#waiters.push(resolve));
    }
  }

  get seen(): string[] {
    return this.commands.map(({ offset, command: { body } }) => `${offset} ${body}`);
  }
}

async function enqueueAll(sink: CommandSink<string>, partition: number, bodies: readonly string[]): Promise<number[]> {
  const offsets: number[] = [];
  for (const body of bodies) offsets.push(await sink.enqueue(partition, command(body)));
  return offsets;
}

/** Declares the suite. */
export function commandQueueContract(name: string, open: () => Promise<CommandQueueHarness>): void {
  describe(`${name} keeps the command queue contract`, () => {
    let harness: CommandQueueHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => {
      await harness.close();
    });
    declareDelivery(() => harness);
    declareRelease(() => harness);
  });
}

function declareDelivery(given: () => CommandQueueHarness): void {
  it('gives consecutive offsets from 0 on, per partition', async () => {
    const { sink } = given();
    expect(await enqueueAll(sink, 0, ['a', 'b'])).toEqual([0, 1]);
    expect(await enqueueAll(sink, 1, ['x'])).toEqual([0]);
  });

  it('delivers what waits, then what comes, in order and whole', async () => {
    const { sink, source } = given();
    await enqueueAll(sink, 0, ['a', 'b']);
    const received = new Received();
    const subscription = source.consume(0, 0, received.take);
    await enqueueAll(sink, 0, ['c']);
    await enqueueAll(sink, 1, ['of another partition']);
    await received.reached(2);
    expect(received.seen).toEqual(['0 a', '1 b', '2 c']);
    expect(received.commands[1]?.command).toEqual(command('b'));
    subscription.close();
  });

  it('delivers from the asked offset on, which may still be to come', async () => {
    const { sink, source } = given();
    await enqueueAll(sink, 0, ['a', 'b']);
    const middle = new Received();
    const ahead = new Received();
    const subscriptions = [source.consume(0, 1, middle.take), source.consume(0, 3, ahead.take)];
    await enqueueAll(sink, 0, ['c', 'd']);
    await Promise.all([middle.reached(3), ahead.reached(3)]);
    expect(middle.seen).toEqual(['1 b', '2 c', '3 d']);
    expect(ahead.seen).toEqual(['3 d']);
    for (const subscription of subscriptions) subscription.close();
  });

  it('delivers nothing after close, and all of it again to the next consumer', async () => {
    const { sink, source } = given();
    const first = new Received();
    const subscription = source.consume(0, 0, first.take);
    await enqueueAll(sink, 0, ['a']);
    await first.reached(0);
    subscription.close();
    const second = new Received();
    const next = source.consume(0, 0, second.take);
    await enqueueAll(sink, 0, ['b']);
    await second.reached(1);
    expect(first.seen).toEqual(['0 a']);
    expect(second.seen).toEqual(['0 a', '1 b']);
    next.close();
  });

  it('has an identity', () => {
    const { source, sink } = given();
    expect(source.queueId).not.toBe('');
    expect(source.partitions).toBe(sink.partitions);
  });
}

function declareRelease(given: () => CommandQueueHarness): void {
  it('holds what is not released, whoever asks', async () => {
    const { sink, source } = given();
    await enqueueAll(sink, 0, ['a', 'b', 'c']);
    source.release(0, 2);
    const received = new Received();
    const subscription = source.consume(0, 2, received.take);
    await received.reached(2);
    expect(received.seen).toEqual(['2 c']);
    subscription.close();
  });

  it('goes on counting after everything was released, and takes a late or double release', async () => {
    const { sink, source } = given();
    await enqueueAll(sink, 0, ['a', 'b']);
    source.release(0, 2);
    source.release(0, 1);
    source.release(0, 2);
    expect(await enqueueAll(sink, 0, ['c'])).toEqual([2]);
    const received = new Received();
    const subscription = source.consume(0, 2, received.take);
    await received.reached(2);
    expect(received.seen).toEqual(['2 c']);
    subscription.close();
  });

  it('keeps its offsets over thousands of commands, released as they come', async () => {
    const { sink, source } = given();
    const received = new Received();
    const subscription = source.consume(0, 0, (commands) => {
      received.take(commands);
      source.release(0, (commands.at(-1)?.offset ?? 0) - 10);
    });
    const count = 5000;
    const bodies = Array.from({ length: count }, (_, n) => `${n}`);
    await enqueueAll(sink, 0, bodies);
    await received.reached(count - 1);
    expect(received.seen).toEqual(bodies.map((body) => `${body} ${body}`));
    subscription.close();
    const late = new Received();
    source.consume(0, count - 5, late.take).close();
    expect(late.commands.every(({ offset }) => offset >= count - 5)).toBe(true);
  });
}
