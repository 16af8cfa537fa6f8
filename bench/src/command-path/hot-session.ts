/**
 * One session that is asked for far more than all others, beside callers of ordinary sessions who pause between their
 * commands: what the others wait for on partitions that the hot session is not on. Instead of the hot session there can be
 * as many that together are asked for as much. Pauses are drawn from an exponential distribution: callers with equal ones
 * fall into step, and then wait for each other more than for anything else.
 */
import { randomUUID } from 'node:crypto';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import { partitionFor } from '@macp/ports';
import type { Submission } from '@macp/ports';
import { DEADLINE_MS, notAccepted, waitAt, waits } from './callers.js';
import { evaluationCommand, openingCommands, sessionCommands } from './session-commands.js';
import { stampUs } from './stage-trace.js';

export interface HotLoad {
  /** Callers of ordinary sessions. */
  readonly background: number;
  /** On average, between an outcome and the next command of an ordinary caller. */
  readonly pauseMs: number;
  /** Callers of the hot session; with none there is no such session. */
  readonly hot: number;
  /** On average, between an outcome and the next command of one of them; 0 for none. */
  readonly hotPauseMs: number;
  /** Each of them has a session of its own instead: the same load without a hot session. */
  readonly isSpread: boolean;
  readonly seconds: number;
}

export interface HotLoadOptions extends HotLoad {
  readonly submissions: Submission<SessionCommand, SessionOutcome>;
  readonly partitions: number;
}

/** Answers and waits within the window. Ordinary sessions of the hot one's partition are in none of it. */
export interface HotResult {
  readonly othersPerSecond: number;
  readonly othersP50Ms: number;
  readonly othersP99Ms: number;
  readonly hotPerSecond: number;
}

/** Ordinary sessions that were begun are finished after the window. */
export function runHotLoad(options: HotLoadOptions): Promise<HotResult> {
  return new Promise((resolve, reject) => new HotRun(options, resolve, reject).start());
}

function drawn(meanMs: number): number {
  return -Math.log(1 - Math.random()) * meanMs;
}

class HotRun {
  private readonly others = waits();
  private readonly hotSessionIds: readonly string[];
  private readonly hotPartition: number | undefined;
  private opening: number;
  private endUs = 0;
  private hotAcks = 0;
  private running: number;

  constructor(
    private readonly options: HotLoadOptions,
    private readonly resolve: (result: HotResult) => void,
    private readonly reject: (cause: Error) => void,
  ) {
    const { background, hot, partitions, isSpread } = options;
    this.running = background + hot;
    this.hotSessionIds = Array.from({ length: isSpread ? hot : Math.min(hot, 1) }, () => randomUUID());
    this.opening = this.hotSessionIds.length;
    const [hotSessionId] = this.hotSessionIds;
    if (hotSessionId !== undefined && !isSpread) this.hotPartition = partitionFor(hotSessionId, partitions);
  }

  start(): void {
    if (this.opening === 0) this.begin();
    for (const sessionId of this.hotSessionIds) this.open(sessionId, openingCommands(sessionId), 0);
  }

  private open(sessionId: string, commands: readonly SessionCommand[], index: number): void {
    const command = commands[index];
    if (command !== undefined) this.ask(sessionId, command, () => this.open(sessionId, commands, index + 1));
    else if ((this.opening -= 1) === 0) this.begin();
  }

  private begin(): void {
    const { background, hot, seconds } = this.options;
    this.endUs = stampUs() + seconds * 1_000_000;
    for (let caller = 0; caller < background; caller += 1) this.play(randomUUID());
    for (let caller = 0; caller < hot; caller += 1) {
      this.flood(this.hotSessionIds[caller % this.hotSessionIds.length]!);
    }
  }

  private play(sessionId: string): void {
    const isHeld = partitionFor(sessionId, this.options.partitions) === this.hotPartition;
    this.playFrom(sessionId, isHeld, sessionCommands(sessionId), 0);
  }

  private playFrom(sessionId: string, isHeld: boolean, commands: readonly SessionCommand[], index: number): void {
    const command = commands[index];
    if (command === undefined) {
      if (stampUs() < this.endUs) this.play(randomUUID());
      else this.finished();
      return;
    }
    this.ask(sessionId, command, (waitUs, answeredUs) => {
      if (!isHeld && answeredUs < this.endUs) this.others.recordValue(Math.max(1, Math.round(waitUs)));
      setTimeout(() => this.playFrom(sessionId, isHeld, commands, index + 1), drawn(this.options.pauseMs));
    });
  }

  private flood(sessionId: string): void {
    this.ask(sessionId, evaluationCommand(sessionId), (_, answeredUs) => {
      if (answeredUs >= this.endUs) {
        this.finished();
        return;
      }
      this.hotAcks += 1;
      if (this.options.hotPauseMs === 0) this.flood(sessionId);
      else setTimeout(() => this.flood(sessionId), drawn(this.options.hotPauseMs));
    });
  }

  private ask(sessionId: string, command: SessionCommand, answered: (waitUs: number, nowUs: number) => void): void {
    const submittedUs = stampUs();
    this.options.submissions.submit(sessionId, command, Date.now() + DEADLINE_MS, (outcome) => {
      if (outcome?.kind !== 'accepted') {
        this.reject(notAccepted('a command', outcome));
        return;
      }
      const nowUs = stampUs();
      answered(nowUs - submittedUs, nowUs);
    });
  }

  private finished(): void {
    if ((this.running -= 1) > 0) return;
    const { others, hotAcks } = this;
    const { seconds } = this.options;
    this.resolve({
      othersPerSecond: others.totalCount / seconds,
      othersP50Ms: waitAt(others, 50),
      othersP99Ms: waitAt(others, 99),
      hotPerSecond: hotAcks / seconds,
    });
  }
}
