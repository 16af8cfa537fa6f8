/** Who comes when, so that whatever else the machine does, and whatever is left behind by who came before, falls on all alike. */

/**
 * In the order of one round: over as many rounds as there are of them everybody has every place once and, where their number
 * is even, comes once behind every other one (Williams, 1949, on experiments with residual effects).
 */
export function inBalancedOrder<Each>(all: readonly Each[], round: number): Each[] {
  const count = all.length;
  const places = all.map((_, at) => (at % 2 === 1 ? (at + 1) / 2 : count - at / 2));
  return places.map((place) => all[(place + round) % count]!);
}
