/**
 * A broken promise of our own code, never the fault of a client or of the world: it stops the partition it is met in.
 */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/** Always on, in production too: throws `InvariantViolation` unless `condition` holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}
