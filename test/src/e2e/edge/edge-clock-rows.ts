/** Edge case 17 of the kernel's page: the deadline to the millisecond, on a server whose clock nobody moves. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import { changed, proposalStep, startStep } from './edge-world.js';
import type { EdgeWorld, WireRow } from './edge-world.js';

/** Deadlines of one burst, one per millisecond. */
const DEADLINES = 60;

interface Judged {
  readonly answer: string;
  readonly deadlineMs: number;
  /** Acceptance clock of the message; 0 when it was refused. */
  readonly acceptedAtMs: number;
  readonly state: string | undefined;
}

/** One message each to sessions with deadlines a millisecond apart, amid those deadlines. */
async function burst(world: EdgeWorld, leadMs: number): Promise<readonly Judged[]> {
  const firstMs = Date.now() + leadMs;
  const sessions = Array.from({ length: DEADLINES }, (_, n) => ({ sessionId: randomUUID(), deadlineMs: firstMs + n }));
  const starts = sessions.map(({ sessionId, deadlineMs }) => {
    const timestampUnixMs = Date.now() - 1;
    return world.answer(changed(startStep(sessionId, { ttlMs: deadlineMs - timestampUnixMs }), { timestampUnixMs }));
  });
  expect(new Set(await Promise.all(starts))).toEqual(new Set(['ok OPEN']));
  await eventually(async () => Date.now() >= firstMs + DEADLINES / 4, true);
  const answers = await Promise.all(sessions.map(({ sessionId }) => world.answer(proposalStep(sessionId, 'p'))));
  return Promise.all(
    sessions.map(async ({ sessionId, deadlineMs }, index) => {
      const { metadata } = await world.call('GetSession', { sessionId });
      expect(Number(metadata!.expiresAtUnixMs)).toBe(deadlineMs);
      const acceptedAtMs = Number(metadata!.participantActivity[0]?.lastMessageAtUnixMs ?? 0);
      return { answer: answers[index]!, deadlineMs, acceptedAtMs, state: await world.state(sessionId) };
    }),
  );
}

export const CLOCK_WIRE_ROWS: readonly WireRow[] = [
  {
    row: 17,
    given: 'sessions whose deadlines are one millisecond after the other',
    when: 'messages come amid them, as often as it takes to meet a deadline to the millisecond',
    outcome: 'accepted up to and including the deadline, SESSION_NOT_OPEN behind it',
    play: async (world) => {
      let leadMs = 200;
      let hasMet = false;
      let hasMissed = false;
      while (!hasMet || !hasMissed) {
        const judged = await burst(world, leadMs);
        for (const { answer, acceptedAtMs, deadlineMs, state } of judged) {
          if (answer === 'ok OPEN') {
            expect(acceptedAtMs).toBeLessThanOrEqual(deadlineMs);
            hasMet ||= acceptedAtMs === deadlineMs;
          } else {
            expect(answer).toMatch(/^SESSION_NOT_OPEN (TtlExpired|SessionNotOpen)$/);
            expect([acceptedAtMs, state]).toEqual([0, 'EXPIRED']);
            hasMissed = true;
          }
        }
        // Where starting took so long that every deadline was over, the next ones are later.
        if (judged.every(({ answer }) => answer !== 'ok OPEN')) leadMs *= 2;
      }
    },
  },
];
