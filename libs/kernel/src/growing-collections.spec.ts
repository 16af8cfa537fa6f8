import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppendOnlyList } from './append-only-list.js';
import { InsertOnlyMap } from './insert-only-map.js';
import { InsertOnlySet } from './insert-only-set.js';
import { InvariantViolation } from './invariant.js';

/** Each step grows one of the versions made so far: the latest most of the time, any older one now and then. */
const steps = fc.array(
  fc.record({
    from: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.nat(40)),
    item: fc.string({ maxLength: 2 }),
  }),
  { maxLength: 60, size: 'max' },
);

describe('collections that grow', () => {
  it('given any tree of versions, then every version is what a copied array would be', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const versions = [{ list: AppendOnlyList.empty<string>(), model: [] as string[] }];
        for (const { from, item } of script) {
          const base = versions.at(from < 0 ? -1 : from % versions.length)!;
          versions.push({ list: base.list.with(item), model: [...base.model, item] });
        }
        for (const { list, model } of versions) {
          expect([...list]).toEqual(model);
          expect(list.toArray()).toEqual(model);
          expect(list.length).toBe(model.length);
          expect(list.at(model.length)).toBeUndefined();
        }
      }),
    );
  });

  it('given any tree of versions, then every set and map is what a copied one would be', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const versions = [{ set: InsertOnlySet.empty(), map: InsertOnlyMap.empty<number>(), model: [] as string[] }];
        script.forEach(({ from, item }, index) => {
          const base = versions.at(from < 0 ? -1 : from % versions.length)!;
          expect(base.set.has(item)).toBe(base.model.includes(item));
          if (base.set.has(item)) return;
          const model = [...base.model, item];
          versions.push({ set: base.set.with(item), map: base.map.with(item, index), model });
          expect(versions.at(-1)?.map.get(item)).toBe(index);
        });
        const all = new Set(script.map(({ item }) => item));
        for (const { set, map, model } of versions) {
          expect(set.toArray()).toEqual(model);
          expect([set.size, map.size, map.values().length]).toEqual(Array(3).fill(model.length));
          for (const item of all) expect([set.has(item), map.has(item)]).toEqual(Array(2).fill(model.includes(item)));
        }
      }),
    );
  });

  it('given a member, when it is inserted again, then it stops', () => {
    expect(() => InsertOnlySet.empty().with('a').with('a')).toThrow(InvariantViolation);
    expect(() => InsertOnlySet.from(['a', 'a'])).toThrow(InvariantViolation);
    expect(() => InsertOnlyMap.empty<number>().with('a', 1).with('a', 2)).toThrow(InvariantViolation);
  });

  it('given members that name parts of objects, then they are members like any other', () => {
    const map = InsertOnlyMap.from([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect([map.get('__proto__'), map.get('constructor'), map.get('toString')]).toEqual([1, 2, undefined]);
    expect(InsertOnlySet.from(['b', 'a']).toSortedArray()).toEqual(['a', 'b']);
  });
});
