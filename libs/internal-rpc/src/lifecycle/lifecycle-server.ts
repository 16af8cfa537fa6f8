/**
 * The replay service's side of the lifecycle: the feed of what the process follows, behind gRPC. A watch is about the
 * partitions that are followed when it is opened, and ends when these change, so that nobody takes a part for the whole.
 */
import { status } from '@grpc/grpc-js';
import type { LifecycleFeed } from '@macp/ports';
import type { InternalService } from '../transport/internal-rpc-server.js';
import { LIFECYCLE_SERVICE, lifecycleRpcs } from './lifecycle-rpcs.js';
import { ServedLifecycle } from './served-lifecycle.js';
import type { LifecycleCall } from './served-lifecycle.js';

const OTHER_PARTITIONS = { code: status.FAILED_PRECONDITION, details: 'other partitions are followed now' };

export interface LifecycleServerOptions {
  readonly feed: LifecycleFeed;
  /** Partitions of the whole log. */
  readonly partitions: number;
  /** Whether this process follows the partition at the moment; everything where it is not given. */
  readonly owns?: (partition: number) => boolean;
  /** A watch failed here. */
  readonly onFault?: (cause: unknown) => void;
}

export class LifecycleServer implements InternalService {
  readonly name = LIFECYCLE_SERVICE;
  readonly definition = lifecycleRpcs;
  readonly handlers: InternalService['handlers'];
  private readonly watches = new Set<ServedLifecycle>();
  private isEnding = false;

  constructor(private readonly options: LifecycleServerOptions) {
    this.handlers = { WatchLifecycle: (call: LifecycleCall) => this.watch(call) };
  }

  /** Open watches. */
  get watching(): number {
    return this.watches.size;
  }

  /** Partitions have come or gone: watches of what was followed before end and are opened anew by their requesters. */
  ownershipChanged(): void {
    const now = this.owned().join();
    for (const watch of [...this.watches]) if (watch.partitions.join() !== now) watch.fail(OTHER_PARTITIONS);
  }

  /** Ends every watch, so that each goes on elsewhere; later ones are refused. */
  end(): void {
    this.isEnding = true;
    for (const watch of [...this.watches]) watch.fail();
  }

  private watch(call: LifecycleCall): void {
    const watch = new ServedLifecycle({
      call,
      feed: this.options.feed,
      owned: () => this.owned(),
      onClosed: (closed) => this.watches.delete(closed),
      onFault: (cause) => this.options.onFault?.(cause),
    });
    this.watches.add(watch);
    if (this.isEnding) watch.fail();
  }

  private owned(): number[] {
    const { partitions, owns } = this.options;
    const all = Array.from({ length: partitions }, (_, partition) => partition);
    return owns === undefined ? all : all.filter((partition) => owns(partition));
  }
}
