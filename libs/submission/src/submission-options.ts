/** What the waiting side of commands is made with, and what it counts. */
import type { CommandSink } from '@macp/event-log';
import type { Clock } from '@macp/partition-worker';

/** How identical commands in flight are recognised and answered together. */
export interface Joining<Command, Outcome> {
  /** Commands with different keys are never the same; `undefined` = never joined. */
  joinKey(command: Command): string | undefined;
  /** The real comparison: same authenticated sender, same bytes. */
  sameSubmission(a: Command, b: Command): boolean;
  /** The outcome as a joiner is told it (an acceptance becomes a duplicate). */
  asJoined(outcome: Outcome): Outcome;
  /**
   * Whether the outcome is also that of whoever submits the same while it is on its way: an acceptance is, a refusal may
   * be out of date by then.
   */
  holdsForLater(outcome: Outcome): boolean;
  /** Whether deciding the command a second time, under another correlation id, cannot make a false answer of the second. */
  isRepeatable(command: Command): boolean;
}

export interface PendingSubmissionsOptions<Command, Outcome> {
  readonly sink: CommandSink<Command>;
  readonly clock: Clock;
  /** Unique per process start: correlation ids are this and a counter. */
  readonly ingressId: string;
  /** Where outcomes are to be pushed to. */
  readonly replyTo: string;
  /** Commands and joiners that may wait at once, of one partition no more than what is free; beyond, the outcome is unknown at once. */
  readonly pendingMax?: number;
  /** Sum of `sizeOf` that may wait at once. */
  readonly pendingBytesMax?: number;
  /** Bytes a waiting command holds on to; 0 when not given. */
  readonly sizeOf?: (command: Command) => number;
  readonly joining?: Joining<Command, Outcome>;
  /** Pause before a command whose sending was unknown goes again. */
  readonly resendDelayMs?: number;
  /**
   * An owner that says nothing for so long while commands wait for it is asked, by sending one of them again: where the
   * owner runs in another process, which may be a new one. Never when not given.
   */
  readonly silenceMs?: number;
  /** A `done` callback threw; it must not reach the engine that pushed the outcome. */
  readonly onFault?: (cause: unknown) => void;
}

/** Counts since the start. */
export interface SubmissionCounts {
  submitted: number;
  joined: number;
  resent: number;
  /** Sent again under a new correlation id and with a new expiry. */
  renewed: number;
  /** Answered as unknown because too much was waiting. */
  overflowed: number;
  /** Answered as unknown because the deadline passed or the queue refused the command. */
  unknown: number;
}
