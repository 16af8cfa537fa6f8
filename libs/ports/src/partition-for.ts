/**
 * The partition of a key: Kafka's default placement (murmur2 over the key's UTF-8 bytes, as Java's clients compute it),
 * so that outside producers and tools agree with us about where a session lives.
 */
const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;
const encoder = new TextEncoder();

function mix(k: number): number {
  const multiplied = Math.imul(k, M);
  return Math.imul(multiplied ^ (multiplied >>> R), M);
}

/** Java's `Utils.murmur2` as a signed 32-bit integer. */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  let h = SEED ^ length;
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const k = data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
    h = Math.imul(h, M) ^ mix(k);
  }
  const rest = length - whole;
  if (rest === 3) h ^= data[whole + 2]! << 16;
  if (rest >= 2) h ^= data[whole + 1]! << 8;
  if (rest >= 1) h = Math.imul(h ^ data[whole]!, M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}

/** Partition of `key` among `partitions`, in `0..partitions-1`. */
export function partitionFor(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  return (murmur2(encoder.encode(key)) & 0x7fffffff) % partitions;
}
