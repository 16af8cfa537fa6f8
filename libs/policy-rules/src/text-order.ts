/**
 * Order of texts by their UTF-8 bytes, which every implementation of the protocol shares; the default order of strings
 * here is by UTF-16 code units and differs beyond the basic plane.
 */

/** Negative, zero or positive, as for `Array.sort`. */
export function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return byteRank(left) - byteRank(right);
  }
  return one.length - other.length;
}

// Surrogates stand for code points above the basic plane, so they come after U+E000–U+FFFF.
function byteRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
