/**
 * The mode of a session as its own history binds it (RFC-MACP-0003): built-in modes by their id, registered extensions
 * by what the SessionStart recorded of them, so that neither replay nor recovery depends on the mode registry.
 */
import { invariant } from './invariant.js';
import type { BoundExtension, Mode, ModeLookup } from './mode.js';
import type { SessionTerms } from './session.js';

/** The mode of a history; throws `InvariantViolation` when this runtime has not got it. */
export function boundMode({ mode, extension }: Pick<SessionTerms, 'mode' | 'extension'>, modes: ModeLookup): Mode {
  const known = modes(mode, extension);
  invariant(known !== undefined, 'the mode of a history is known');
  return known;
}

const EXTENSIONS_MAX = 1024;
// A memo only: read back from storage, each session would carry a copy of its own.
const EXTENSIONS = new Map<string, BoundExtension>();

/** What is equal to `extension` of `mode`, the same object for the same content as far as memory allows. */
export function sharedExtension(mode: string, extension: BoundExtension): BoundExtension {
  const known = EXTENSIONS.get(mode);
  if (known !== undefined && isEqual(known.messageTypes, extension.messageTypes)) return known;
  if (EXTENSIONS.size >= EXTENSIONS_MAX) EXTENSIONS.clear();
  EXTENSIONS.set(mode, extension);
  return extension;
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((type, index) => type === other[index]));
}
