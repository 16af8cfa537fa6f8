/**
 * The checkpoint before the last, from looks at the newest one: an owner that is still starting from what was the newest a
 * moment ago finds its place in the log.
 */
export class CheckpointMargin {
  #newest: number | undefined;
  #before: number | undefined;

  /** Hears the newest checkpoint's offset; the offset of the one seen before it, `undefined` when there is none. */
  note(newest: number | undefined): number | undefined {
    if (newest === this.#newest) return this.#before;
    // One that went back is another table's: nothing that was seen before counts.
    this.#before = newest !== undefined && newest > (this.#newest ?? Infinity) ? this.#newest : undefined;
    this.#newest = newest;
    return this.#before;
  }
}
