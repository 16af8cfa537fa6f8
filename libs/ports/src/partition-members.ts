/** Who serves which partition at the moment, as far as is known: a hint that the one asked confirms or corrects. */

/** Members of a group that shares the partitions of a log. */
export interface PartitionMembers {
  /** Internal address of the member that had the partition when last asked. */
  addressOf(partition: number): string | undefined;
  /** Internal addresses of all members, each once. */
  addresses(): readonly string[];
  /** Asks again. A rejection leaves what was known. */
  refresh(): Promise<void>;
}
