/**
 * Order of texts by their UTF-8 bytes, without encoding them: what every implementation of the protocol shares, and what
 * stores keep their keys in. It differs from the order of JavaScript's `<` only where surrogate pairs meet characters
 * from U+E000 to U+FFFF.
 */

const SURROGATE_FIRST = 0xd800;
const SURROGATE_LAST = 0xdfff;

/** Negative, zero or positive as `a` is below, equal to or above `b`. Both must be well-formed. */
export function compareText(a: string, b: string): number {
  const common = Math.min(a.length, b.length);
  for (let index = 0; index < common; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above U+FFFF, and so rank above every other code unit. */
function rank(unit: number): number {
  return unit >= SURROGATE_FIRST && unit <= SURROGATE_LAST ? unit + 0x10000 : unit;
}
