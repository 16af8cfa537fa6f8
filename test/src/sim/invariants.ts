/** The promises that a simulated world is held to, by name; the first broken one ends its run. */
export const INVARIANTS = {
  I1: 'an acknowledged message is in the log for good, at the same ordinal',
  I2: 'a message id is accepted at most once per session',
  I3: 'ordinals are gap-free and never issued again',
  I4: 'what was acknowledged before another was sent comes before it',
  I5: 'one correlation id has one outcome',
  I6: 'a terminal session accepts nothing',
  I7: 'replayed, live and snapshot state are the same, byte for byte',
  I8: 'void records are invisible to every reader',
  I9: 'no answer comes from a fenced owner',
  I10: 'a refusal leaves no trace in state',
  I11: 'subscribers see a contiguous, duplicate-free prefix',
  I12: 'after healing every pending command is answered, and none is forgotten before',
  I13: 'recorded time never falls, and replay knows no other',
} as const;

export type InvariantName = keyof typeof INVARIANTS;

/** A promise was broken. */
export class Violation extends Error {
  override readonly name = 'Violation';
  constructor(
    readonly invariant: InvariantName,
    detail: string,
    options?: { cause?: unknown },
  ) {
    super(`${invariant} (${INVARIANTS[invariant]}): ${detail}`, options);
  }
}
