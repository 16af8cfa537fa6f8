/**
 * A small aggregate with everything that makes a partition worker's life hard: gap-free ordinals, deduplication by message
 * id, a terminal state, deadlines, reads, refusals that record facts, and questions. For specs and simulation.
 */
import { invariant } from '@macp/kernel';
import type { Aggregate, AggregateDecision, DecideContext } from '../aggregate.js';

export interface RoomState {
  readonly room: string;
  readonly openedAtMs: number;
  readonly ttlMs: number;
  /** Message ids in order: the ordinal of the first is 1. */
  readonly posts: readonly string[];
  readonly end?: 'closed' | 'expired';
}

export type RoomCommand =
  | { readonly kind: 'post'; readonly room: string; readonly messageId: string; readonly text?: string }
  | { readonly kind: 'close'; readonly room: string; readonly messageId: string }
  | { readonly kind: 'read'; readonly room: string };

export type RoomFact =
  | { readonly kind: 'opened'; readonly room: string; readonly atMs: number; readonly ttlMs: number }
  | {
      readonly kind: 'posted';
      readonly room: string;
      readonly messageId: string;
      readonly ordinal: number;
      readonly text: string;
    }
  | { readonly kind: 'ended'; readonly room: string; readonly how: 'closed' | 'expired'; readonly atMs: number };

export type RoomOutcome =
  | { readonly kind: 'accepted'; readonly ordinal: number; readonly duplicate: boolean }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'view'; readonly posts: number; readonly end: string };

/** May the room be closed? */
export interface RoomQuestion {
  readonly room: string;
  readonly messageId: string;
  readonly posts: number;
}

export type RoomAnswer = 'allow' | 'deny';

export interface RoomTypes {
  readonly state: RoomState;
  readonly command: RoomCommand;
  readonly fact: RoomFact;
  readonly outcome: RoomOutcome;
  readonly question: RoomQuestion;
  readonly answer: RoomAnswer;
}

type RoomDecision = AggregateDecision<RoomTypes>;

function refused(why: string, facts: readonly RoomFact[] = []): RoomDecision {
  return { kind: 'decided', facts, outcome: { kind: 'refused', why } };
}

function accepted(ordinal: number, facts: readonly RoomFact[], duplicate = false): RoomDecision {
  return { kind: 'decided', facts, outcome: { kind: 'accepted', ordinal, duplicate } };
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function parsed<Value>(bytes: Uint8Array): Value {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as Value;
}

/** Rooms that expire `ttlMs` after they were opened. */
export function roomAggregate(ttlMs: number): Aggregate<RoomTypes> {
  return {
    entityOfCommand: (command) => command.room,
    entityOfFact: (fact) => fact.room,
    decide: (state, command, context) => decideRoom(state, command, { ...context, ttlMs }),
    evolve: evolveRoom,
    failed: (_command, reason) => ({ kind: 'refused', why: reason }),
    isRecorded: (outcome) => outcome.kind !== 'view',
    nextDeadlineMs: (state) => (state.end === undefined ? state.openedAtMs + state.ttlMs : undefined),
    decideTimer: ({ room }, nowMs) => [{ kind: 'ended', room, how: 'expired', atMs: nowMs }],
    isEnded: (state) => state.end !== undefined,
    codec: {
      encodeFact: json,
      decodeFact: parsed,
      encodeOutcome: json,
      decodeOutcome: parsed,
      encodeState: (state) => JSON.stringify(state),
      decodeState: (text) => JSON.parse(text) as RoomState,
    },
  };
}

function decideRoom(
  state: RoomState | undefined,
  command: RoomCommand,
  context: DecideContext<RoomTypes> & { readonly ttlMs: number },
): RoomDecision {
  const { room } = command;
  const { nowMs, ttlMs } = context;
  if (command.kind === 'read') {
    const end = state?.end ?? (context.ended ? 'gone' : '');
    return { kind: 'decided', facts: [], outcome: { kind: 'view', posts: state?.posts.length ?? 0, end } };
  }
  if (state === undefined) {
    if (context.ended) return refused('gone');
    if (command.kind === 'close') return refused('unknown room');
    const opened: RoomFact = { kind: 'opened', room, atMs: nowMs, ttlMs };
    return accepted(1, [opened, posted(command, 1)]);
  }
  const known = state.posts.indexOf(command.messageId);
  if (known >= 0) return accepted(known + 1, [], true);
  if (state.end !== undefined) return refused(state.end);
  const ordinal = state.posts.length + 1;
  if (nowMs >= state.openedAtMs + state.ttlMs) {
    return refused('expired', [{ kind: 'ended', room, how: 'expired', atMs: nowMs }]);
  }
  if (command.kind === 'post') {
    return command.text === 'bad' ? refused('bad text') : accepted(ordinal, [posted(command, ordinal)]);
  }
  if (context.answer === undefined) {
    const { messageId } = command;
    return { kind: 'question', question: { room, messageId, posts: state.posts.length } };
  }
  if (context.answer === 'deny') return refused('denied');
  return accepted(ordinal, [posted(command, ordinal), { kind: 'ended', room, how: 'closed', atMs: nowMs }]);
}

function posted(command: RoomCommand & { readonly messageId: string }, ordinal: number): RoomFact {
  const text = command.kind === 'post' ? (command.text ?? '') : '';
  return { kind: 'posted', room: command.room, messageId: command.messageId, ordinal, text };
}

function evolveRoom(state: RoomState | undefined, fact: RoomFact): RoomState {
  if (fact.kind === 'opened') {
    invariant(state === undefined, `room ${fact.room} was opened twice`);
    return { room: fact.room, openedAtMs: fact.atMs, ttlMs: fact.ttlMs, posts: [] };
  }
  invariant(state !== undefined && state.end === undefined, `room ${fact.room} is not open`);
  if (fact.kind === 'ended') return { ...state, end: fact.how };
  invariant(fact.ordinal === state.posts.length + 1, `room ${fact.room}: ordinal ${fact.ordinal} is out of order`);
  invariant(!state.posts.includes(fact.messageId), `room ${fact.room}: ${fact.messageId} was accepted twice`);
  return { ...state, posts: [...state.posts, fact.messageId] };
}
