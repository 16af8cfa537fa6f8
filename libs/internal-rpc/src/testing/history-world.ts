/** Replay processes over one history: each with an internal port, a proxy before it, and the partitions it has. */
import type { PartitionMembers } from '@macp/ports';
import { TcpProxy } from '@macp/testkit';
import { HistoryServer } from '../history/history-server.js';
import { RemoteHistoryReader } from '../history/remote-history-reader.js';
import type { RemoteHistoryReaderOptions } from '../history/remote-history-reader.js';
import type { InternalRpcServer } from '../transport/internal-rpc-server.js';
import { MemoryHistory, MemoryHistoryReader, ownerOf } from './memory-history.js';
import { RpcWorld, portOf } from './rpc-world.js';
import { SystemClock } from './system-clock.js';

export const PARTITIONS = 4;

/** One process. */
export class Member {
  readonly partitions = new Set<number>();

  constructor(
    readonly service: HistoryServer,
    readonly server: InternalRpcServer,
    readonly proxy: TcpProxy,
  ) {}

  get address(): string {
    return this.proxy.address;
  }
}

export class HistoryWorld extends RpcWorld implements PartitionMembers {
  readonly history = new MemoryHistory();
  readonly members: Member[] = [];
  readonly broken: unknown[] = [];
  refreshes = 0;
  private known = new Map<number, string>();
  private knownAddresses: readonly string[] = [];

  /** A process with these partitions; known to others after their next refresh. */
  async member(...partitions: number[]): Promise<Member> {
    const owned = new Set<number>();
    const reader = new MemoryHistoryReader(this.history, (sessionId) => ownerOf(owned, PARTITIONS)(sessionId));
    const service = new HistoryServer({ reader, partitions: PARTITIONS, owns: (partition) => owned.has(partition) });
    const server = await this.serve([service]);
    const proxy = await TcpProxy.open({ host: '127.0.0.1', port: portOf(server.address) });
    this.onClose(() => proxy.close());
    const member = Object.assign(new Member(service, server, proxy), { partitions: owned });
    for (const partition of partitions) owned.add(partition);
    this.members.push(member);
    return member;
  }

  /** Moves every partition of one process to another. */
  move(from: Member, to: Member): void {
    for (const partition of from.partitions) to.partitions.add(partition);
    from.partitions.clear();
    from.service.ownershipChanged();
  }

  addressOf(partition: number): string | undefined {
    return this.known.get(partition);
  }

  addresses(): readonly string[] {
    return this.knownAddresses;
  }

  async refresh(): Promise<void> {
    this.refreshes += 1;
    this.known = new Map();
    for (const { partitions, address } of this.members) {
      for (const partition of partitions) this.known.set(partition, address);
    }
    this.knownAddresses = this.members.filter(({ partitions }) => partitions.size > 0).map(({ address }) => address);
  }

  reader(options: Partial<RemoteHistoryReaderOptions> = {}): RemoteHistoryReader {
    return new RemoteHistoryReader({
      members: this,
      partitions: PARTITIONS,
      clients: this.clients(),
      clock: new SystemClock(),
      onFollowBroken: (_sessionId, cause) => this.broken.push(cause),
      ...options,
    });
  }
}
