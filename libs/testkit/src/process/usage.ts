/** `--help` of the programs that come with the product, which answer it before they do anything. */

/** Prints `usage` and ends the process where `--help` was asked for. */
export function answerHelp(usage: string, args: readonly string[] = process.argv.slice(2)): void {
  if (!args.includes('--help')) return;
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
