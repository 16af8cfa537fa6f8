/** Port around the mode registry: who knows the modes that sessions may be started in. */
import type { ModeDescriptor, ModeLookup } from '@macp/kernel';

/** A local view of the mode registry over the built-in modes, built from the registry's log. */
export interface ModeCatalog {
  /** Resolves (or returns at once) when everything registered before the call is visible through the other members. */
  catchUp(): void | Promise<void>;
  /** Exact id, built-ins first; a mode that a history binds is found whatever is registered. */
  readonly resolve: ModeLookup;
  /** What ListModes shows: the built-in standards track in its order, then promoted modes by id. */
  list(): readonly ModeDescriptor[];
  /** What ListExtModes shows: built-in extensions and registered modes that were not promoted, by id. */
  listExtensions(): readonly ModeDescriptor[];
}
