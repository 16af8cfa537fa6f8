/**
 * The mode catalog over the built-in modes and what the registry says of others. A registered mode is made once per
 * registration; a mode that a history binds is found whatever is registered.
 */
import { compareText } from '@macp/kernel';
import type { Mode, ModeDescriptor, ModeLookup } from '@macp/kernel';
import type { ModeRegistry } from '@macp/policy-rules';

import { passthroughMode } from '../passthrough/passthrough-mode.js';
import { modeLookup } from '../registry.js';

/** Where the catalog reads from. */
export interface ModeSource {
  /** The present registry. Invariant: another object whenever it has changed. */
  readonly modes: ModeRegistry | undefined;
  catchUp(): void | Promise<void>;
}

interface Shown {
  readonly registry: ModeRegistry | undefined;
  readonly registered: ReadonlyMap<string, Mode>;
  readonly standards: readonly ModeDescriptor[];
  readonly extensions: readonly ModeDescriptor[];
}

/** Is a `ModeCatalog` of @macp/ports. */
export class ModeView {
  readonly resolve: ModeLookup;
  private shown: Shown;

  constructor(
    private readonly source: ModeSource,
    private readonly builtIns: readonly Mode[],
  ) {
    this.shown = this.show(undefined, new Map());
    this.resolve = modeLookup(builtIns, (mode) => this.current.registered.get(mode));
  }

  catchUp(): void | Promise<void> {
    return this.source.catchUp();
  }

  list(): readonly ModeDescriptor[] {
    return this.current.standards;
  }

  listExtensions(): readonly ModeDescriptor[] {
    return this.current.extensions;
  }

  private get current(): Shown {
    const { modes } = this.source;
    if (modes !== this.shown.registry) this.shown = this.show(modes, this.shown.registered);
    return this.shown;
  }

  private show(registry: ModeRegistry | undefined, before: ReadonlyMap<string, Mode>): Shown {
    const registered = new Map<string, Mode>();
    for (const [name, { descriptor, isPromoted }] of registry?.modes ?? []) {
      if (descriptor === undefined) continue;
      const made = before.get(name);
      const isSame = made?.descriptor === descriptor && made.isStandardsTrack === isPromoted;
      registered.set(name, isSame ? made : (passthroughMode(descriptor, { isPromoted }) as Mode));
    }
    const promoted = [...(registry?.modes.keys() ?? [])].filter((name) => registry?.modes.get(name)?.isPromoted);
    const isPromoted = new Set(promoted);
    const all = [...this.builtIns, ...registered.values()];
    const standards = this.builtIns
      .filter(({ isStandardsTrack }) => isStandardsTrack)
      .map(({ descriptor }) => descriptor);
    const others = all.filter((mode) => !standards.includes(mode.descriptor)).map(({ descriptor }) => descriptor);
    return {
      registry,
      registered,
      standards: [...standards, ...byId(others.filter(({ mode }) => isPromoted.has(mode)))],
      extensions: byId(others.filter(({ mode }) => !isPromoted.has(mode))),
    };
  }
}

function byId(descriptors: readonly ModeDescriptor[]): ModeDescriptor[] {
  return [...descriptors].sort((one, other) => compareText(one.mode, other.mode));
}
