/**
 * How many commands may wait for their outcomes, and how many bytes they may hold on to. A partition may hold no more than
 * what is still free, so that one that is flooded, or does not answer any more, leaves room for all others.
 */
export interface WaitingRoomOptions {
  readonly partitions: number;
  readonly countMax: number;
  readonly bytesMax: number;
}

export class WaitingRoom {
  private readonly counts: number[];
  private readonly bytes: number[];
  /** Invariant: the sum of `counts`. */
  private count = 0;
  /** Invariant: the sum of `bytes`. */
  private totalBytes = 0;

  constructor(private readonly options: WaitingRoomOptions) {
    this.counts = Array.from({ length: options.partitions }, () => 0);
    this.bytes = Array.from({ length: options.partitions }, () => 0);
  }

  hasRoom(partition: number, bytes: number): boolean {
    const { countMax, bytesMax, partitions } = this.options;
    const freeCount = countMax - this.count;
    const freeBytes = bytesMax - this.totalBytes;
    if (freeCount <= 0 || bytes > freeBytes) return false;
    return partitions === 1 || (this.counts[partition]! <= freeCount && this.bytes[partition]! <= freeBytes);
  }

  take(partition: number, bytes: number): void {
    this.counts[partition]! += 1;
    this.count += 1;
    this.bytes[partition]! += bytes;
    this.totalBytes += bytes;
  }

  give(partition: number, bytes: number): void {
    this.counts[partition]! -= 1;
    this.count -= 1;
    this.bytes[partition]! -= bytes;
    this.totalBytes -= bytes;
  }
}
