/** The command line of a server process: everything is configured by environment variables, `--help` lists them. */
import { StartupFault } from './startup-fault.js';
import type { SettingsSlice } from './settings-slice.js';

/** What the caller wants. */
export type CommandLine = 'run' | 'help' | 'version';

/** Reads the arguments behind the program's name. @throws StartupFault on anything unknown. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [first] = args;
  if (first === undefined) return 'run';
  if (first === '--help' || first === '-h') return 'help';
  if (first === '--version' || first === '-V') return 'version';
  throw new StartupFault(`unknown argument ${first}: settings are environment variables, see --help`);
}

const NAME_COLUMNS = 42;

/** The help text: every setting of the slices once, with its default and meaning. */
export function helpText(program: string, slices: Readonly<Record<string, SettingsSlice<unknown>>>): string {
  const lines = [`Usage: ${program} [--help | --version]`, '', 'Settings are environment variables.'];
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
