/**
 * Sessions and policies in memory, for specs of the edge: the real kernel, the real registry, the real waiting side of
 * commands and the real command queue; only durability is missing. Time can be moved and answers held back.
 */
import { MemoryCommandQueue } from '@macp/event-log';
import type { QueuedCommand } from '@macp/event-log';
import { decideSession, decideTimer, evolveSession, sessionMetadata } from '@macp/kernel';
import type { Session, SessionCommand, SessionContext, SessionFact, SessionOutcome } from '@macp/kernel';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import type { Clock } from '@macp/partition-worker';
import { decideRegistry, evaluateCommitment, evolveRegistry, listPolicies, resolvePolicy } from '@macp/policy-rules';
import type { PolicyRegistry, RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import type { PolicyCatalog, Submission } from '@macp/ports';
import { PendingSubmissions, sessionJoining } from '@macp/submission';
import { HistoryDouble } from './history-double.js';

/** The system's timers with a wall clock that specs can move. */
export class ShiftedClock implements Clock {
  shiftMs = 0;
  nowMs(): number {
    return Date.now() + this.shiftMs;
  }
  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  }
  soon(task: () => void): void {
    setImmediate(task);
  }
}

const modes = modeLookup(builtInModes);

export class EngineDouble {
  readonly clock = new ShiftedClock();
  readonly history = new HistoryDouble();
  readonly submissions: PendingSubmissions<SessionCommand, SessionOutcome>;
  /** Every command that reached the engine, in order. */
  readonly commands: SessionCommand[] = [];
  private readonly sessions = new Map<string, Session>();
  private readonly ended = new Set<string>();
  private registryState: PolicyRegistry | undefined;
  private held: QueuedCommand<SessionCommand>[] | undefined;

  constructor() {
    const sink = new MemoryCommandQueue<SessionCommand>({ queueId: 'spec', partitions: 1 });
    this.submissions = new PendingSubmissions({
      sink,
      clock: this.clock,
      ingressId: 'ingress',
      replyTo: 'here',
      joining: sessionJoining,
    });
    sink.consume(0, 0, (commands) => {
      const batch = [...commands];
      setImmediate(() => (this.held === undefined ? this.decide(batch) : this.held.push(...batch)));
    });
  }

  /** From now on nothing is decided, until `release`. */
  hold(): void {
    this.held = [];
  }

  /** Decides what was held back. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    this.decide(held);
  }

  /** The session leaves the owner's memory, as ended sessions do. */
  evict(sessionId: string): void {
    this.sessions.delete(sessionId);
    this.ended.add(sessionId);
  }

  readonly registry: Submission<RegistryCommand, RegistryOutcome> = {
    pending: 0,
    submit: (_key, command, _deadlineMs, done) => {
      setImmediate(() => {
        const { facts, outcome } = decideRegistry(this.registryState, command, this.clock.nowMs());
        for (const fact of facts) this.registryState = evolveRegistry(this.registryState, fact);
        done(outcome);
      });
    },
  };

  readonly catalog: PolicyCatalog = {
    catchUp: () => Promise.resolve(),
    resolve: (policyId) => (policyId === '' ? undefined : resolvePolicy(this.registryState, policyId)),
    list: (modeFilter) => listPolicies(this.registryState, modeFilter),
  };

  private decide(batch: readonly QueuedCommand<SessionCommand>[]): void {
    for (const { offset, command } of batch) {
      this.commands.push(command.body);
      const delivery = {
        replyTo: command.replyTo,
        correlationId: command.correlationId,
        commandOffset: offset,
        outcome: this.decideOne(command.body),
      };
      this.submissions.push(0, [delivery], { decidedUpTo: offset, parked: [] });
    }
  }

  private decideOne(command: SessionCommand): SessionOutcome {
    const sessionId = command.kind === 'SubmitEnvelope' ? command.envelope.sessionId : command.sessionId;
    const nowMs = this.clock.nowMs();
    const context: SessionContext = {
      nowMs,
      ended: this.ended.has(sessionId),
      modes,
      policies: (policyId) => resolvePolicy(this.registryState, policyId),
      codec: coreCodec,
    };
    const session = this.sessions.get(sessionId);
    let decision = decideSession(session, command, context);
    if (decision.kind === 'question') {
      const verdict = evaluateCommitment(decision.question);
      decision = decideSession(session, command, { ...context, verdict });
    }
    if (decision.kind === 'question') throw new Error('asked twice');
    for (const fact of decision.facts) this.apply(sessionId, fact);
    return decision.outcome;
  }

  /** Lets due timers of a session act, as its owner would. */
  runTimers(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (session === undefined) return;
    for (const fact of decideTimer(session, this.clock.nowMs(), modes)) this.apply(sessionId, fact);
  }

  private apply(sessionId: string, fact: SessionFact): void {
    const next = evolveSession(this.sessions.get(sessionId), fact, { modes, codec: coreCodec });
    this.sessions.set(sessionId, next);
    this.history.metadata.set(sessionId, sessionMetadata(next));
    if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') {
      this.history.append(sessionId, fact.ordinal, fact.envelope);
    }
  }
}
