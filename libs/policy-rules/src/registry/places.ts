/**
 * The places that an identity's sessions have taken: an immutable map by session id. A change copies one small bucket, its
 * page and the list of pages, so that a start costs the same however many sessions are open.
 */

/** A taken place. */
export interface Place {
  /** Unix ms until which its session may start. */
  readonly startsByMs: number;
  /** Names the one start that the place is for; '' = there are several, or it is not known. */
  readonly startId: string;
}

const WIDTH = 128;

/** Pages from one turn to the next: the golden section, so that any few turns in a row lie far apart. */
const TURN_PAGES = 79;

/** After so many turns, everything has been the beginning once. */
export const TURNS = WIDTH;

type Bucket = ReadonlyMap<string, Place>;
type Page = readonly Bucket[];

const EMPTY_BUCKET: Bucket = new Map();
const EMPTY_PAGE: Page = Array<Bucket>(WIDTH).fill(EMPTY_BUCKET);

/** Invariant: a session is only ever in the bucket of its id, and `size` counts all of them. */
export class Places implements Iterable<readonly [sessionId: string, place: Place]> {
  static readonly NONE = new Places(Array<Page>(WIDTH).fill(EMPTY_PAGE), 0);

  private constructor(
    private readonly pages: readonly Page[],
    /** How many places are taken. */
    readonly size: number,
  ) {}

  /** These places, and no others; of a session that comes twice, the last. */
  static of(places: Iterable<readonly [sessionId: string, place: Place]>): Places {
    let all = Places.NONE;
    for (const [sessionId, place] of places) all = all.with(sessionId, place);
    return all;
  }

  get(sessionId: string): Place | undefined {
    return this.bucket(hashOf(sessionId)).get(sessionId);
  }

  has(sessionId: string): boolean {
    return this.bucket(hashOf(sessionId)).has(sessionId);
  }

  /** With this place for that session, instead of any other of it. */
  with(sessionId: string, place: Place): Places {
    const hash = hashOf(sessionId);
    return this.replacing(hash, new Map(this.bucket(hash)).set(sessionId, place));
  }

  /** Without that session's place. */
  without(sessionId: string): Places {
    const hash = hashOf(sessionId);
    const bucket = new Map(this.bucket(hash));
    bucket.delete(sessionId);
    return this.replacing(hash, bucket);
  }

  /** Every place, in no order that means anything. */
  [Symbol.iterator](): Iterator<readonly [string, Place]> {
    return this.from(0);
  }

  /** Every place; where it begins depends on the turn, and turns that follow each other soon have begun everywhere. */
  *from(turn: number): Generator<readonly [sessionId: string, place: Place]> {
    const first = ((turn % WIDTH) * TURN_PAGES) % WIDTH;
    for (let n = 0; n < WIDTH; n += 1) {
      for (const bucket of this.pages[(first + n) % WIDTH]!) yield* bucket;
    }
  }

  private bucket(hash: number): Bucket {
    return this.pages[pageIndex(hash)]![hash % WIDTH]!;
  }

  private replacing(hash: number, bucket: Bucket): Places {
    const page = this.pages[pageIndex(hash)]!.with(hash % WIDTH, bucket);
    return new Places(this.pages.with(pageIndex(hash), page), this.size - this.bucket(hash).size + bucket.size);
  }
}

function pageIndex(hash: number): number {
  return Math.floor(hash / WIDTH) % WIDTH;
}

/** FNV-1a over UTF-16 units, folded: not negative. */
function hashOf(sessionId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < sessionId.length; index += 1) {
    hash = Math.imul(hash ^ sessionId.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
