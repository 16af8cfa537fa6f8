/**
 * A process' configuration is made of slices, one per app or concern. All slices are read together, so that every
 * problem of the environment is reported at once (runtime specification §11.1), and the result is typed and frozen.
 */
import { configurationFault } from './startup-fault.js';
import type { Environment, Setting } from './setting.js';

type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a slice's settings. */
export type SliceValues<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** A named group of settings with the rules that hold across them. */
export interface SettingsSlice<C> {
  readonly title: string;
  readonly settings: Settings;
  /** The slice's value, with problems pushed; each problem is led by its variable's name. */
  read(environment: Environment, problems: Set<string>): C;
}

/** The value of a slice. */
export type SliceConfig<S> = S extends SettingsSlice<infer C> ? C : never;

export interface SliceRules<S extends Settings> {
  /** Rules across settings: problems, each led by the name of the variable at fault. Runs when all settings are valid. */
  check?(values: SliceValues<S>, environment: Environment): readonly string[];
}

/** Makes a slice whose value is exactly the values of its settings. */
export function defineSlice<S extends Settings>(
  title: string,
  settings: S,
  rules: SliceRules<S> = {},
): SettingsSlice<SliceValues<S>> {
  return {
    title,
    settings,
    read(environment, problems) {
      const values: Record<string, unknown> = {};
      let valid = true;
      for (const [name, setting] of Object.entries(settings)) {
        const result = setting.read(environment);
        if ('value' in result) values[name] = result.value;
        else {
          valid = false;
          problems.add(`${setting.variable} ${result.problem}`);
        }
      }
      const frozen = Object.freeze(values) as SliceValues<S>;
      if (valid) for (const problem of rules.check?.(frozen, environment) ?? []) problems.add(problem);
      return frozen;
    },
  };
}

type Slices = Readonly<Record<string, SettingsSlice<unknown>>>;

/** The values of several slices, by the names they were given. */
export type SlicesConfig<S extends Slices> = { readonly [K in keyof S]: SliceConfig<S[K]> };

/** Reads all slices. @throws StartupFault listing every problem, each once. */
export function readSettings<S extends Slices>(environment: Environment, slices: S): SlicesConfig<S> {
  const problems = new Set<string>();
  const config: Record<string, unknown> = {};
  for (const [name, slice] of Object.entries(slices)) config[name] = slice.read(environment, problems);
  if (problems.size > 0) throw configurationFault([...problems]);
  return Object.freeze(config) as SlicesConfig<S>;
}

/** Every setting that is set, for the log; secrets only as `(set)`. */
export function describeSettings(environment: Environment, slices: Slices): Readonly<Record<string, string>> {
  const described: Record<string, string> = {};
  for (const slice of Object.values(slices)) {
    for (const { variable, secret } of Object.values(slice.settings)) {
      const raw = environment[variable];
      if (raw !== undefined) described[variable] = secret ? '(set)' : raw;
    }
  }
  return described;
}
