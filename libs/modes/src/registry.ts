/** The modes this runtime has built in. A mode that is not here answers MODE_NOT_SUPPORTED. */
import type { Mode, ModeDescriptor, ModeLookup } from '@macp/kernel';
import { decisionMode } from './decision/decision-mode.js';
import { handoffMode } from './handoff/handoff-mode.js';
import { multiRoundMode } from './multi-round/multi-round-mode.js';
import { proposalMode } from './proposal/proposal-mode.js';
import { quorumMode } from './quorum/quorum-mode.js';
import { taskMode } from './task/task-mode.js';
import { boundPassthroughMode } from './passthrough/passthrough-mode.js';

/** Every built-in mode; the standards track in the order of ListModes. */
export const builtInModes: readonly Mode[] = [
  decisionMode,
  proposalMode,
  taskMode,
  handoffMode,
  quorumMode,
  multiRoundMode,
];

/**
 * Looks modes up by exact id: `modes` first, then what `registered` has at the moment of the call. A mode that a history
 * binds is found whatever is registered.
 */
export function modeLookup(modes: readonly Mode[], registered?: (mode: string) => Mode | undefined): ModeLookup {
  const byId = new Map(modes.map((mode) => [mode.descriptor.mode, mode]));
  return (mode, bound) => {
    if (bound !== undefined) return boundPassthroughMode(mode, bound);
    return byId.get(mode) ?? registered?.(mode);
  };
}

/** What ListModes shows: the standards track, in order. */
export function standardDescriptors(modes: readonly Mode[]): readonly ModeDescriptor[] {
  return modes.filter((mode) => mode.isStandardsTrack).map((mode) => mode.descriptor);
}

/** What ListExtModes shows: all other modes, by id. */
export function extensionDescriptors(modes: readonly Mode[]): readonly ModeDescriptor[] {
  const descriptors = modes.filter((mode) => !mode.isStandardsTrack).map((mode) => mode.descriptor);
  return descriptors.sort((one, other) => (one.mode < other.mode ? -1 : 1));
}
