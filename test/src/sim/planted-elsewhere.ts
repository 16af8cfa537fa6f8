/** Planted bugs in what stands around the log: the decider, the command queue, and the read side. */
import type { CommandSource, ProjectionChange, ProjectionStore } from '@macp/event-log';
import { InsertOnlySet, isTerminal } from '@macp/kernel';
import type { SessionCommand } from '@macp/kernel';
import type { Aggregate, AggregateTypes } from '@macp/partition-worker';
import type { HistoryReader } from '@macp/ports';
import type { SessionTypes } from '@macp/records';
import { rewriting } from './bent-parts.js';
import type { Mutant } from './mutant.js';
import type { SimProcess } from './sim-process.js';

/** Leaves it to the ingress to recognise a message that was accepted before. */
export function withoutMessageIds(honest: Aggregate<SessionTypes>): Aggregate<SessionTypes> {
  return {
    ...honest,
    decide: (session, command, context) => {
      const forgetful = session && { ...session, acceptedIds: InsertOnlySet.empty() };
      return honest.decide(forgetful, command, context);
    },
  };
}

/** Takes messages into sessions that have ended. */
export function withoutEnd(honest: Aggregate<SessionTypes>): Aggregate<SessionTypes> {
  return {
    ...honest,
    decide: (session, command, context) => {
      const reopened = session && isTerminal(session.state) ? { ...session, state: 'OPEN' as const } : session;
      return honest.decide(reopened, command, context);
    },
    evolve: (session, fact) => {
      const reopened = session && isTerminal(session.state) ? { ...session, state: 'OPEN' as const } : session;
      return honest.evolve(reopened, fact);
    },
  };
}

/** Restores a session without the ids of its messages. */
export function withoutRestoredIds(honest: Aggregate<SessionTypes>): Aggregate<SessionTypes> {
  const decodeState = (text: string) => ({ ...honest.codec.decodeState(text), acceptedIds: InsertOnlySet.empty() });
  return { ...honest, codec: { ...honest.codec, decodeState } };
}

/** Lets a session expire while its history is read, by the clock on the wall. */
export function expiringInReplay(honest: Aggregate<SessionTypes>, process: SimProcess): Aggregate<SessionTypes> {
  return {
    ...honest,
    evolve: (before, fact) => {
      const session = honest.evolve(before, fact);
      const isOver = session.state === 'OPEN' && process.clock.nowMs() > session.expiresAtMs;
      return isOver ? { ...session, state: 'EXPIRED' } : session;
    },
  };
}

/** Takes time from the clock of the process instead of the partition's. */
export function onWallClock<T extends AggregateTypes>(honest: Aggregate<T>, process: SimProcess): Aggregate<T> {
  return {
    ...honest,
    decide: (session, command, context) =>
      honest.decide(session, command, { ...context, nowMs: process.clock.nowMs() }),
  };
}

const MARK = /~\d+$/;

/** Does not know a command again when it is sent again: to the worker each one has a correlation id of its own. */
export const forgetfulOfCommands: Mutant<SessionTypes> = {
  commands: (honest): CommandSource<SessionCommand> => ({
    queueId: honest.queueId,
    partitions: honest.partitions,
    consume: (partition, from, onCommands) =>
      honest.consume(partition, from, (delivered) =>
        onCommands(
          delivered.map(({ offset, command }) => {
            return { offset, command: { ...command, correlationId: `${command.correlationId}~${offset}` } };
          }),
        ),
      ),
    release: (partition, offset) => honest.release(partition, offset),
  }),
  log: (honest) =>
    rewriting(honest, (batch) => ({
      ...batch,
      outcomes: batch.outcomes.map((one) => ({ ...one, correlationId: one.correlationId.replace(MARK, '') })),
    })),
  outcomes: (honest) => ({
    push: (partition, deliveries, progress) => {
      const unmarked = deliveries.map((one) => ({ ...one, correlationId: one.correlationId.replace(MARK, '') }));
      honest.push(partition, unmarked, progress);
    },
  }),
};

/** Replays what is there, and then follows whatever is new by the time that it asks. */
export function withoutSplice(honest: HistoryReader): HistoryReader {
  return {
    session: (sessionId) => honest.session(sessionId),
    list: (afterId, limit) => honest.list(afterId, limit),
    follow: async (sessionId, after, listener) => {
      if (after === 'live') return honest.follow(sessionId, after, listener);
      const replay = await honest.follow(sessionId, after, {
        ...listener,
        envelopes: (batch) => listener.envelopes(batch.filter(({ ordinal }) => ordinal <= replay.tail)),
      });
      const live = await honest.follow(sessionId, 'live', listener);
      return {
        tail: replay.tail,
        resume: () => [replay, live].forEach((follow) => follow.resume()),
        close: () => [replay, live].forEach((follow) => follow.close()),
      };
    },
  };
}

/** Says that it has a change one change too early: what it has not got yet is lost with the process. */
export function positionFirst(honest: ProjectionStore): ProjectionStore {
  const late = new Map<number, Pick<ProjectionChange, 'history' | 'summaries'>>();
  return {
    position: (partition) => honest.position(partition),
    apply: (partition, change) => {
      const { history, summaries } = late.get(partition) ?? { history: [], summaries: [] };
      late.set(partition, change);
      return honest.apply(partition, { position: change.position, history, summaries });
    },
    history: (sessionId, after, limit) => honest.history(sessionId, after, limit),
    lastOrdinal: (sessionId) => honest.lastOrdinal(sessionId),
    summary: (sessionId) => honest.summary(sessionId),
    summaries: (afterId, limit) => honest.summaries(afterId, limit),
    remove: (sessionId) => honest.remove(sessionId),
    close: () => honest.close(),
  };
}
