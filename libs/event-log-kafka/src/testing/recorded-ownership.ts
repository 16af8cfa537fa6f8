/** A member of an ownership group that remembers what happened to it, and lets a test wait for what is to happen. */
import type { KafkaClient } from '../kafka-client.js';
import { PartitionOwnership } from '../partition-ownership.js';
import type { PartitionOwnershipOptions } from '../partition-ownership.js';

export interface RecordedOwnershipOptions extends Pick<
  PartitionOwnershipOptions,
  'groupId' | 'topics' | 'address' | 'lostAfterMs'
> {
  readonly partitions: number;
}

export class RecordedOwnership {
  readonly happened: string[] = [];
  readonly ownership: PartitionOwnership;
  /** Shared by all members of a test, so that one wait sees all of them. */
  private static waiters: (() => void)[] = [];

  constructor(client: KafkaClient, options: RecordedOwnershipOptions) {
    const record =
      (what: string) =>
      (partitions: readonly number[]): void => {
        this.happened.push(`${what} ${partitions.join()}`);
        for (const wake of RecordedOwnership.waiters.splice(0)) wake();
      };
    this.ownership = new PartitionOwnership({
      ...options,
      client,
      // As low as brokers allow by default.
      sessionTimeoutMs: 6000,
      heartbeatMs: 100,
      events: {
        assigned: record('assigned'),
        retained: record('retained'),
        revoked: record('revoked'),
        lost: record('lost'),
      },
    });
    this.ownership.start();
  }

  /** Resolves once `isTrue`, looked at after every event of any member. */
  static async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => void RecordedOwnership.waiters.push(resolve));
  }

  get owned(): string {
    return this.ownership.owned.join();
  }
}
