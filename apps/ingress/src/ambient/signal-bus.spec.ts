/** Both adapters of the ambient plane, and what the one over a log does when the log fails. */
import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '@macp/event-log';
import type { EventLog, RecordListener } from '@macp/event-log';
import { FaultyEventLog } from '@macp/event-log/testing';
import { SignalCollector, signalBusContract, signalOf } from '../testing/signal-bus-contract.js';
import { InProcessSignalBus } from './in-process-signal-bus.js';
import { LogSignalBus } from './log-signal-bus.js';

/** A clock whose timers run when the spec says so. */
class Timers {
  tasks: (() => void)[] = [];
  readonly after = (_delayMs: number, task: () => void): (() => void) => {
    this.tasks.push(task);
    return () => void (this.tasks = this.tasks.filter((other) => other !== task));
  };
  run(): void {
    for (const task of this.tasks.splice(0)) task();
  }
}

/** A log whose followers can be made to fail, and its end to be unknown. */
class BreakableLog extends FaultyEventLog {
  breakFollow: ((cause: unknown) => void) | undefined;
  isAway = false;

  private held: (() => void)[] | undefined;

  /** From now on an end is told when the spec says so: by a call of what is put here for each question. */
  holdEnds(): (() => void)[] {
    return (this.held = []);
  }

  override endOffset(partition: number): Promise<number> {
    const { held } = this;
    if (held !== undefined) return new Promise((resolve) => held.push(() => resolve(0)));
    return this.isAway ? Promise.reject(new Error('the log is away')) : super.endOffset(partition);
  }

  override follow(partition: number, from: number, onRecords: RecordListener, onFault: (cause: unknown) => void) {
    const subscription = super.follow(partition, from, onRecords, onFault);
    this.breakFollow = (cause) => {
      subscription.close();
      onFault(cause);
    };
    return subscription;
  }
}

async function busOver(log: EventLog) {
  const faults: unknown[] = [];
  const timers = new Timers();
  const bus = new LogSignalBus({ log, clock: timers, onFault: (cause) => faults.push(cause) });
  await bus.start();
  return { bus, faults, timers };
}

const memoryLog = (partitions = 1): MemoryEventLog => new MemoryEventLog({ logId: 'signals', partitions });

signalBusContract('one process', async () => {
  const bus = new InProcessSignalBus();
  return [bus, bus];
});

signalBusContract('over a log of one partition', async () => {
  const log = memoryLog();
  return [(await busOver(log)).bus, (await busOver(log)).bus];
});

describe('a signal bus over a log', () => {
  it('follows every partition', async () => {
    const { bus } = await busOver(memoryLog(4));
    const listener = new SignalCollector();
    bus.subscribe(listener);
    const senders = Array.from({ length: 20 }, (_, index) => `agent-${index}`);
    await Promise.all(senders.map((sender) => bus.publish(signalOf(sender, sender))));
    await listener.until(() => listener.heard.length === senders.length);
    expect([...listener.ids].sort()).toEqual([...senders].sort());
  });

  it('says nothing of what was in the log before it started', async () => {
    const log = memoryLog();
    await (await busOver(log)).bus.publish(signalOf('old'));
    const { bus } = await busOver(log);
    const listener = new SignalCollector();
    bus.subscribe(listener);
    await bus.publish(signalOf('new'));
    await listener.until(() => listener.heard.length > 0);
    expect(listener.ids).toEqual(['new']);
  });

  it('does not confirm a signal that may not be in the log', async () => {
    const log = new FaultyEventLog(memoryLog());
    const { bus } = await busOver(log);
    log.plan('lost', 'refused');
    await expect(bus.publish(signalOf('1'))).rejects.toThrow();
    await expect(bus.publish(signalOf('2'))).rejects.toThrow();
    await bus.publish(signalOf('3'));
  });

  it('looks once whether the log is still there, however much fails meanwhile, and again after the answer', async () => {
    const log = new BreakableLog(memoryLog());
    const { bus } = await busOver(log);
    const failed = (): Promise<void> => expect(bus.publish(signalOf('1'))).rejects.toThrow();
    log.plan('lost', 'lost', 'lost', 'lost');
    // Given an end that nobody tells
    const answers = log.holdEnds();
    await failed();
    await failed();
    await failed();
    expect(answers).toHaveLength(1);
    // When it is told
    answers[0]!();
    await new Promise((resolve) => setImmediate(resolve));
    await failed();
    // Then the next failure asks anew
    expect(answers).toHaveLength(2);
  });

  it('leaves out what is no signal, and says so', async () => {
    const log = memoryLog();
    const { bus, faults } = await busOver(log);
    const listener = new SignalCollector();
    bus.subscribe(listener);
    for (const bytes of [[1, 0xff], [], [0], [9, 1]]) await log.append(0, Buffer.from(bytes));
    await bus.publish(signalOf('1'));
    await listener.until(() => listener.heard.length > 0);
    expect(listener.ids).toEqual(['1']);
    expect(faults.map((fault) => (fault as Error).name)).toEqual([
      'CorruptRecord',
      'CorruptRecord',
      'CorruptRecord',
      'UnknownFormat',
    ]);
  });

  it('ends subscriptions when it cannot follow, and serves new ones once it can again', async () => {
    const log = new BreakableLog(memoryLog());
    const { bus, faults, timers } = await busOver(log);
    const before = new SignalCollector();
    bus.subscribe(before);
    const cause = new Error('the connection is gone');
    log.breakFollow!(cause);
    expect(before.failure).toBe(cause);
    const meanwhile = new SignalCollector();
    bus.subscribe(meanwhile);
    expect(meanwhile.failure).toBe(cause);
    log.isAway = true;
    timers.run();
    await new Promise((resolve) => setImmediate(resolve));
    log.isAway = false;
    timers.run();
    await new Promise((resolve) => setImmediate(resolve));
    expect(faults).toHaveLength(2);
    const after = new SignalCollector();
    bus.subscribe(after);
    await bus.publish(signalOf('1'));
    await after.until(() => after.heard.length > 0);
    expect([after.ids, before.ids]).toEqual([['1'], []]);
  });

  it('ends subscriptions when it stops, and later ones at once', async () => {
    const log = new BreakableLog(memoryLog());
    const { bus, timers } = await busOver(log);
    const before = new SignalCollector();
    bus.subscribe(before);
    bus.stop();
    const after = new SignalCollector();
    bus.subscribe(after);
    expect([before.failure, after.failure]).toEqual([expect.any(Error), expect.any(Error)]);
    expect(timers.tasks).toEqual([]);
  });
});
