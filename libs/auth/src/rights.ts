/** Rights as they are written down, in the list of static tokens and in the claims of a JWT (runtime specification §9.2). */
import type { Identity } from './identity.js';

/** What a configuration or a claim says is not what it should be; the text names the place and shows no secret. */
export class RightsProblem extends Error {
  override readonly name = 'RightsProblem';
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface RightsRules {
  /** Where the object stands, for problems: `tokens[3]`. */
  readonly where: string;
  /** What an empty list of modes means. */
  readonly emptyModes: 'all' | 'none';
}

/** The rights of `source`, defaults filled in; unknown keys are ignored. @throws RightsProblem */
export function rightsOf(source: JsonObject, { where, emptyModes }: RightsRules): Omit<Identity, 'sender'> {
  const modes = allowedModesOf(source, where);
  const allowedModes = modes?.size === 0 && emptyModes === 'all' ? undefined : modes;
  const maxOpenSessions = maxOpenSessionsOf(source, where);
  return {
    ...(allowedModes === undefined ? {} : { allowedModes }),
    canStartSessions: flagOf(source, 'can_start_sessions', true, where),
    ...(maxOpenSessions === undefined ? {} : { maxOpenSessions }),
    canManageModeRegistry: flagOf(source, 'can_manage_mode_registry', false, where),
    isObserver: flagOf(source, 'is_observer', false, where),
  };
}

function flagOf(source: JsonObject, name: string, fallback: boolean, where: string): boolean {
  const value = source[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw new RightsProblem(`${where}.${name} must be true or false`);
  return value;
}

function allowedModesOf(source: JsonObject, where: string): ReadonlySet<string> | undefined {
  const value = source['allowed_modes'];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.some((mode) => typeof mode !== 'string')) {
    throw new RightsProblem(`${where}.allowed_modes must be an array of strings`);
  }
  return new Set(value as string[]);
}

function maxOpenSessionsOf(source: JsonObject, where: string): number | undefined {
  const value = source['max_open_sessions'];
  if (value === undefined || value === null) return undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new RightsProblem(`${where}.max_open_sessions must be a whole number`);
  }
  return value as number;
}
