/** The command line of a server process: everything is configured by environment variables, `--help` lists them. */
import { StartupFault } from './startup-fault.js';
import type { SettingsSlice } from './settings-slice.js';

/** What the caller wants. */
export interface CommandLine {
  readonly command: 'run' | 'help' | 'version';
  /** The value of `--role`, as it was given. */
  readonly role?: string;
}

/** Reads the arguments behind the program's name. @throws StartupFault on anything unknown. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [first, ...rest] = args;
  if (first === undefined) return { command: 'run' };
  if (first === '--help' || first === '-h') return { command: 'help' };
  if (first === '--version' || first === '-V') return { command: 'version' };
  const [name, inline] = splitOnce(first);
  if (name !== '--role') throw unknown(first);
  const role = inline ?? rest.shift();
  if (role === undefined || role === '') throw new StartupFault('--role needs a value, see --help');
  if (rest[0] !== undefined) throw unknown(rest[0]);
  return { command: 'run', role };
}

function splitOnce(argument: string): readonly [string, string | undefined] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

function unknown(argument: string): StartupFault {
  return new StartupFault(`unknown argument ${argument}: settings are environment variables, see --help`);
}

const NAME_COLUMNS = 42;

/** The help text: how to call the program, and every setting of the slices once, with its default and meaning. */
export function helpText(usage: string, slices: Readonly<Record<string, SettingsSlice<unknown>>>): string {
  const lines = [usage, '', 'Settings are environment variables.'];
  const seen = new Set<string>();
  for (const slice of Object.values(slices)) {
    const settings = Object.values(slice.settings).filter(({ variable }) => !seen.has(variable));
    if (settings.length === 0) continue;
    lines.push('', `${slice.title}:`);
    for (const { variable, summary, defaultText } of settings) {
      seen.add(variable);
      lines.push(`  ${variable.padEnd(NAME_COLUMNS)} ${summary} [${defaultText}]`);
    }
  }
  return `${lines.join('\n')}\n`;
}
