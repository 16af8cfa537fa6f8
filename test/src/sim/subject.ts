/**
 * What the simulation needs to know of an aggregate to drive it and to judge it. Rooms are the small, nasty one; sessions
 * join through the same seam.
 */
import { roomAggregate } from '@macp/partition-worker/testing';
import type { RoomTypes } from '@macp/partition-worker/testing';
import type { Aggregate, AggregateTypes } from '@macp/partition-worker';
import type { Random } from './random.js';

/** An outcome, as far as the promises are about it. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly ordinal: number; readonly duplicate: boolean }
  | { readonly kind: 'refused'; readonly why: string }
  /** A read: how many messages it saw accepted; `undefined` where the entity has left memory. */
  | { readonly kind: 'view'; readonly accepted: number | undefined };

/** A fact, as far as the promises are about it. */
export interface Trace {
  readonly accepted?: { readonly messageId: string; readonly ordinal: number };
  /** The entity is terminal from here on. */
  readonly ends?: 'by timer' | 'by command';
  /** Recorded time that the fact carries, ms. */
  readonly atMs?: number;
}

export interface Subject<T extends AggregateTypes> {
  readonly aggregate: Aggregate<T>;
  /** A command for the entity; `messageId` is fresh. */
  command(entity: string, messageId: string, random: Random): T['command'];
  /** `undefined` for reads. */
  messageIdOf(command: T['command']): string | undefined;
  verdictOf(outcome: T['outcome']): Verdict;
  traceOf(fact: T['fact']): Trace;
  /** What the world outside answers. */
  answer(question: T['question'], random: Random): T['answer'];
}

const ROOM_TTL_MS = 2_500;

export const roomSubject: Subject<RoomTypes> = {
  aggregate: roomAggregate(ROOM_TTL_MS),
  command: (room, messageId, random) => {
    const roll = random.next();
    if (roll < 0.12) return { kind: 'read', room };
    if (roll < 0.27) return { kind: 'close', room, messageId };
    if (roll < 0.37) return { kind: 'post', room, messageId, text: 'bad' };
    if (roll < 0.4) return { kind: 'post', room, messageId, text: 'x'.repeat(2_500) };
    return { kind: 'post', room, messageId, text: 'y'.repeat(random.between(0, 300)) };
  },
  messageIdOf: (command) => (command.kind === 'read' ? undefined : command.messageId),
  verdictOf: (outcome) => {
    if (outcome.kind !== 'view') return outcome;
    return { kind: 'view', accepted: outcome.end === 'gone' ? undefined : outcome.posts };
  },
  traceOf: (fact) => {
    if (fact.kind === 'posted') return { accepted: { messageId: fact.messageId, ordinal: fact.ordinal } };
    if (fact.kind === 'opened') return { atMs: fact.atMs };
    return { ends: fact.how === 'expired' ? 'by timer' : 'by command', atMs: fact.atMs };
  },
  answer: (_question, random) => (random.chance(0.3) ? 'allow' : 'deny'),
};
