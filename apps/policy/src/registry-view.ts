/**
 * Local views of the policy and the mode registry, folded from the registries' log: whatever change was answered before
 * a read has caught up is in what it reads. Policies that were loaded from files stand in place of registered ones.
 */
import type { EventLog, Subscription } from '@macp/event-log';
import type { Mode, PolicyDefinition } from '@macp/kernel';
import { ModeView } from '@macp/modes';
import { getPolicy, listPolicies } from '@macp/policy-rules';
import type { PolicyRegistry } from '@macp/policy-rules';
import type { ModeCatalog, PolicyCatalog, RegistryFeed, RegistryListener, WatchedRegistry } from '@macp/ports';
import { RegistryFollower } from './registry-follower.js';

export interface RegistryViewOptions {
  /** The registries' own log, of one partition. */
  readonly log: EventLog;
  readonly builtInModes: readonly Mode[];
  /** Shown instead of what was registered: policies that were loaded from files. */
  readonly loadedPolicies?: PolicyRegistry | undefined;
}

export class RegistryView implements PolicyCatalog, RegistryFeed {
  readonly modes: ModeCatalog;
  private readonly follower: RegistryFollower;
  private readonly loaded: PolicyRegistry | undefined;

  constructor({ log, builtInModes, loadedPolicies }: RegistryViewOptions) {
    this.follower = new RegistryFollower(log);
    this.modes = new ModeView(this.follower, builtInModes);
    this.loaded = loadedPolicies;
  }

  /** Resolves when everything that is in the log as of the call has been folded. */
  start(): Promise<void> {
    return this.follower.start();
  }

  stop(): void {
    this.follower.stop();
  }

  /** Offset of the next record to be folded. */
  get nextOffset(): number {
    return this.follower.nextOffset;
  }

  readonly resolve = (policyId: string): PolicyDefinition | undefined => getPolicy(this.policies, policyId);

  list(modeFilter: string): readonly PolicyDefinition[] {
    return listPolicies(this.policies, modeFilter);
  }

  /** @throws the log's fault, when the view cannot follow it any more. */
  catchUp(): Promise<void> {
    return this.follower.catchUp();
  }

  /** Loaded policies never change. */
  subscribe(registry: WatchedRegistry, listener: RegistryListener): Subscription {
    const isFixed = registry === 'policies' && this.loaded !== undefined;
    const heard: RegistryListener = isFixed
      ? { changed: () => undefined, failed: (cause) => listener.failed(cause) }
      : listener;
    return this.follower.subscribe(registry, heard);
  }

  private get policies(): PolicyRegistry | undefined {
    return this.loaded ?? this.follower.policies;
  }
}
