/**
 * Who gets which partition: as evenly as can be, and everyone keeps what he has as far as that allows, because a partition
 * that moves has to be claimed and recovered. The same members always get the same answer.
 */

/** A member as he describes himself when he joins. */
export interface JoiningMember {
  readonly memberId: string;
  /** Partitions that he holds, as of `generation`; who was away for a while may be wrong about them. */
  readonly owned: readonly number[];
  readonly generation: number;
}

/** Partitions of each member, ascending. Every partition has one member, unless there is none. */
export function assignPartitions(members: readonly JoiningMember[], partitions: number): Map<string, number[]> {
  const sorted = [...members].sort((a, b) => compareText(a.memberId, b.memberId));
  const assigned = new Map(sorted.map(({ memberId }) => [memberId, [] as number[]]));
  if (sorted.length === 0) return assigned;
  const holders = holdersOf(sorted, partitions);
  for (const [partition, memberId] of holders) assigned.get(memberId)!.push(partition);
  const free = new Set(Array.from({ length: partitions }, (_, partition) => partition));
  const quotas = quotasOf(assigned, partitions);
  for (const [memberId, held] of assigned) {
    held.sort((a, b) => a - b).splice(quotas.get(memberId)!);
    for (const partition of held) free.delete(partition);
  }
  const waiting = [...free];
  for (const [memberId, held] of assigned) {
    held.push(...waiting.splice(0, quotas.get(memberId)! - held.length));
    held.sort((a, b) => a - b);
  }
  return assigned;
}

/** Of several who think that a partition is theirs, the one who heard so last. */
function holdersOf(members: readonly JoiningMember[], partitions: number): Map<number, string> {
  const holders = new Map<number, JoiningMember>();
  for (const member of members) {
    for (const partition of member.owned) {
      if (partition < 0 || partition >= partitions) continue;
      const other = holders.get(partition);
      if (other === undefined || member.generation > other.generation) holders.set(partition, member);
    }
  }
  return new Map([...holders].map(([partition, { memberId }]) => [partition, memberId]));
}

/** How many each member gets; one more than the others for those who have most already. */
function quotasOf(held: ReadonlyMap<string, readonly number[]>, partitions: number): Map<string, number> {
  const least = Math.floor(partitions / held.size);
  const withOneMore = partitions % held.size;
  const byCount = [...held].sort(([, a], [, b]) => b.length - a.length);
  return new Map(byCount.map(([memberId], index) => [memberId, index < withOneMore ? least + 1 : least]));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
