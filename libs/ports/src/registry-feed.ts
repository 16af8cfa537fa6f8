/** Port around changes of the registries, for those who show them live: a hint that there is something new to read. */
import type { Subscription } from '@macp/event-log';

/** The registries that can be watched. */
export type WatchedRegistry = 'policies' | 'modes';

/** Hears of a registry. Called synchronously, so it must be quick and must not throw. */
export interface RegistryListener {
  /** A change has become visible through the registry's catalog; told once per change, in order. */
  changed(): void;
  /** Changes will not be heard of any more; told at most once, and ends the subscription. */
  failed(cause: unknown): void;
}

export interface RegistryFeed {
  /** From the call on. What was registered before is in the catalog once that has caught up. */
  subscribe(registry: WatchedRegistry, listener: RegistryListener): Subscription;
}
