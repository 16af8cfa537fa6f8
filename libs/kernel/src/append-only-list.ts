/**
 * An immutable list that grows at its end in constant time. Versions share one backing array and each sees only its own
 * prefix; appending to a version that is no longer the longest copies once, so every version stays valid for ever.
 */
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
    const shared = this.backing.length === this.length && this.length > 0;
    const backing = shared ? this.backing : this.backing.slice(0, this.length);
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
