/** Given / when / then for the waiting side of commands; time and the queue are scripted. */
import { describe, expect, it } from '@jest/globals';
import { AppendRefused, AppendUnknown } from '@macp/event-log';
import type { CommandEnvelope, CommandSink } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';
import { partitionFor } from '@macp/ports';
import { PendingSubmissions } from './pending-submissions.js';
import type { PendingSubmissionsOptions } from './submission-options.js';

class FakeClock implements Clock {
  now = 1_000_000;
  private timers: { atMs: number; task: () => void }[] = [];
  nowMs(): number {
    return this.now;
  }
  after(delayMs: number, task: () => void): () => void {
    const timer = { atMs: this.now + delayMs, task };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((other) => other !== timer));
  }
  soon(task: () => void): void {
    task();
  }
  get timersRunning(): number {
    return this.timers.length;
  }
  advance(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const due = this.timers.filter((timer) => timer.atMs <= until).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.now = Math.max(this.now, due.atMs);
      due.task();
    }
    this.now = until;
  }
}

type Command = { readonly id: string; readonly body: string };
type Sent = { partition: number; command: CommandEnvelope<Command>; offset: number };

class ScriptedSink implements CommandSink<Command> {
  readonly sent: Sent[] = [];
  next: 'at-once' | 'later' | Error = 'at-once';
  private later: (() => void)[] = [];
  constructor(readonly partitions: number = 1) {}
  enqueue(partition: number, command: CommandEnvelope<Command>): number | Promise<number> {
    if (this.next instanceof Error) return Promise.reject(this.next);
    const offset = this.sent.filter((other) => other.partition === partition).length;
    this.sent.push({ partition, command, offset });
    if (this.next === 'at-once') return offset;
    return new Promise((resolve) => this.later.push(() => resolve(offset)));
  }
  acknowledge(): void {
    for (const resolve of this.later.splice(0)) resolve();
  }
}

function world(overrides: Partial<PendingSubmissionsOptions<Command, string>> = {}) {
  const clock = new FakeClock();
  const sink = (overrides.sink as ScriptedSink | undefined) ?? new ScriptedSink();
  const submissions = new PendingSubmissions<Command, string>({
    sink,
    clock,
    ingressId: 'i1',
    replyTo: 'here',
    ...overrides,
  });
  const answers: (readonly [string, string | undefined])[] = [];
  const submit = (name: string, command: Command = { id: name, body: name }, withinMs = 1000): void =>
    submissions.submit(command.id, command, clock.nowMs() + withinMs, (outcome) => answers.push([name, outcome]));
  const answer = (sent: Sent, outcome: string, decidedUpTo = sent.offset, parked: number[] = []): void =>
    submissions.push(
      sent.partition,
      [{ replyTo: 'here', correlationId: sent.command.correlationId, commandOffset: sent.offset, outcome }],
      { decidedUpTo, parked },
    );
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { clock, sink, submissions, answers, submit, answer, turn };
}

const joining = {
  joinKey: (command: Command) => command.id,
  sameSubmission: (a: Command, b: Command) => a.body === b.body,
  asJoined: (outcome: string) => `joined ${outcome}`,
  holdsForLater: (outcome: string) => outcome !== 'refused',
  isRepeatable: (command: Command) => !command.id.startsWith('once'),
};

describe('outcomes', () => {
  it('are given once, however often they are delivered', () => {
    const { sink, submissions, answers, submit, answer } = world();
    submit('a');
    answer(sink.sent[0]!, 'first');
    answer(sink.sent[0]!, 'second');
    expect(answers).toEqual([['a', 'first']]);
    expect(submissions.pending).toBe(0);
  });

  it('of somebody else are ignored', () => {
    const { submissions, answers, submit } = world();
    submit('a');
    submissions.push(0, [{ replyTo: 'x', correlationId: 'i2-0', commandOffset: 7, outcome: 'no' }], {
      decidedUpTo: -1,
      parked: [],
    });
    expect(answers).toEqual([]);
    expect(submissions.pending).toBe(1);
  });

  it('reach the submitter even when the offset is not known yet', async () => {
    const { sink, answers, submit, answer, turn, submissions } = world();
    sink.next = 'later';
    submit('a');
    answer({ ...sink.sent[0]!, offset: 0 }, 'early');
    sink.acknowledge();
    await turn();
    expect(answers).toEqual([['a', 'early']]);
    expect(submissions.counts.resent).toBe(0);
  });

  it('survive a submitter that throws', () => {
    const faults: unknown[] = [];
    const { sink, submissions, clock, answer } = world({ onFault: (cause) => faults.push(cause) });
    submissions.submit('a', { id: 'a', body: 'a' }, clock.nowMs() + 1000, () => {
      throw new Error('client gone');
    });
    expect(() => answer(sink.sent[0]!, 'ok')).not.toThrow();
    expect(faults).toHaveLength(1);
  });
});

describe('deadlines', () => {
  it('make the outcome unknown, not earlier than asked and at most two ticks later', () => {
    const { clock, answers, submit } = world();
    submit('a', { id: 'a', body: 'a' }, 100);
    clock.advance(99);
    expect(answers).toEqual([]);
    clock.advance(51);
    expect(answers).toEqual([['a', undefined]]);
  });

  it('are not early for a command that comes in the middle of a tick, after all others have been answered', () => {
    const { clock, sink, answers, submit, answer } = world();
    submit('a', { id: 'a', body: 'a' });
    answer(sink.sent[0]!, 'done');
    clock.advance(24);
    submit('b', { id: 'b', body: 'b' }, 25);
    clock.advance(24);
    expect(answers).toEqual([['a', 'done']]);
    clock.advance(51);
    expect(answers).toEqual([
      ['a', 'done'],
      ['b', undefined],
    ]);
  });

  it('are not disturbed by a clock that is set back', () => {
    const { clock, answers, submit } = world();
    submit('a', { id: 'a', body: 'a' }, 100);
    clock.advance(50);
    clock.now -= 3_600_000;
    clock.advance(3_600_000 + 200);
    expect(answers).toEqual([['a', undefined]]);
  });

  it('far beyond one turn of the wheel still hold', () => {
    const { clock, answers, submit } = world();
    submit('a', { id: 'a', body: 'a' }, 100_000);
    clock.advance(99_990);
    expect(answers).toEqual([]);
    clock.advance(100);
    expect(answers).toEqual([['a', undefined]]);
  });

  it('need no timer while nothing waits', () => {
    const { clock, sink, submit, answer } = world();
    submit('a');
    expect(clock.timersRunning).toBe(1);
    answer(sink.sent[0]!, 'ok');
    clock.advance(100);
    expect(clock.timersRunning).toBe(0);
  });

  it('that passed are not overruled by a late outcome', () => {
    const { clock, sink, answers, submit, answer } = world();
    submit('a', { id: 'a', body: 'a' }, 100);
    clock.advance(200);
    answer(sink.sent[0]!, 'late');
    expect(answers).toEqual([['a', undefined]]);
  });

  it('of a thousand commands with random lengths each fire once and in time', () => {
    const seed = Date.now() % 2 ** 31;
    process.stdout.write(`deadline seed ${seed}\n`);
    let state = seed;
    const random = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
    const { clock, submissions } = world();
    const late: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const dueMs = clock.nowMs() + Math.floor(random() * 60_000);
      submissions.submit(`k${i}`, { id: `k${i}`, body: '' }, dueMs, () => late.push(clock.nowMs() - dueMs));
      clock.advance(Math.floor(random() * 40));
    }
    clock.advance(120_000);
    expect(late).toHaveLength(1000);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThanOrEqual(50);
  });
});

describe('sending again', () => {
  it('happens with the same correlation id when the owner is past a command without an outcome', () => {
    const { sink, submissions, answers, submit, answer } = world();
    submit('a');
    submissions.push(0, [], { decidedUpTo: 0, parked: [] });
    expect(sink.sent.map((sent) => sent.command.correlationId)).toEqual(['i1-0', 'i1-0']);
    answer(sink.sent[1]!, 'ok', 1);
    expect(answers).toEqual([['a', 'ok']]);
  });

  it('pauses before every further copy while the owner passes over all of them', () => {
    const { clock, sink, submissions, submit } = world();
    submit('a');
    for (let decidedUpTo = 0; decidedUpTo < 5; decidedUpTo += 1) submissions.push(0, [], { decidedUpTo, parked: [] });
    expect(sink.sent).toHaveLength(2);
    clock.advance(100);
    expect(sink.sent).toHaveLength(3);
  });

  it('does not happen for a parked command, until it is not parked any more', () => {
    const { sink, submissions, submit } = world();
    submit('a');
    submissions.push(0, [], { decidedUpTo: 3, parked: [0] });
    expect(sink.sent).toHaveLength(1);
    submissions.push(0, [], { decidedUpTo: 4, parked: [] });
    expect(sink.sent).toHaveLength(2);
  });

  it('does not happen while the owner is not there yet', () => {
    const { sink, submissions, submit } = world();
    submit('a');
    submit('b');
    submissions.push(0, [], { decidedUpTo: -1, parked: [] });
    expect(sink.sent).toHaveLength(2);
  });

  it('does not happen once nobody would evaluate the command any more', () => {
    const { clock, sink, submissions, submit } = world();
    submit('a', { id: 'a', body: 'a' }, 10);
    clock.now += 10;
    submissions.push(0, [], { decidedUpTo: 0, parked: [] });
    expect(sink.sent).toHaveLength(1);
  });

  it('follows an unknown sending, after a pause', async () => {
    const { clock, sink, submissions, answers, submit, answer, turn } = world();
    sink.next = new AppendUnknown('no answer');
    submit('a');
    await turn();
    sink.next = 'at-once';
    clock.advance(100);
    expect(sink.sent).toHaveLength(1);
    answer(sink.sent[0]!, 'ok');
    expect(answers).toEqual([['a', 'ok']]);
    expect(submissions.counts.resent).toBe(1);
  });

  it('does not follow a refused sending: the outcome is unknown at once', async () => {
    const { sink, answers, submit, turn } = world();
    sink.next = new AppendRefused('record-too-large');
    submit('a');
    await turn();
    expect(answers).toEqual([['a', undefined]]);
  });

  it('covers progress that overtook the offset, after a pause', async () => {
    const { clock, sink, submissions, submit, turn } = world();
    sink.next = 'later';
    submit('a');
    submissions.push(0, [], { decidedUpTo: 0, parked: [] });
    sink.next = 'at-once';
    sink.acknowledge();
    await turn();
    expect(sink.sent).toHaveLength(1);
    clock.advance(100);
    expect(sink.sent).toHaveLength(2);
  });
});

describe('bounds', () => {
  it('answer what is too much at once, and count it', () => {
    const { sink, submissions, answers, submit, answer } = world({ pendingMax: 2 });
    submit('a');
    submit('b');
    submit('c');
    expect(answers).toEqual([['c', undefined]]);
    expect(submissions.counts.overflowed).toBe(1);
    answer(sink.sent[0]!, 'ok');
    submit('d');
    expect(answers.map(([name]) => name)).toEqual(['c', 'a']);
  });

  it('leave room for other partitions when one does not answer', () => {
    // Given a partition that takes commands and answers none
    const { sink, submissions, answers, submit } = world({ pendingMax: 30, sink: new ScriptedSink(3) });
    const keys = (partition: number) =>
      Array.from({ length: 1000 }, (_, n) => `s-${n}`).filter(
        (key) => partitionFor(key, sink.partitions) === partition,
      );
    for (const key of keys(0).slice(0, 50)) submit(key);
    const overflowed = submissions.counts.overflowed;
    expect(overflowed).toBeGreaterThan(0);
    expect(answers).toHaveLength(overflowed);
    // When somebody needs another one
    for (const key of keys(1).slice(0, 5)) submit(key);
    // Then there is room, and still none for the first
    expect(submissions.counts.overflowed).toBe(overflowed);
    submit(keys(0)[60]!);
    expect(submissions.counts.overflowed).toBe(overflowed + 1);
  });

  it('hold for bytes too, and bytes are given back', () => {
    const { sink, answers, submit, answer } = world({ pendingBytesMax: 10, sizeOf: (command) => command.body.length });
    submit('a', { id: 'a', body: '12345678' });
    submit('b', { id: 'b', body: '12345678' });
    expect(answers).toEqual([['b', undefined]]);
    answer(sink.sent[0]!, 'ok');
    submit('c', { id: 'c', body: '12345678' });
    expect(answers).toHaveLength(2);
  });

  it('end with close: everyone who waits is told, later ones at once', () => {
    const { clock, submissions, answers, submit } = world();
    submit('a');
    submissions.close();
    submit('b');
    expect(answers).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(clock.timersRunning).toBe(0);
  });
});

describe('joining', () => {
  it('sends an identical command once and tells the second it was a joiner', () => {
    const { sink, submissions, answers, submit, answer } = world({ joining });
    submit('a', { id: 'm', body: 'same' });
    submit('b', { id: 'm', body: 'same' });
    expect(sink.sent).toHaveLength(1);
    answer(sink.sent[0]!, 'ok');
    expect(answers).toEqual([
      ['a', 'ok'],
      ['b', 'joined ok'],
    ]);
    expect(submissions.counts.joined).toBe(1);
  });

  it('does not give a refusal to who came after its command was sent: theirs may be another answer by now', () => {
    // Given a command that is refused while two more of the same have come
    const { sink, submissions, answers, submit, answer } = world({ joining });
    for (const name of ['a', 'b', 'c']) submit(name, { id: 'm', body: 'same' });
    answer(sink.sent[0]!, 'refused');
    expect(answers).toEqual([['a', 'refused']]);
    // Then one goes for both of them, and its outcome is theirs whatever it is
    expect(sink.sent).toHaveLength(2);
    answer(sink.sent[1]!, 'refused');
    expect(answers.slice(1)).toEqual([
      ['b', 'refused'],
      ['c', 'joined refused'],
    ]);
    expect(submissions.pending).toBe(0);
  });

  it('gives those who came later an acceptance that the refusal before it was not', () => {
    const { sink, answers, submit, answer } = world({ joining });
    for (const name of ['a', 'b', 'c']) submit(name, { id: 'm', body: 'same' });
    answer(sink.sent[0]!, 'refused');
    answer(sink.sent[1]!, 'ok');
    expect(answers).toEqual([
      ['a', 'refused'],
      ['b', 'ok'],
      ['c', 'joined ok'],
    ]);
  });

  it('does not join what merely has the same id', () => {
    const { sink, submit } = world({ joining });
    submit('a', { id: 'm', body: 'one' });
    submit('b', { id: 'm', body: 'other' });
    expect(sink.sent).toHaveLength(2);
  });

  it('lets a joiner with an earlier deadline go alone', () => {
    const { clock, sink, answers, submit, answer } = world({ joining });
    submit('a', { id: 'm', body: 'same' }, 1000);
    submit('b', { id: 'm', body: 'same' }, 100);
    clock.advance(200);
    expect(answers).toEqual([['b', undefined]]);
    answer(sink.sent[0]!, 'ok');
    expect(answers).toEqual([
      ['b', undefined],
      ['a', 'ok'],
    ]);
  });

  it('sends again for joiners that outlive the first', () => {
    const { clock, sink, submissions, answers, submit, answer } = world({ joining });
    submit('a', { id: 'm', body: 'same' }, 100);
    submit('b', { id: 'm', body: 'same' }, 1000);
    clock.advance(200);
    expect(answers).toEqual([['a', undefined]]);
    expect(sink.sent.map((sent) => sent.command.correlationId)).toEqual(['i1-0', 'i1-1']);
    answer(sink.sent[1]!, 'again');
    expect(answers[1]).toEqual(['b', 'again']);
    expect(submissions.pending).toBe(0);
  });

  it('ends with the outcome: a later identical command is sent', () => {
    const { sink, submit, answer } = world({ joining });
    submit('a', { id: 'm', body: 'same' });
    answer(sink.sent[0]!, 'ok');
    submit('b', { id: 'm', body: 'same' });
    expect(sink.sent).toHaveLength(2);
  });
});

describe('time in the log that is ahead of the clock', () => {
  const HOUR_MS = 3_600_000;
  const progress = (recordedAtMs: number, decidedUpTo = -1) => ({ decidedUpTo, parked: [], recordedAtMs });

  it('makes commands expire by the time of the log, as long after it as their submitters wait', () => {
    const { clock, sink, submissions, submit } = world();
    const before = clock.nowMs();
    submissions.push(0, [], progress(before + HOUR_MS));
    submit('a', { id: 'a', body: 'a' }, 500);
    submissions.push(0, [], progress(before - HOUR_MS));
    submit('b', { id: 'b', body: 'b' }, 500);
    const expiries = sink.sent.map(({ command }) => command.expiresAtMs - before);
    expect(expiries).toEqual([HOUR_MS + 500, HOUR_MS + 500]);
  });

  it('is not there while the log is behind', () => {
    const { clock, sink, submissions, submit } = world();
    submissions.push(0, [], progress(clock.nowMs() - HOUR_MS));
    submit('a', { id: 'a', body: 'a' }, 500);
    expect(sink.sent[0]!.command.expiresAtMs).toBe(clock.nowMs() + 500);
  });

  it('makes a command new that no owner evaluates any more; what the old one may have said is not listened to', () => {
    const { clock, sink, submissions, answers, submit, answer } = world({ joining });
    submit('a');
    submissions.push(0, [], progress(clock.nowMs() + HOUR_MS, 0));
    const [old, renewed] = sink.sent;
    expect(renewed!.command.correlationId).not.toBe(old!.command.correlationId);
    expect(renewed!.command.expiresAtMs).toBe(clock.nowMs() + HOUR_MS + 1000);
    answer(old!, 'of the old one', 0);
    expect(answers).toEqual([]);
    answer(renewed!, 'of the new one', 1);
    expect(answers).toEqual([['a', 'of the new one']]);
    expect(submissions.counts).toMatchObject({ submitted: 1, renewed: 1, resent: 0 });
  });

  it('leaves a command alone that expires just then, and one that cannot be repeated', () => {
    const { clock, sink, submissions, answers, submit } = world({ joining });
    submit('a');
    submit('once');
    submissions.push(0, [], progress(clock.nowMs() + 1000));
    expect(submissions.counts.renewed).toBe(0);
    submissions.push(0, [], progress(clock.nowMs() + 1001));
    expect(sink.sent.map(({ command }) => command.body.id)).toEqual(['a', 'once', 'a']);
    clock.advance(2_000);
    expect(Object.fromEntries(answers)).toEqual({ a: undefined, once: undefined });
    expect(answers).toHaveLength(2);
  });

  it('waits for the offset of the new command, whatever becomes of the old sending', async () => {
    const { clock, sink, submissions, answers, submit, answer, turn } = world({ joining });
    submit('a');
    sink.next = 'later';
    submissions.push(0, [], progress(clock.nowMs() + HOUR_MS, 0));
    sink.acknowledge();
    await turn();
    answer(sink.sent[1]!, 'ok', 1);
    expect(answers).toEqual([['a', 'ok']]);
    expect(submissions.counts.resent).toBe(0);
  });
});
