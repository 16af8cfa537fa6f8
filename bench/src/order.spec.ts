/** Turns are fair: nobody always comes first, and nobody always comes behind the same one. */
import { describe, expect, it } from '@jest/globals';
import { inBalancedOrder } from './order.js';

const ALL = ['a', 'b', 'c', 'd'];
const orders = ALL.map((_, round) => inBalancedOrder(ALL, round));

describe('a balanced order', () => {
  it('has everybody in every round', () => {
    for (const order of orders) expect(order.toSorted()).toEqual(ALL);
  });

  it('gives everybody every place once', () => {
    for (const place of ALL.keys()) expect(orders.map((order) => order[place]!).toSorted()).toEqual(ALL);
  });

  it('puts everybody once behind every other one', () => {
    const pairs = orders.flatMap((order) => order.slice(1).map((each, before) => order[before]! + each));
    expect(new Set(pairs).size).toBe(12);
  });

  it('starts over when it has ended', () => {
    expect(inBalancedOrder(ALL, 5)).toEqual(orders[1]);
  });

  it('is one for odd numbers, too, and for a single one', () => {
    expect(inBalancedOrder(['a', 'b', 'c'], 1).toSorted()).toEqual(['a', 'b', 'c']);
    expect(inBalancedOrder(['a'], 3)).toEqual(['a']);
  });
});
