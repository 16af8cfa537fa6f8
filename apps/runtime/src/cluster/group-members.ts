/** Who serves which partition, as the group of the service knows it. */
import { KafkaUnavailable, groupMembers } from '@macp/event-log-kafka';
import type { GroupMember, KafkaClient } from '@macp/event-log-kafka';
import type { PartitionMembers } from '@macp/ports';

export class KafkaPartitionMembers implements PartitionMembers {
  private members: readonly GroupMember[] = [];
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly groupId: string,
  ) {}

  addressOf(partition: number): string | undefined {
    return this.members.find(({ partitions }) => partitions.includes(partition))?.address;
  }

  addresses(): readonly string[] {
    return [...new Set(this.members.filter(({ partitions }) => partitions.length > 0).map(({ address }) => address))];
  }

  /** Calls that overlap share one request. @throws KafkaUnavailable, also while the group has not agreed yet */
  refresh(): Promise<void> {
    return (this.refreshing ??= this.ask().finally(() => (this.refreshing = undefined)));
  }

  private async ask(): Promise<void> {
    const { isStable, members } = await groupMembers(this.client, this.groupId);
    if (!isStable) throw new KafkaUnavailable(`group ${this.groupId} is being shared out anew`);
    this.members = members;
  }
}
