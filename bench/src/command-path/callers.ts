/**
 * Callers that submit the commands of session after session and wait for each outcome before the next command, with no
 * promise per command. Anything but an acceptance ends the measurement with an error.
 */
import { randomUUID } from 'node:crypto';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { PendingSubmissions } from '@macp/submission';
import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';
import type { IngressTrace } from './stage-trace.js';
import { stampUs } from './stage-trace.js';
import { sessionCommands } from './session-commands.js';

const MICROSECONDS_MAX = 60_000_000;
/** No caller waits longer. */
export const DEADLINE_MS = 30_000;

/** Of waits in µs. */
export function waits(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MICROSECONDS_MAX,
    numberOfSignificantValueDigits: 3,
  });
}

/** In ms. */
export function waitAt(histogram: Histogram, percentile: number): number {
  return histogram.getValueAtPercentile(percentile) / 1000;
}

/** The session that a command is for. */
export function sessionIdOf(command: SessionCommand): string {
  return command.kind === 'SubmitEnvelope' ? command.envelope.sessionId : command.sessionId;
}

/** Ends a measurement: a rate of refusals is not a rate of acks. */
export function notAccepted(what: string, outcome: SessionOutcome | undefined): Error {
  return new Error(`${what} was not accepted: ${JSON.stringify(outcome)}`);
}

export interface CallersOptions {
  readonly submissions: PendingSubmissions<SessionCommand, SessionOutcome>;
  readonly trace: IngressTrace;
  readonly callers: number;
  readonly seconds: number;
}

/** What the callers saw. */
export interface CallersResult {
  /** Answers within the window, per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All answers, those after the window included. */
  readonly acks: number;
}

/** Sessions that were begun are finished after the window. */
export function runCallers({ submissions, trace, callers, seconds }: CallersOptions): Promise<CallersResult> {
  const histogram = waits();
  const endUs = stampUs() + seconds * 1_000_000;
  let acks = 0;
  let acksWithin = 0;
  let running = callers;
  return new Promise((resolve, reject) => {
    const finished = (): void => {
      if ((running -= 1) > 0) return;
      const [p50Ms, p99Ms] = [waitAt(histogram, 50), waitAt(histogram, 99)];
      resolve({ perSecond: acksWithin / seconds, p50Ms, p99Ms, acks });
    };
    const play = (commands: readonly SessionCommand[], index: number): void => {
      const command = commands[index];
      if (command === undefined) {
        if (stampUs() < endUs) play(sessionCommands(randomUUID()), 0);
        else finished();
        return;
      }
      const submitted = stampUs();
      let correlationId = '';
      submissions.submit(sessionIdOf(command), command, Date.now() + DEADLINE_MS, (outcome) => {
        const answered = stampUs();
        if (outcome?.kind !== 'accepted') {
          reject(notAccepted(`command ${index} of a session`, outcome));
          return;
        }
        const stamps = trace.stamps[correlationId];
        if (stamps !== undefined) stamps.answered = answered;
        acks += 1;
        if (answered < endUs) {
          acksWithin += 1;
          histogram.recordValue(Math.max(1, Math.round(answered - submitted)));
        }
        play(commands, index + 1);
      });
      if (trace.isOn) {
        correlationId = trace.lastCorrelationId;
        trace.stamps[correlationId] = { submitted, enqueued: 0, answered: 0 };
      }
    };
    for (let caller = 0; caller < callers; caller += 1) play(sessionCommands(randomUUID()), 0);
  });
}
