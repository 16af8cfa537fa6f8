/** An immutable map that only grows, with the guarantees and costs of `InsertOnlySet`; a key keeps its first value. */
import { AppendOnlyList } from './append-only-list.js';
import { InsertOnlySet } from './insert-only-set.js';

export class InsertOnlyMap<Value> {
  private constructor(
    private readonly keys: InsertOnlySet,
    private readonly list: AppendOnlyList<Value>,
  ) {}

  static empty<Value>(): InsertOnlyMap<Value> {
    return new InsertOnlyMap<Value>(InsertOnlySet.empty(), AppendOnlyList.empty());
  }

  static from<Value>(entries: readonly (readonly [string, Value])[]): InsertOnlyMap<Value> {
    return new InsertOnlyMap(
      InsertOnlySet.from(entries.map(([key]) => key)),
      AppendOnlyList.from(entries.map(([, value]) => value)),
    );
  }

  get size(): number {
    return this.list.length;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  get(key: string): Value | undefined {
    const rank = this.keys.rankOf(key);
    return rank < 0 ? undefined : this.list.at(rank);
  }

  /** This map and one more entry. Invariant: the key is new. */
  with(key: string, value: Value): InsertOnlyMap<Value> {
    return new InsertOnlyMap(this.keys.with(key), this.list.with(value));
  }

  /** Values in order of insertion. */
  values(): Value[] {
    return this.list.toArray();
  }
}
