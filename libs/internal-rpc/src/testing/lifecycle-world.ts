/** Replay processes over one lifecycle: each with an internal port, a proxy before it, and the partitions it has. */
import type { PartitionMembers } from '@macp/ports';
import { TcpProxy } from '@macp/testkit';
import { LifecycleServer } from '../lifecycle/lifecycle-server.js';
import { RemoteLifecycleFeed } from '../lifecycle/remote-lifecycle-feed.js';
import type { RemoteLifecycleFeedOptions } from '../lifecycle/remote-lifecycle-feed.js';
import { ownerOf } from './memory-history.js';
import { MemoryLifecycle, MemoryLifecycleFeed } from './memory-lifecycle.js';
import { RpcWorld, portOf } from './rpc-world.js';
import { SystemClock } from './system-clock.js';

export const PARTITIONS = 4;

/** One process. */
export interface LifecycleMember {
  readonly partitions: Set<number>;
  readonly feed: MemoryLifecycleFeed;
  readonly service: LifecycleServer;
  readonly proxy: TcpProxy;
}

export class LifecycleWorld extends RpcWorld implements PartitionMembers {
  readonly lifecycle = new MemoryLifecycle();
  readonly members: LifecycleMember[] = [];
  readonly broken: unknown[] = [];
  refreshes = 0;
  private known: readonly LifecycleMember[] = [];

  /** A process with these partitions; known to others after their next refresh. */
  async member(...owned: number[]): Promise<LifecycleMember> {
    const partitions = new Set(owned);
    const feed = new MemoryLifecycleFeed(this.lifecycle, ownerOf(partitions, PARTITIONS));
    const service = new LifecycleServer({
      feed,
      partitions: PARTITIONS,
      owns: (partition) => partitions.has(partition),
    });
    const server = await this.serve([service]);
    const proxy = await TcpProxy.open({ host: '127.0.0.1', port: portOf(server.address) });
    this.onClose(() => proxy.close());
    const member = { partitions, feed, service, proxy };
    this.members.push(member);
    return member;
  }

  /** Moves these partitions from one process to another, or all of them. */
  move(from: LifecycleMember, to: LifecycleMember, ...partitions: number[]): void {
    for (const partition of partitions.length > 0 ? partitions : [...from.partitions]) {
      from.partitions.delete(partition);
      to.partitions.add(partition);
    }
    for (const { feed } of [from, to]) feed.fail(new Error('other partitions are followed now'));
  }

  addressOf(partition: number): string | undefined {
    return this.known.find(({ partitions }) => partitions.has(partition))?.proxy.address;
  }

  addresses(): readonly string[] {
    return this.known.map(({ proxy }) => proxy.address);
  }

  async refresh(): Promise<void> {
    this.refreshes += 1;
    this.known = [...this.members];
  }

  feed(options: Partial<RemoteLifecycleFeedOptions> = {}): RemoteLifecycleFeed {
    return new RemoteLifecycleFeed({
      members: this,
      partitions: PARTITIONS,
      clients: this.clients(),
      clock: new SystemClock(),
      onBroken: (cause) => this.broken.push(cause),
      ...options,
    });
  }
}
