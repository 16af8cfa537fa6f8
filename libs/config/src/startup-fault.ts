/**
 * Why a process does not start: one sentence for a person, printed as one line `Error: "<text>"` on stderr with exit
 * code 1 (runtime specification §11.1). Texts never carry secrets.
 */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}

/** All problems of the environment at once, in the order of the settings. */
export function configurationFault(problems: readonly string[]): StartupFault {
  return new StartupFault(`startup aborted: ${problems.length} configuration error(s): ${problems.join('; ')}`);
}

/** The one line for stderr; quotes, backslashes and line breaks in the text are escaped so that it stays one line. */
export function fatalLine(cause: unknown): string {
  const text = cause instanceof StartupFault ? cause.message : cause instanceof Error ? cause.message : String(cause);
  return `Error: ${JSON.stringify(text)}\n`;
}
