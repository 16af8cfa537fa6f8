/** Edge case 17 of the kernel's page: the deadline to the millisecond, on a server whose clock nobody moves. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { partitionFor } from '@macp/ports';
import { SessionState } from '@macp/proto';
import { eventually } from '../eventually.js';
import { changed, proposalStep, startStep } from './edge-world.js';
import type { EdgeWorld, WireRow } from './edge-world.js';

const EXPIRED = SessionState.SESSION_STATE_EXPIRED;

/** Deadlines of one burst, one per millisecond. */
const DEADLINES = 100;
/** Sessions that share a partition of so many share one of every number that divides it, too. */
const PARTITIONS = 12;

interface Judged {
  readonly sessionId: string;
  readonly deadlineMs: number;
  /** How the message was answered that was not accepted any more. */
  readonly refusal: string;
}

/** An id on the first partition: one owner decides about all sessions of a burst, at the same moments. */
function idOfFirstPartition(): string {
  for (;;) {
    const sessionId = randomUUID();
    if (partitionFor(sessionId, PARTITIONS) === 0) return sessionId;
  }
}

/** Before the first deadline: when the sessions are started, and when their messages begin. */
interface Early {
  readonly startsMs: number;
  readonly messagesMs: number;
}

/** Sends one message after the other to each of sessions with deadlines a millisecond apart, until none is accepted. */
async function burst(world: EdgeWorld, early: Early): Promise<readonly Judged[]> {
  const firstMs = Date.now() + early.startsMs;
  const sessions = Array.from({ length: DEADLINES }, (_, n) => ({
    sessionId: idOfFirstPartition(),
    deadlineMs: firstMs + n,
  }));
  const starts = sessions.map(({ sessionId, deadlineMs }) => {
    const timestampUnixMs = Date.now() - 1;
    return world.answer(changed(startStep(sessionId, { ttlMs: deadlineMs - timestampUnixMs }), { timestampUnixMs }));
  });
  expect(new Set(await Promise.all(starts))).toEqual(new Set(['ok OPEN']));
  await eventually(async () => Date.now() >= firstMs - early.messagesMs, true);
  return Promise.all(
    sessions.map(async (session) => {
      for (let n = 0; ; n++) {
        const refusal = await world.answer(proposalStep(session.sessionId, `p${n}`));
        if (refusal !== 'ok OPEN') return { ...session, refusal };
      }
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
      let early: Early = { startsMs: 250, messagesMs: 0 };
      let hasMet = false;
      while (!hasMet) {
        let accepted = 0;
        for (const { sessionId, deadlineMs, refusal } of await burst(world, early)) {
          expect(refusal).toMatch(/^SESSION_NOT_OPEN (TtlExpired|SessionNotOpen)$/);
          const { metadata } = await world.call('GetSession', { sessionId });
          expect([Number(metadata!.expiresAtUnixMs), metadata!.state]).toEqual([deadlineMs, EXPIRED]);
          const [activity] = metadata!.participantActivity;
          if (activity === undefined) continue;
          accepted += activity.messageCount;
          expect(Number(activity.lastMessageAtUnixMs)).toBeLessThanOrEqual(deadlineMs);
          hasMet ||= Number(activity.lastMessageAtUnixMs) === deadlineMs;
        }
        // Where everything took so long that every deadline was over, there is more time the next time.
        if (accepted === 0) early = { startsMs: early.startsMs * 2, messagesMs: early.startsMs / 2 };
      }
    },
  },
];
