/**
 * Plays commands against one session exactly as an engine would, and keeps what came of them: for specs that read as
 * given, when, then. Nothing is mocked: it decides, folds the facts, and asks for verdicts where the kernel asks.
 */
import type { SessionCommand, SessionOutcome } from '../commands.js';
import type { CoreCodec } from '../core-codec.js';
import { decideSession } from '../decide-session.js';
import type { Decided } from '../decision.js';
import type { Envelope } from '../envelope.js';
import { evolveSession } from '../evolve-session.js';
import type { SessionFact } from '../facts.js';
import { invariant } from '../invariant.js';
import type { ModeLookup } from '../mode.js';
import type { PolicyLookup, PolicyQuestion, PolicyVerdict } from '../policy.js';
import type { Session } from '../session.js';
import { decideTimer } from '../timers.js';

/** The world a script plays in. */
export interface ScriptWorld {
  readonly modes: ModeLookup;
  readonly codec: CoreCodec;
  readonly policies: PolicyLookup;
  /** Acceptance clock at the beginning. */
  readonly nowMs: number;
}

const ALLOWED: PolicyVerdict = { allowed: true, denials: [] };

export class SessionScript {
  /** Acceptance clock of the next command. */
  nowMs: number;
  session: Session | undefined;
  /** The id is burnt although no session is in memory. */
  ended = false;
  /** Everything that became durable, in order. */
  readonly facts: SessionFact[] = [];
  readonly questions: PolicyQuestion[] = [];
  /** What the next Commitment that asks is told. */
  verdict: PolicyVerdict = ALLOWED;

  constructor(readonly world: ScriptWorld) {
    this.nowMs = world.nowMs;
  }

  /** Decides one command, answers its question if it has one, and folds its facts. */
  decide(command: SessionCommand): Decided {
    const context = { ...this.world, nowMs: this.nowMs, ended: this.ended };
    let decision = decideSession(this.session, command, context);
    if (decision.kind === 'question') {
      this.questions.push(decision.question);
      decision = decideSession(this.session, command, { ...context, verdict: this.verdictOn(decision.question) });
    }
    invariant(decision.kind === 'decided', 'a command with a verdict is decided');
    this.fold(decision.facts);
    return decision;
  }

  submit(envelope: Envelope): SessionOutcome {
    return this.decide({ kind: 'SubmitEnvelope', envelope }).outcome;
  }

  control(kind: 'CancelSession' | 'SuspendSession' | 'ResumeSession', caller: string, reason = ''): SessionOutcome {
    return this.decide({ kind, sessionId: this.session?.sessionId ?? '', caller, reason }).outcome;
  }

  observe(caller: string, observer = false): SessionOutcome {
    return this.decide({ kind: 'ObserveSession', sessionId: this.session?.sessionId ?? '', caller, observer }).outcome;
  }

  /** Lets the timers of a live owner run at the current clock. */
  tick(): readonly SessionFact[] {
    if (this.session === undefined) return [];
    const facts = decideTimer(this.session, this.nowMs, this.world.modes);
    this.fold(facts);
    return facts;
  }

  /** Takes the session, which has only started, for one that a runtime of an older semantics revision started. */
  startedUnder(semanticsRevision: number): this {
    const [started] = this.facts;
    invariant(started?.kind === 'SessionStarted' && this.facts.length === 1, 'the session has only started');
    this.facts[0] = { ...started, semanticsRevision };
    this.session = this.replayed();
    return this;
  }

  /** Answers a question; a script over a governed mode may evaluate it really. */
  protected verdictOn(_question: PolicyQuestion): PolicyVerdict {
    return this.verdict;
  }

  /** The session as a replay of the facts builds it. */
  replayed(): Session | undefined {
    return this.facts.reduce<Session | undefined>(
      (session, fact) => evolveSession(session, fact, this.world),
      undefined,
    );
  }

  private fold(facts: readonly SessionFact[]): void {
    for (const fact of facts) {
      this.session = evolveSession(this.session, fact, this.world);
      this.facts.push(fact);
    }
  }
}

/** The refusal in one line, `CODE message`; `accepted …` for what was not refused. */
export function summary(outcome: SessionOutcome): string {
  if (outcome.kind === 'rejected') return `${outcome.rejection.code} ${outcome.rejection.message}`;
  if (outcome.kind === 'observed') return `observed ${outcome.metadata.state}`;
  return `${outcome.duplicate ? 'duplicate' : 'accepted'} ${outcome.state}`;
}
