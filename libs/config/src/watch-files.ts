/**
 * Files that are read again when they change. Their state is polled, and through symbolic links: that is how mounted
 * secrets are exchanged, and there a change notification of the system says nothing.
 */
import { statSync } from 'node:fs';

const INTERVAL_MS = 5000;

export interface WatchFilesOptions {
  readonly paths: readonly string[];
  /**
   * Called once after the first interval, in case something changed between the caller's reading and the watching; then
   * whenever one of them changed, appeared, went or could not be looked at. What it reads may be half of a change in progress.
   */
  readonly onChange: () => void;
  readonly intervalMs?: number;
}

/** Watches until the returned function is called; never keeps the process alive. */
export function watchFiles({ paths, onChange, intervalMs = INTERVAL_MS }: WatchFilesOptions): () => void {
  let seen: string | undefined;
  const timer = setInterval(() => {
    const now = paths.map(stateOf).join('\n');
    if (now === seen) return;
    seen = now;
    onChange();
  }, intervalMs).unref();
  return () => clearInterval(timer);
}

function stateOf(path: string): string {
  try {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? 'absent' : `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  } catch (cause) {
    // Forbidden or out of reach for a while: thrown from a timer, it would end the process.
    return (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}
