/**
 * The directory of the log's archive as a mounted volume is: it can be out of reach for everybody at once, and be back as it
 * was. Processes know the name of a link, which is replaced as a whole, so that nobody ever sees a part of the archive
 * missing.
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What archivers write before it has its name. */
const DRAFT_PREFIX = '.draft-';

export class MountedArchive {
  /** What processes are told. */
  readonly path: string;
  /** How often it has been out of reach. */
  outages = 0;
  private isOut = false;
  private readonly directory: string;
  private readonly scratch: string;

  /** Below `parent`. */
  constructor(parent = tmpdir()) {
    this.scratch = mkdtempSync(join(parent, 'macp-archive-'));
    this.path = join(this.scratch, 'mounted');
    this.directory = join(this.scratch, 'volume');
    mkdirSync(this.directory);
    writeFileSync(join(this.scratch, 'nothing'), '');
    this.mount();
  }

  get isMounted(): boolean {
    return !this.isOut;
  }

  /** Whoever reads or writes hears ENOTDIR from now on. */
  unmount(): void {
    this.outages += 1;
    this.isOut = true;
    this.point('nothing');
  }

  mount(): void {
    this.isOut = false;
    this.point('volume');
  }

  /** Resolves once somebody writes a segment, or `signal` is aborted. */
  async written(signal: AbortSignal): Promise<void> {
    let watches: readonly FSWatcher[] = [];
    await new Promise<void>((resolve) => {
      const onFile = (_: string, name: string | null): void => {
        if (name?.startsWith(DRAFT_PREFIX) === true) resolve();
      };
      watches = this.folders.map((folder) => watch(join(this.directory, folder), onFile));
      signal.addEventListener('abort', () => resolve());
    });
    for (const each of watches) each.close();
  }

  /** Segments that were not finished: whoever wrote them died. */
  get drafts(): number {
    const names = this.folders.flatMap((folder) => readdirSync(join(this.directory, folder)));
    return names.filter((name) => name.startsWith(DRAFT_PREFIX)).length;
  }

  remove(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }

  /** One for each partition of which something was archived. */
  private get folders(): readonly string[] {
    const entries = readdirSync(this.directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  private point(target: string): void {
    const next = join(this.scratch, 'next');
    symlinkSync(target, next);
    renameSync(next, this.path);
  }
}
