/** A pace asks for the same on any number of partitions, and says when it was not kept. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { partitionFor } from '@macp/ports';
import type { Submission } from '@macp/ports';
import { SessionIds, runPacedCallers } from './paced-callers.js';
import { COMMANDS_PER_SESSION } from './session-commands.js';

const ACCEPTED = { kind: 'accepted' } as unknown as SessionOutcome;
const TURN_MS = 10;

interface Submitted {
  readonly atMs: number;
  readonly sessionId: string;
  readonly partition: number;
}

/** Answers `delayMs` after a command came, with `outcome`. */
function answering({ partitions = 1, delayMs = 1, outcome = ACCEPTED }) {
  const submitted: Submitted[] = [];
  const submissions: Submission<SessionCommand, SessionOutcome> = {
    pending: 0,
    submit: (sessionId, _command, _deadlineMs, answered) => {
      submitted.push({ atMs: performance.now(), sessionId, partition: partitionFor(sessionId, partitions) });
      setTimeout(() => answered(outcome), delayMs);
    },
  };
  return { submitted, submissions };
}

const pace = { perTurn: 4, commandsPerSecond: 400, cohorts: 3, partitions: 2, seconds: 0.2 };

/** Of each turn, in order. */
function turns(submitted: readonly Submitted[]): Submitted[][] {
  return Array.from({ length: submitted.length / pace.perTurn }, (_, turn) =>
    submitted.slice(turn * pace.perTurn, (turn + 1) * pace.perTurn),
  );
}

describe('callers at a pace', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  async function run(load: ReturnType<typeof answering>, options = pace) {
    const result = runPacedCallers({ ...options, submissions: load.submissions });
    await jest.advanceTimersByTimeAsync(10_000);
    return result;
  }

  it('submit a batch for one partition each turn, and take turns', async () => {
    const load = answering({ partitions: 2 });
    await run(load);
    for (const [at, turn] of turns(load.submitted).entries()) {
      expect(turn.map(({ atMs }) => Math.round(atMs - load.submitted[0]!.atMs))).toEqual(Array(4).fill(at * TURN_MS));
      expect(turn.map(({ partition }) => partition)).toEqual(Array(4).fill((at % 3) % 2));
      expect(new Set(turn.map(({ sessionId }) => sessionId)).size).toBe(4);
    }
  });

  it('finish the sessions that they have begun', async () => {
    const load = answering({ partitions: 2 });
    const { acks } = await run(load);
    const sessionIds = load.submitted.map(({ sessionId }) => sessionId);
    const counts = [...new Set(sessionIds)].map((id) => sessionIds.filter((each) => each === id).length);
    expect(counts).toEqual(Array(12).fill(COMMANDS_PER_SESSION));
    expect(acks).toBe(12 * COMMANDS_PER_SESSION);
  });

  it('see the rate that they asked for, and waits from when a turn was due', async () => {
    const result = await run(answering({ partitions: 2, delayMs: 5 }));
    expect(result).toMatchObject({ perSecond: 400, p50Ms: expect.closeTo(5, 1) });
  });

  it('let turns pass whose cohort is still waiting, and see a lower rate', async () => {
    const load = answering({ partitions: 2, delayMs: 35 });
    const { perSecond } = await run(load);
    expect(perSecond).toBeLessThan(300);
  });

  it('end with the first command that is not accepted', async () => {
    const refused = { kind: 'rejected', code: 'FORBIDDEN' } as unknown as SessionOutcome;
    const load = answering({ partitions: 2, outcome: refused });
    const result = runPacedCallers({ ...pace, submissions: load.submissions });
    const ended = expect(result).rejects.toThrow('a command was not accepted: {"kind":"rejected","code":"FORBIDDEN"}');
    await jest.advanceTimersByTimeAsync(100);
    await ended;
    expect(load.submitted).toHaveLength(pace.perTurn);
  });
});

describe('ids of sessions', () => {
  it('are of the partition that is asked for, and never given twice', () => {
    const ids = new SessionIds(12);
    const given = Array.from({ length: 240 }, (_, at) => ({ id: ids.next(at % 12), partition: at % 12 }));
    expect(given.map(({ id }) => partitionFor(id, 12))).toEqual(given.map(({ partition }) => partition));
    expect(new Set(given.map(({ id }) => id)).size).toBe(240);
  });
});
