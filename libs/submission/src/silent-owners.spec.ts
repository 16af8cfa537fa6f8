/** Given / when / then for owners that say nothing; time and the queue are scripted. */
import { describe, expect, it } from '@jest/globals';
import { MemoryCommandQueue } from '@macp/event-log';
import { ManualClock } from '@macp/partition-worker/testing';
import { PendingSubmissions } from './pending-submissions.js';

const SILENCE_MS = 1_000;
const DEADLINE_MS = 60_000;

function world(silenceMs: number | undefined) {
  const clock = new ManualClock();
  const queue = new MemoryCommandQueue<string>({ queueId: 'queue', partitions: 1 });
  const waiting = new PendingSubmissions<string, string>({
    sink: queue,
    clock,
    ingressId: 'i1',
    replyTo: 'here',
    ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  const sent: string[] = [];
  queue.consume(0, 0, (commands) => sent.push(...commands.map(({ command }) => command.correlationId)));
  const answers: (string | undefined)[] = [];
  const submit = (body: string): void =>
    waiting.submit('key', body, clock.nowMs() + DEADLINE_MS, (outcome) => answers.push(outcome));
  const push = (outcomes: readonly string[], decidedUpTo: number): void => {
    const deliveries = outcomes.map((correlationId) => ({
      replyTo: 'here',
      correlationId,
      commandOffset: sent.indexOf(correlationId),
      outcome: `of ${correlationId}`,
    }));
    waiting.push(0, deliveries, { decidedUpTo, parked: [] });
  };
  return { clock, sent, answers, submit, push, waiting };
}

describe('an owner that says nothing', () => {
  it('is asked with the oldest command that waits for it, once per silence', async () => {
    const { clock, sent, submit } = world(SILENCE_MS);
    submit('a');
    submit('b');

    await clock.advance(SILENCE_MS);
    expect(sent).toEqual(['i1-0', 'i1-1', 'i1-0']);
    await clock.advance(SILENCE_MS);

    expect(sent).toHaveLength(4);
  });

  it('and then answers makes the others go again, too', async () => {
    const { answers, clock, push, sent, submit } = world(SILENCE_MS);
    submit('a');
    submit('b');
    await clock.advance(SILENCE_MS);

    push(['i1-0'], 2);
    await clock.advance(100);
    expect(sent).toEqual(['i1-0', 'i1-1', 'i1-0', 'i1-1']);
    push(['i1-1'], 3);

    expect(answers).toEqual(['of i1-0', 'of i1-1']);
  });

  it('is not asked while it says how far it is', async () => {
    const { clock, push, sent, submit } = world(SILENCE_MS);
    submit('a');
    for (let times = 0; times < 10; times += 1) {
      await clock.advance(SILENCE_MS / 2);
      push([], -1);
    }

    expect(sent).toEqual(['i1-0']);
  });

  it('is not asked when nothing waits, however long ago it was heard', async () => {
    const { clock, push, sent, submit } = world(SILENCE_MS);
    submit('a');
    push(['i1-0'], 0);
    await clock.advance(10 * SILENCE_MS);
    submit('b');
    await clock.advance(SILENCE_MS - 1);

    expect(sent).toEqual(['i1-0', 'i1-1']);
  });

  it('is not asked where that was not asked for', async () => {
    const { clock, sent, submit } = world(SILENCE_MS);
    const quiet = world(undefined);
    submit('a');
    quiet.submit('a');
    quiet.waiting.close();
    await quiet.clock.advance(10 * SILENCE_MS);
    await clock.advance(SILENCE_MS);

    expect(quiet.sent).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('is not asked after the end', async () => {
    const { clock, sent, submit, waiting } = world(SILENCE_MS);
    submit('a');
    waiting.close();
    await clock.advance(10 * SILENCE_MS);

    expect(sent).toHaveLength(1);
  });
});
