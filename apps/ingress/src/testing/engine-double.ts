/**
 * Sessions and registries in memory, for specs of the edge: the real kernel, the real registries, the real waiting side of
 * commands and the real command queue; only durability is missing. Time can be moved and answers held back.
 */
import { MemoryCommandQueue } from '@macp/event-log';
import type { QueuedCommand } from '@macp/event-log';
import { decideSession, decideTimer, evolveSession, lifecycleChange, sessionMetadata } from '@macp/kernel';
import type { Session, SessionCommand, SessionContext, SessionFact, SessionOutcome } from '@macp/kernel';
import { builtInModes, coreCodec } from '@macp/modes';
import type { Clock } from '@macp/partition-worker';
import { evaluateCommitment, resolvePolicy } from '@macp/policy-rules';
import { PendingSubmissions, sessionJoining } from '@macp/submission';
import { HistoryDouble } from './history-double.js';
import { LifecycleDouble } from './lifecycle-double.js';
import { RegistryDouble } from './registry-double.js';

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

export class EngineDouble {
  readonly clock = new ShiftedClock();
  readonly history = new HistoryDouble();
  readonly lifecycle = new LifecycleDouble(this.history.metadata);
  readonly registry = new RegistryDouble(builtInModes, () => this.clock.nowMs());
  readonly submissions: PendingSubmissions<SessionCommand, SessionOutcome>;
  /** Every command that reached the engine, in order. */
  readonly commands: SessionCommand[] = [];
  private readonly sessions = new Map<string, Session>();
  private readonly ended = new Set<string>();
  private heldBack: QueuedCommand<SessionCommand>[] | undefined;

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
      setImmediate(() => (this.heldBack === undefined ? this.decide(batch) : this.heldBack.push(...batch)));
    });
  }

  /** From now on nothing is decided, until `release`. */
  hold(): void {
    this.heldBack = [];
  }

  /** Commands that are held back. */
  get held(): number {
    return this.heldBack?.length ?? 0;
  }

  /** Decides what was held back. */
  release(): void {
    const held = this.heldBack ?? [];
    this.heldBack = undefined;
    this.decide(held);
  }

  /** Loses what was held back. */
  drop(): void {
    this.heldBack = undefined;
  }

  /** The session leaves the owner's memory, as ended sessions do. */
  evict(sessionId: string): void {
    this.sessions.delete(sessionId);
    this.ended.add(sessionId);
  }

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
      modes: this.registry.modeView.resolve,
      policies: (policyId) => resolvePolicy(this.registry.policies, policyId),
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
    for (const fact of decideTimer(session, this.clock.nowMs(), this.registry.modeView.resolve))
      this.apply(sessionId, fact);
  }

  private apply(sessionId: string, fact: SessionFact): void {
    const before = this.sessions.get(sessionId);
    const next = evolveSession(before, fact, { modes: this.registry.modeView.resolve, codec: coreCodec });
    this.sessions.set(sessionId, next);
    this.history.metadata.set(sessionId, sessionMetadata(next));
    const change = lifecycleChange(before, next);
    if (change !== undefined) this.lifecycle.tell(change, sessionMetadata(next));
    if (fact.kind === 'SessionStarted' || fact.kind === 'EnvelopeAccepted') {
      this.history.append(sessionId, fact.ordinal, fact.envelope);
    }
  }
}
