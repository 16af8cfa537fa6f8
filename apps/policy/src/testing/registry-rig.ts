/** The registries on the real worker over a log in memory, for specs: an owner can stop and another one go on. */
import { MemoryCommandQueue, MemoryEventLog, MemorySnapshotStore } from '@macp/event-log';
import type { EventLog } from '@macp/event-log';
import { builtInModes } from '@macp/modes';
import type { Clock } from '@macp/partition-worker';
import type { PolicyRegistry, RegistryCommand, RegistryOutcome } from '@macp/policy-rules';
import { PendingSubmissions } from '@macp/submission';
import { RegistryOwner } from '../registry-owner.js';
import { RegistryView } from '../registry-view.js';

export const START_MS = 1_790_000_000_000;

class SpecClock implements Clock {
  nowMs(): number {
    return START_MS;
  }
  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  }
  soon(task: () => void): void {
    setImmediate(task);
  }
}

/** What outlives an owner. */
export interface RegistryStore {
  readonly log: EventLog;
  readonly snapshots: MemorySnapshotStore;
}

export function registryStore(): RegistryStore {
  return {
    log: new MemoryEventLog({ logId: 'registry-of-the-spec', partitions: 1 }),
    snapshots: new MemorySnapshotStore(1),
  };
}

let owners = 0;

export class RegistryRig {
  readonly view: RegistryView;
  private readonly owner: RegistryOwner;
  private readonly submissions: PendingSubmissions<RegistryCommand, RegistryOutcome>;

  private constructor(store: RegistryStore, loadedPolicies: PolicyRegistry | undefined) {
    const name = `owner-${++owners}`;
    const clock = new SpecClock();
    const queue = new MemoryCommandQueue<RegistryCommand>({ queueId: name, partitions: 1 });
    this.submissions = new PendingSubmissions({ sink: queue, clock, ingressId: name, replyTo: 'here' });
    let ids = 0;
    this.owner = new RegistryOwner({
      ...store,
      owner: name,
      commands: queue,
      outcomes: this.submissions,
      builtInModes,
      clock,
      ids: { next: () => `${name}-${++ids}` },
    });
    this.view = new RegistryView({ log: store.log, builtInModes, loadedPolicies });
  }

  static async start(store: RegistryStore, loadedPolicies?: PolicyRegistry): Promise<RegistryRig> {
    const rig = new RegistryRig(store, loadedPolicies);
    await rig.owner.start();
    await rig.view.start();
    return rig;
  }

  ask(command: RegistryCommand): Promise<RegistryOutcome | undefined> {
    return new Promise((done) => this.submissions.submit('registry', command, START_MS + 60_000, done));
  }

  async stop(): Promise<void> {
    this.submissions.close();
    await this.owner.stop();
    this.view.stop();
  }
}
