/**
 * Turns at least once into once: envelopes of a session are numbered without gap by their ordinal, its changes by their
 * change number. It remembers two numbers per session; a consumer that must not act twice across restarts keeps them with
 * what it does.
 */
import type { FeedValue } from './feed-value.js';

/** Something before this record is missing: the topic was not read from its start, or it was cut. */
export class FeedGap extends Error {
  override readonly name = 'FeedGap';
}

interface Had {
  ordinal: number;
  changeNumber: number;
}

export class FeedDeduplication {
  readonly #had = new Map<string, Had>();

  /** True for what was not there before. @throws FeedGap */
  isNew(value: FeedValue): boolean {
    const had = this.#had.get(value.session_id) ?? { ordinal: 0, changeNumber: 0 };
    this.#had.set(value.session_id, had);
    const isEnvelope = value.kind === 'envelope';
    const number = isEnvelope ? value.ordinal : value.change_number;
    const last = isEnvelope ? had.ordinal : had.changeNumber;
    if (number <= last) return false;
    if (number !== last + 1) {
      throw new FeedGap(`${value.kind} ${number} of session ${value.session_id} comes after ${last}`);
    }
    if (isEnvelope) had.ordinal = number;
    else had.changeNumber = number;
    return true;
  }
}
