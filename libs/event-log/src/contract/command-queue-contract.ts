/**
 * What every command queue must do, as tests: one order, and nothing unreleased is lost to its owner. Offsets ascend from
 * 0 on and are the queue's own: one that carries many commands in a record leaves gaps between them, so tests take the
 * offsets from what `enqueue` says.
 */
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

/** What `seen` is to be. */
const at = (offsets: readonly number[], ...bodies: readonly string[]): string[] =>
  bodies.map((body, index) => `${offsets[index]} ${body}`);

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
  it('gives ascending offsets from 0 on, per partition', async () => {
    const { sink } = given();
    const [first = -1, second = -1, third = -1] = await enqueueAll(sink, 0, ['a', 'b', 'c']);
    expect([first, second > first, third > second]).toEqual([0, true, true]);
    expect(await enqueueAll(sink, 1, ['x'])).toEqual([0]);
  });

  it('gives commands sent together distinct offsets in the order of their sending', async () => {
    const { sink, source } = given();
    const bodies = Array.from({ length: 200 }, (_, n) => `${n}`);
    const offsets = await Promise.all(bodies.map(async (body) => sink.enqueue(0, command(body))));
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
    const received = new Received();
    const subscription = source.consume(0, 0, received.take);
    await received.reached(offsets.at(-1) ?? 0);
    expect(received.seen).toEqual(at(offsets, ...bodies));
    subscription.close();
  });

  it('delivers what waits, then what comes, in order and whole', async () => {
    const { sink, source } = given();
    const waiting = await enqueueAll(sink, 0, ['a', 'b']);
    const received = new Received();
    const subscription = source.consume(0, 0, received.take);
    const [coming = -1] = await enqueueAll(sink, 0, ['c']);
    await enqueueAll(sink, 1, ['of another partition']);
    await received.reached(coming);
    expect(received.seen).toEqual(at([...waiting, coming], 'a', 'b', 'c'));
    expect(received.commands[1]?.command).toEqual(command('b'));
    subscription.close();
  });

  it('delivers from the asked offset on, which may still be to come', async () => {
    const { sink, source } = given();
    const [, b = -1] = await enqueueAll(sink, 0, ['a', 'b']);
    const middle = new Received();
    const ahead = new Received();
    const subscriptions = [source.consume(0, b, middle.take), source.consume(0, b + 1, ahead.take)];
    const [c = -1, d = -1] = await enqueueAll(sink, 0, ['c', 'd']);
    await Promise.all([middle.reached(d), ahead.reached(d)]);
    expect(middle.seen).toEqual(at([b, c, d], 'b', 'c', 'd'));
    expect(ahead.seen).toEqual(at([c, d], 'c', 'd'));
    for (const subscription of subscriptions) subscription.close();
  });

  it('delivers from any command on that was sent together with others', async () => {
    const { sink, source } = given();
    const bodies = ['a', 'b', 'c', 'd'];
    const offsets = await Promise.all(bodies.map(async (body) => sink.enqueue(0, command(body))));
    for (const from of [1, 2, 3]) {
      const received = new Received();
      const subscription = source.consume(0, offsets[from] ?? -1, received.take);
      await received.reached(offsets[3] ?? 0);
      expect(received.seen).toEqual(at(offsets.slice(from), ...bodies.slice(from)));
      subscription.close();
    }
  });

  it('delivers nothing after close, and all of it again to the next consumer', async () => {
    const { sink, source } = given();
    const first = new Received();
    const subscription = source.consume(0, 0, first.take);
    const [a = -1] = await enqueueAll(sink, 0, ['a']);
    await first.reached(a);
    subscription.close();
    const second = new Received();
    const next = source.consume(0, 0, second.take);
    const [b = -1] = await enqueueAll(sink, 0, ['b']);
    await second.reached(b);
    expect(first.seen).toEqual(at([a], 'a'));
    expect(second.seen).toEqual(at([a, b], 'a', 'b'));
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
    const [, , c = -1] = await enqueueAll(sink, 0, ['a', 'b', 'c']);
    source.release(0, c);
    const received = new Received();
    const subscription = source.consume(0, c, received.take);
    await received.reached(c);
    expect(received.seen).toEqual(at([c], 'c'));
    subscription.close();
  });

  it('goes on counting after everything was released, and takes a late or double release', async () => {
    const { sink, source } = given();
    const [, b = -1] = await enqueueAll(sink, 0, ['a', 'b']);
    source.release(0, b + 1);
    source.release(0, b);
    source.release(0, b + 1);
    const [c = -1] = await enqueueAll(sink, 0, ['c']);
    expect(c).toBeGreaterThan(b);
    const received = new Received();
    const subscription = source.consume(0, b + 1, received.take);
    await received.reached(c);
    expect(received.seen).toEqual(at([c], 'c'));
    subscription.close();
  });

  it('keeps its offsets over thousands of commands, released as they come', async () => {
    const { sink, source } = given();
    const received = new Received();
    const subscription = source.consume(0, 0, (commands) => {
      received.take(commands);
      source.release(0, (commands.at(-1)?.offset ?? 0) - 10);
    });
    const bodies = Array.from({ length: 5000 }, (_, n) => `${n}`);
    const offsets = await enqueueAll(sink, 0, bodies);
    await received.reached(offsets.at(-1) ?? 0);
    expect(received.seen).toEqual(at(offsets, ...bodies));
    subscription.close();
    const [from = 0] = offsets.slice(-5);
    const late = new Received();
    source.consume(0, from, late.take).close();
    expect(late.commands.every(({ offset }) => offset >= from)).toBe(true);
  });
}
