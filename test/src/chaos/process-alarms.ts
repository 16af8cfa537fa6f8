/** Alarms of the processes of a cluster, over all their starts: nothing that happens to them may damage their history. */
import { readFileSync } from 'node:fs';
import type { LocalCluster } from '@macp/testkit';

const FATAL = 60;
/** How an archive that is out of reach is told of: whoever starts meanwhile says so and ends. */
const OUT_OF_REACH = 'ENOTDIR';

/** Fatal lines of their logs, each with the name of its process. */
export function alarmsOf(cluster: LocalCluster): readonly string[] {
  return cluster.processes.flatMap(({ name, logFile }) =>
    alarmLines(readFileSync(logFile, 'utf8')).map((line) => `${name} said: ${line}`),
  );
}

/** A line that a kill has torn is none. */
export function alarmLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => isFatal(line) && !line.includes(OUT_OF_REACH));
}

function isFatal(line: string): boolean {
  try {
    return Number((JSON.parse(line) as { readonly level?: unknown }).level) >= FATAL;
  } catch {
    return false;
  }
}
