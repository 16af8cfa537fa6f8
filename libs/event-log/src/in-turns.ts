/** Long work of adapters in parts, between which the event loop takes up whatever else has come. */

/** Does the work, each part in a turn of its own; resolves with its result, or rejects with what it throws. */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    await new Promise(setImmediate);
  }
}
