/**
 * An immutable list that grows at its end in constant time. Versions of a long list share one backing array and each
 * sees only its own prefix; appending to a version that is no longer the longest copies once, so every version stays
 * valid.
 */

/** Up to here a copy is as cheap as sharing and takes no spare room. */
const COPIED_LENGTH_MAX = 8;

export class AppendOnlyList<Item> implements Iterable<Item> {
  private constructor(
    private readonly backing: Item[],
    readonly length: number,
  ) {}

  static empty<Item>(): AppendOnlyList<Item> {
    return new AppendOnlyList<Item>([], 0);
  }

  /** Takes the array over: the caller must not touch it afterwards. */
  static from<Item>(items: Item[]): AppendOnlyList<Item> {
    return new AppendOnlyList(items, items.length);
  }

  /** This list and one more item. */
  with(item: Item): AppendOnlyList<Item> {
    if (this.length < COPIED_LENGTH_MAX) return new AppendOnlyList([...this.toArray(), item], this.length + 1);
    const backing = this.backing.length === this.length ? this.backing : this.toArray();
    backing.push(item);
    return new AppendOnlyList(backing, this.length + 1);
  }

  at(index: number): Item | undefined {
    return index < this.length ? this.backing[index] : undefined;
  }

  /** A copy of this version's items. */
  toArray(): Item[] {
    return this.backing.slice(0, this.length);
  }

  *[Symbol.iterator](): IterableIterator<Item> {
    for (let index = 0; index < this.length; index += 1) yield this.backing[index]!;
  }
}
