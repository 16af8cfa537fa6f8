/**
 * The way from an ingress to the owner of an aggregate and back. Outcomes are owed exactly once per correlation id; an
 * outcome that is not known in time is said to be unknown, never refused.
 */
export interface Submission<Command, Outcome> {
  /**
   * Sends the command to the partition of `key` and calls `done` exactly once: with the outcome, after the facts behind
   * it are durable, or with `undefined` when it is not known by `deadlineMs` (Unix ms).
   */
  submit(key: string, command: Command, deadlineMs: number, done: (outcome: Outcome | undefined) => void): void;
  /** Commands without an outcome yet. */
  readonly pending: number;
}
