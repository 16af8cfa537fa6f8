/**
 * An immutable set of strings that only grows, with constant-time insertion and look-up. Versions share one backing map
 * from member to rank and each sees only the ranks below its own size; inserting into a version that is no longer the
 * largest copies once, so every version stays valid for ever.
 */
import { invariant } from './invariant.js';

export class InsertOnlySet {
  private constructor(
    private readonly ranks: Map<string, number>,
    readonly size: number,
  ) {}

  static empty(): InsertOnlySet {
    return new InsertOnlySet(new Map(), 0);
  }

  /** A set of distinct members. */
  static from(members: readonly string[]): InsertOnlySet {
    const ranks = new Map<string, number>();
    for (const member of members) ranks.set(member, ranks.size);
    invariant(ranks.size === members.length, 'members of a set are distinct');
    return new InsertOnlySet(ranks, ranks.size);
  }

  has(member: string): boolean {
    return this.rankOf(member) >= 0;
  }

  /** Order of insertion, from 0; −1 for what is no member. */
  rankOf(member: string): number {
    const rank = this.ranks.get(member);
    return rank !== undefined && rank < this.size ? rank : -1;
  }

  /** This set and one more member. Invariant: it is not a member yet. */
  with(member: string): InsertOnlySet {
    invariant(!this.has(member), 'a member is inserted once');
    const shared = this.ranks.size === this.size && this.size > 0;
    const ranks = shared ? this.ranks : new Map([...this.ranks].slice(0, this.size));
    ranks.set(member, this.size);
    return new InsertOnlySet(ranks, this.size + 1);
  }

  /** Members in order of insertion. */
  toArray(): string[] {
    const members: string[] = [];
    for (const member of this.ranks.keys()) {
      if (members.length === this.size) break;
      members.push(member);
    }
    return members;
  }

  /** Members in order of their UTF-16 code units. */
  toSortedArray(): string[] {
    return this.toArray().sort();
  }
}
