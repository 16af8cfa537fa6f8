/**
 * What the system said when a commit failed. lmdb 3.5.6 rejects a write behind a promise of the error, which it rejects in
 * turn with whichever status it hears next: that of the commit, or `MDB_PANIC` of a commit behind it, since the two end in
 * different threads, or none at all where the status had come before. So statuses are listened to where lmdb hears them.
 */
import { getSystemErrorMap } from 'node:util';

/** How lmdb has instructions executed; `told` hears of progress and, at the end, of the status of the commit. */
type StartWriting = (instructions: number, told: (status: number) => unknown) => unknown;

/** The part of lmdb's environment that commits go through; it is not in its types. */
export interface CommittingEnvironment {
  readonly startWriting: StartWriting;
}

/** An error of the system, with its message and its number (`errno`, positive) as its code. */
export class SystemError extends Error {
  override readonly name = 'SystemError';

  constructor(readonly code: number) {
    super(getSystemErrorMap().get(-code)?.[1] ?? `error ${code}`);
  }
}

/** Of LMDB: a commit before this one has failed, and the environment takes no other. */
const MDB_PANIC = -30_795;
/** What lmdb tells on the way is positive, too, and no end. */
const PROGRESS_MAX = 2;
/** Between the end of a commit and its status, and between the statuses of two commits, is a moment. */
const LATER_STATUS_MS = 1_000;

export class CommitFailures {
  private first: SystemError | undefined;
  private tell!: () => void;
  private readonly heard = new Promise<void>((resolve) => (this.tell = resolve));

  /** Listens to `environment` from now on. @throws when it has no such part */
  constructor(environment: CommittingEnvironment) {
    const startWriting = environment.startWriting.bind(environment);
    const listening: StartWriting = (instructions, told) =>
      startWriting(instructions, (status) => {
        this.note(status);
        return told(status);
      });
    // A native method cannot be assigned to.
    Object.defineProperty(environment, 'startWriting', { value: listening });
  }

  /**
   * What the system said when the first commit failed, `cause` being what lmdb rejects a write with: it may have to be waited
   * for. Where the system says nothing within a second, what LMDB says, or else `cause`.
   */
  async reasonFor(cause: unknown): Promise<unknown> {
    if (!isCommitFailure(cause)) return cause;
    let told: unknown;
    const isTold = new Promise<void>((resolve) => {
      Promise.resolve(cause.commitError).catch((error: unknown) => {
        told = error;
        if (!isPanic(error)) resolve();
      });
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LATER_STATUS_MS)));
    await Promise.race([this.heard, isTold, late]);
    clearTimeout(timer);
    return this.first ?? told ?? cause;
  }

  private note(status: number): void {
    if (status <= PROGRESS_MAX || this.first !== undefined) return;
    this.first = new SystemError(status);
    this.tell();
  }
}

function isCommitFailure(cause: unknown): cause is { readonly commitError: unknown } {
  return typeof cause === 'object' && cause !== null && 'commitError' in cause;
}

function isPanic(cause: unknown): boolean {
  return (cause as { readonly code?: unknown } | undefined)?.code === MDB_PANIC;
}
