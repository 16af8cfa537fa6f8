/** A journal finds in a history what is missing, twice, too many or out of place, and takes any order of what came at once. */
import { describe, expect, it } from '@jest/globals';
import { Journal, isSame } from './journal.js';

const SAME = { lost: 0, repeated: 0, unknown: 0, reordered: 0 };

describe('a journal', () => {
  function journal(): Journal {
    const kept = new Journal('s', 'mode');
    kept.acknowledged(['a']);
    kept.acknowledged(['b', 'c']);
    kept.acknowledged(['d']);
    return kept;
  }

  it.each([
    ['the same', ['a', 'b', 'c', 'd'], SAME],
    ['what came at once the other way round', ['a', 'c', 'b', 'd'], SAME],
    ['a message missing', ['a', 'b', 'd'], { ...SAME, lost: 1 }],
    ['a message twice', ['a', 'b', 'c', 'b', 'd'], { ...SAME, repeated: 1 }],
    ['a message that nobody was told of', ['a', 'b', 'c', 'x', 'd'], { ...SAME, unknown: 1 }],
    ['an order that nobody was told', ['a', 'b', 'd', 'c'], { ...SAME, reordered: 1 }],
    ['nothing', [], { ...SAME, lost: 4 }],
  ])('held against a history with %s says so', (_name, told, difference) => {
    expect(journal().compare(told)).toEqual(difference);
    expect(isSame(journal().compare(told))).toBe(difference === SAME);
  });
});
