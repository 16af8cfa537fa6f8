/**
 * The dry run of policy files (`MACP_POLICIES_DRY_RUN=1`): one line per file and a count, and nothing else is done. Fails
 * when a file is refused, or when there is no directory to look at.
 */
import { join } from 'node:path';
import { StartupFault } from '@macp/config';
import type { PolicySettings } from '../config.js';
import { judgePolicyFiles } from './policy-files.js';

export interface DryRun {
  /** What to print, line by line. */
  readonly lines: readonly string[];
  /** What to warn of, line by line. */
  readonly warnings: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Judges the configured files. @throws StartupFault when no directory is set, or it cannot be read. */
export function dryRunPolicies({ directory }: PolicySettings): DryRun {
  if (directory === undefined) throw new StartupFault('MACP_POLICIES_DRY_RUN: MACP_POLICIES_DIR is not set');
  const { files } = judgePolicyFiles(directory);
  const lines = files.map((file) =>
    'fault' in file
      ? `REJECTED ${join(directory, file.name)}: ${file.fault}`
      : `OK       ${join(directory, file.name)} (${file.policyId})`,
  );
  const rejected = files.filter((file) => 'fault' in file).length;
  lines.push(`${files.length - rejected} accepted, ${rejected} rejected`);
  const warnings = files.length === 0 ? [`warning: ${directory} has no *.json files`] : [];
  return { lines: lines.map(asOneLine), warnings, exitCode: rejected === 0 ? 0 : 1 };
}

// Names and ids are of anybody's choice; none of them may look like the word on another file.
function asOneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
