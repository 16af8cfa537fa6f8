/**
 * Sessions on the partition worker: the kernel's decider with its durable codec. Nothing is decided here; the modes and
 * the policies that a decision may consult are given by whoever owns the partition.
 */
import {
  decideSession,
  decideTimer,
  decodeSession,
  encodeSession,
  evolveSession,
  isTerminal,
  nextDeadlineMs,
  reject,
} from '@macp/kernel';
import type {
  CoreCodec,
  ModeLookup,
  PolicyLookup,
  PolicyQuestion,
  PolicyVerdict,
  Session,
  SessionCommand,
  SessionFact,
  SessionOutcome,
} from '@macp/kernel';
import type { Aggregate } from '@macp/partition-worker';
import { encodeSessionFact, viewSessionFact } from './session-fact-codec.js';
import { decodeSessionOutcome, encodeSessionOutcome } from './session-outcome-codec.js';

/** The types of the session aggregate. */
export interface SessionTypes {
  readonly state: Session;
  readonly command: SessionCommand;
  readonly fact: SessionFact;
  readonly outcome: SessionOutcome;
  readonly question: PolicyQuestion;
  readonly answer: PolicyVerdict;
}

/** What sessions are decided with besides their own state. */
export interface SessionAggregateOptions {
  readonly modes: ModeLookup;
  readonly codec: CoreCodec;
  /** Invariant: knows every policy whose registration was answered before the batch. */
  readonly policies: PolicyLookup;
}

/** The session a command is about. */
export function sessionOfCommand(command: SessionCommand): string {
  return command.kind === 'SubmitEnvelope' ? command.envelope.sessionId : command.sessionId;
}

/** The aggregate over one set of modes and policies. */
export function sessionAggregate(options: SessionAggregateOptions): Aggregate<SessionTypes> {
  const { modes, codec, policies } = options;
  const lookups = { modes, codec };
  return {
    entityOfCommand: sessionOfCommand,
    entityOfFact: (fact) => fact.sessionId,
    decide(session, command, { nowMs, ended, answer }) {
      const context = { nowMs, ended, modes, policies, codec };
      return decideSession(session, command, answer === undefined ? context : { ...context, verdict: answer });
    },
    evolve: (session, fact) => evolveSession(session, fact, lookups),
    failed: () => ({ kind: 'rejected', rejection: reject('INTERNAL_ERROR') }),
    isRecorded: (outcome) => outcome.kind !== 'observed',
    nextDeadlineMs: (session) => nextDeadlineMs(session, modes),
    decideTimer: (session, nowMs) => decideTimer(session, nowMs, modes),
    isEnded: (session) => isTerminal(session.state),
    codec: {
      encodeFact: encodeSessionFact,
      decodeFact: viewSessionFact,
      encodeOutcome: encodeSessionOutcome,
      decodeOutcome: decodeSessionOutcome,
      encodeState: (session) => encodeSession(session, lookups),
      decodeState: (text) => decodeSession(text, lookups),
    },
  };
}
