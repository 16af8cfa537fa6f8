/**
 * The mode registry as an event-sourced aggregate (runtime specification §7.3, RFC-MACP-0002 §9): extension modes come,
 * go, and are promoted to the standards track. The built-in modes of the runtime are part of every registry without being
 * stored. Pure and total, but for histories that cannot be.
 */
import { MESSAGE_TYPE, invariant, isBlank } from '@macp/kernel';
import type { ModeDescriptor } from '@macp/kernel';

import { accepted, refused } from './change-decision.js';
import type { ChangeDecision } from './change-decision.js';

/** Every mode id that begins so belongs to the specification. */
export const STANDARD_MODE_PREFIX = 'macp.mode.';

/** Longest descriptor, all its texts together, in UTF-16 code units. */
export const MODE_DESCRIPTOR_LENGTH_MAX = 64 * 1024;

/** A mode that the runtime has built in. */
export interface BuiltInMode {
  readonly descriptor: ModeDescriptor;
  readonly isStandardsTrack: boolean;
}

/** Adds an extension mode. `caller` is an identity with the registry-management privilege. */
export interface RegisterExtMode {
  readonly kind: 'RegisterExtMode';
  readonly descriptor: ModeDescriptor;
  readonly caller: string;
}

/** Removes a registered extension mode; its sessions answer MODE_NOT_SUPPORTED from then on. */
export interface UnregisterExtMode {
  readonly kind: 'UnregisterExtMode';
  readonly mode: string;
  readonly caller: string;
}

/** Moves an extension mode to the standards track, under another name where `promotedMode` is not empty. */
export interface PromoteMode {
  readonly kind: 'PromoteMode';
  readonly mode: string;
  readonly promotedMode: string;
  readonly caller: string;
}

export type ModeRegistryCommand = RegisterExtMode | UnregisterExtMode | PromoteMode;

/** Written when a descriptor was admitted under a free name. */
export interface ModeRegistered {
  readonly kind: 'ModeRegistered';
  readonly descriptor: ModeDescriptor;
  readonly atMs: number;
  readonly registeredBy: string;
}

/** Written when a registered mode was removed. */
export interface ModeUnregistered {
  readonly kind: 'ModeUnregistered';
  readonly mode: string;
  readonly atMs: number;
  readonly unregisteredBy: string;
}

/** Written when an extension mode joined the standards track; `promotedMode` is its name from then on. */
export interface ModePromoted {
  readonly kind: 'ModePromoted';
  readonly mode: string;
  readonly promotedMode: string;
  readonly atMs: number;
  readonly promotedBy: string;
}

export type ModeRegistryFact = ModeRegistered | ModeUnregistered | ModePromoted;

/** A mode that the registry, and not the runtime alone, knows. */
export interface RegisteredMode {
  /** As registered, under its present name; `undefined` for a built-in mode, which describes itself. */
  readonly descriptor: ModeDescriptor | undefined;
  readonly isPromoted: boolean;
}

/** What was registered and promoted. Never mutated. */
export interface ModeRegistry {
  readonly kind: 'modes';
  /** By present name. Invariant: a built-in mode is here exactly when it was promoted. */
  readonly modes: ReadonlyMap<string, RegisteredMode>;
}

/** A registry nothing was registered in. */
export const EMPTY_MODES: ModeRegistry = { kind: 'modes', modes: new Map() };

/** What a decision depends on besides state and command. */
export interface ModeRegistryContext {
  /** The time its fact will carry. */
  readonly nowMs: number;
  readonly builtIns: readonly BuiltInMode[];
}

type Decision = ChangeDecision<ModeRegistryFact>;

/** Decides a command. */
export function decideModeRegistry(
  state: ModeRegistry | undefined,
  command: ModeRegistryCommand,
  context: ModeRegistryContext,
): Decision {
  const registry = state ?? EMPTY_MODES;
  switch (command.kind) {
    case 'RegisterExtMode':
      return register(registry, command, context);
    case 'UnregisterExtMode':
      return unregister(registry, command, context);
    case 'PromoteMode':
      return promote(registry, command, context);
  }
}

/** The registry after a fact. Throws `InvariantViolation` on a history that cannot be. */
export function evolveModeRegistry(state: ModeRegistry | undefined, fact: ModeRegistryFact): ModeRegistry {
  const modes = new Map((state ?? EMPTY_MODES).modes);
  switch (fact.kind) {
    case 'ModeRegistered': {
      const { descriptor } = fact;
      invariant(!modes.has(descriptor.mode), `mode '${descriptor.mode}' is registered twice`);
      modes.set(descriptor.mode, { descriptor, isPromoted: false });
      break;
    }
    case 'ModeUnregistered':
      invariant(modes.get(fact.mode)?.isPromoted === false, `mode '${fact.mode}' is unregistered without being there`);
      modes.delete(fact.mode);
      break;
    case 'ModePromoted':
      applyPromotion(modes, fact);
      break;
  }
  return { kind: 'modes', modes };
}

function applyPromotion(modes: Map<string, RegisteredMode>, { mode, promotedMode }: ModePromoted): void {
  const before = modes.get(mode);
  invariant(before?.isPromoted !== true, `mode '${mode}' is promoted twice`);
  modes.delete(mode);
  invariant(!modes.has(promotedMode), `mode '${promotedMode}' exists twice`);
  const descriptor = before?.descriptor === undefined ? undefined : { ...before.descriptor, mode: promotedMode };
  invariant(descriptor !== undefined || mode === promotedMode, `the built-in mode '${mode}' is renamed`);
  modes.set(promotedMode, { descriptor, isPromoted: true });
}

function builtInOf(mode: string, builtIns: readonly BuiltInMode[]): BuiltInMode | undefined {
  return builtIns.find(({ descriptor }) => descriptor.mode === mode);
}

function isTaken(registry: ModeRegistry, mode: string, builtIns: readonly BuiltInMode[]): boolean {
  return registry.modes.has(mode) || builtInOf(mode, builtIns) !== undefined;
}

function register(registry: ModeRegistry, command: RegisterExtMode, context: ModeRegistryContext): Decision {
  const { descriptor, caller } = command;
  const fault = descriptorFault(descriptor);
  if (fault !== undefined) return refused(fault);
  if (isTaken(registry, descriptor.mode, context.builtIns)) {
    return refused(`mode '${descriptor.mode}' is already registered`);
  }
  return accepted({
    kind: 'ModeRegistered',
    descriptor,
    atMs: context.nowMs,
    registeredBy: caller,
  });
}

function unregister(registry: ModeRegistry, command: UnregisterExtMode, context: ModeRegistryContext): Decision {
  const { mode, caller } = command;
  if (builtInOf(mode, context.builtIns) !== undefined) return refused(`cannot unregister the built-in mode '${mode}'`);
  const known = registry.modes.get(mode);
  if (known === undefined) return refused(`mode '${mode}' not found`);
  if (known.isPromoted) return refused(`cannot unregister the standards-track mode '${mode}'`);
  return accepted({ kind: 'ModeUnregistered', mode, atMs: context.nowMs, unregisteredBy: caller });
}

function promote(registry: ModeRegistry, command: PromoteMode, { nowMs, builtIns }: ModeRegistryContext): Decision {
  const { mode, caller } = command;
  const known = registry.modes.get(mode);
  const builtIn = builtInOf(mode, builtIns);
  if (known === undefined && builtIn === undefined) return refused(`mode '${mode}' not found`);
  if (known?.isPromoted === true || builtIn?.isStandardsTrack === true) {
    return refused(`mode '${mode}' is already standards-track`);
  }
  const promotedMode = command.promotedMode === '' ? mode : command.promotedMode;
  if (promotedMode !== mode) {
    const fault = targetFault(registry, promotedMode, builtIns);
    if (fault !== undefined) return refused(fault);
    // Histories name their mode, and its rules have to be found under that name for ever.
    if (builtIn !== undefined) return refused(`the built-in mode '${mode}' keeps its name`);
  }
  return accepted({ kind: 'ModePromoted', mode, promotedMode, atMs: nowMs, promotedBy: caller });
}

function targetFault(registry: ModeRegistry, target: string, builtIns: readonly BuiltInMode[]): string | undefined {
  if (target.startsWith(STANDARD_MODE_PREFIX)) return reservedName(target);
  if (isBlank(target)) return 'promoted_mode_name must not be blank';
  if (target.length > MODE_DESCRIPTOR_LENGTH_MAX) return 'promoted_mode_name is too long';
  return isTaken(registry, target, builtIns) ? `mode '${target}' is already registered` : undefined;
}

function reservedName(mode: string): string {
  return `mode '${mode}' is in the reserved namespace '${STANDARD_MODE_PREFIX}'`;
}

function descriptorFault(descriptor: ModeDescriptor): string | undefined {
  const { mode, modeVersion, messageTypes, terminalMessageTypes } = descriptor;
  if (isBlank(mode)) return 'mode must not be blank';
  if (mode.startsWith(STANDARD_MODE_PREFIX)) return reservedName(mode);
  if (messageTypes.length === 0) return 'message_types must not be empty';
  if (isBlank(modeVersion)) return 'mode_version must not be blank';
  if (terminalMessageTypes.length === 0) return 'terminal_message_types must not be empty';
  for (const type of terminalMessageTypes) {
    if (type !== MESSAGE_TYPE.commitment) return `terminal message type '${type}' must be '${MESSAGE_TYPE.commitment}'`;
    if (!messageTypes.includes(type)) return `terminal message type '${type}' is not in message_types`;
  }
  const isTooLong = descriptorLength(descriptor) > MODE_DESCRIPTOR_LENGTH_MAX;
  return isTooLong ? `the descriptor is longer than ${MODE_DESCRIPTOR_LENGTH_MAX} characters` : undefined;
}

function descriptorLength(descriptor: ModeDescriptor): number {
  const { mode, modeVersion, title, description, determinismClass, participantModel } = descriptor;
  const texts = [mode, modeVersion, title, description, determinismClass, participantModel];
  const lists = [...descriptor.messageTypes, ...descriptor.terminalMessageTypes];
  const schemas = Object.entries(descriptor.schemaUris).flat();
  return [...texts, ...lists, ...schemas].reduce((sum, text) => sum + text.length + 1, 0);
}
