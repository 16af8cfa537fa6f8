/**
 * A load of a fixed rate in batches of a fixed size, on however many partitions. Sessions come in cohorts: those of one
 * cohort are on one partition and submit their next commands in the same turn, and cohorts take turns. So the number of
 * partitions changes only where the batches go: neither how many commands come in a second, nor how many are in a batch,
 * nor how many sessions there are. Anything but an acceptance ends the measurement with an error.
 */
import { randomUUID } from 'node:crypto';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { partitionFor } from '@macp/ports';
import type { Submission } from '@macp/ports';
import { DEADLINE_MS, notAccepted, sessionIdOf, waitAt, waits } from './callers.js';
import type { CallersResult } from './callers.js';
import { COMMANDS_PER_SESSION, sessionCommands } from './session-commands.js';

/** What is asked for, whatever the number of partitions. */
export interface Pace {
  /** Sessions of a cohort, and with it commands of a turn. */
  readonly perTurn: number;
  readonly commandsPerSecond: number;
  /** They are dealt to the partitions in turn. */
  readonly cohorts: number;
}

export interface PacedOptions extends Pace {
  readonly submissions: Submission<SessionCommand, SessionOutcome>;
  readonly partitions: number;
  readonly seconds: number;
}

interface Cohort {
  readonly partition: number;
  /** Of each of its sessions. */
  commands: readonly (readonly SessionCommand[])[];
  /** Index of the commands of its next turn. */
  next: number;
  unanswered: number;
  isOver: boolean;
}

/**
 * Waits count from when a turn was due. A cohort whose answers are not all there when its turn comes lets it pass, so that
 * a pipeline that cannot hold the rate has less of it. Sessions that were begun are finished after the window.
 */
export function runPacedCallers(options: PacedOptions): Promise<CallersResult> {
  return new Promise((resolve, reject) => new PacedRun(options, resolve, reject).start());
}

/** Ids of sessions by partition: each is drawn and hashed once, so that they cost the same on any number of partitions. */
export class SessionIds {
  private readonly drawn: string[][];

  constructor(private readonly partitions: number) {
    this.drawn = Array.from({ length: partitions }, () => []);
  }

  next(partition: number): string {
    for (;;) {
      const known = this.drawn[partition]!.pop();
      if (known !== undefined) return known;
      const id = randomUUID();
      this.drawn[partitionFor(id, this.partitions)]!.push(id);
    }
  }
}

class PacedRun {
  private readonly waits = waits();
  private readonly ids: SessionIds;
  private readonly cohorts: Cohort[];
  private readonly turnMs: number;
  private running: number;
  private turns = 0;
  private dueMs = 0;
  private endMs = 0;
  private acks = 0;
  private acksWithin = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: PacedOptions,
    private readonly resolve: (result: CallersResult) => void,
    private readonly reject: (cause: Error) => void,
  ) {
    const { partitions, cohorts, perTurn, commandsPerSecond } = options;
    this.ids = new SessionIds(partitions);
    this.cohorts = Array.from({ length: cohorts }, (_, at) => ({
      partition: at % partitions,
      commands: [],
      next: COMMANDS_PER_SESSION,
      unanswered: 0,
      isOver: false,
    }));
    this.running = cohorts;
    this.turnMs = (perTurn * 1000) / commandsPerSecond;
  }

  start(): void {
    this.dueMs = performance.now();
    this.endMs = this.dueMs + this.options.seconds * 1000;
    this.takeTurns();
  }

  private takeTurns(): void {
    for (; this.running > 0 && this.dueMs <= performance.now(); this.dueMs += this.turnMs) {
      this.take(this.cohorts[this.turns % this.cohorts.length]!, this.dueMs);
      this.turns += 1;
    }
    if (this.running === 0) this.finish();
    else this.timer = setTimeout(() => this.takeTurns(), this.dueMs - performance.now());
  }

  private take(cohort: Cohort, dueMs: number): void {
    if (cohort.isOver || cohort.unanswered > 0) return;
    if (cohort.next === COMMANDS_PER_SESSION && !this.begin(cohort)) return;
    const { commands, next } = cohort;
    cohort.next += 1;
    cohort.unanswered = commands.length;
    for (const each of commands) this.submit(cohort, each[next]!, dueMs);
  }

  /** New sessions for it, or none any more. */
  private begin(cohort: Cohort): boolean {
    if (performance.now() >= this.endMs) {
      cohort.isOver = true;
      this.running -= 1;
      return false;
    }
    const { perTurn } = this.options;
    cohort.commands = Array.from({ length: perTurn }, () => sessionCommands(this.ids.next(cohort.partition)));
    cohort.next = 0;
    return true;
  }

  private submit(cohort: Cohort, command: SessionCommand, dueMs: number): void {
    this.options.submissions.submit(sessionIdOf(command), command, Date.now() + DEADLINE_MS, (outcome) => {
      if (outcome?.kind !== 'accepted') {
        clearTimeout(this.timer);
        this.reject(notAccepted('a command', outcome));
        return;
      }
      cohort.unanswered -= 1;
      this.acks += 1;
      const nowMs = performance.now();
      if (nowMs >= this.endMs) return;
      this.acksWithin += 1;
      this.waits.recordValue(Math.max(1, Math.round((nowMs - dueMs) * 1000)));
    });
  }

  private finish(): void {
    const { acks, waits: seen } = this;
    const perSecond = this.acksWithin / this.options.seconds;
    this.resolve({ perSecond, p50Ms: waitAt(seen, 50), p99Ms: waitAt(seen, 99), acks });
  }
}
