/**
 * Leaving in order (runtime specification §11.2): hooks run phase after phase, those of one phase together, each phase
 * after the one before has ended, whatever it ended with. The first signal starts it, a second one exits at once.
 */

/** Phases, first to last: nothing of a later phase stops while an earlier one may still need it. */
export const DRAIN_PHASE = {
  /** No new connections and requests; open ones finish. */
  edge: 10,
  /** Whoever still waits for an outcome is told that it is unknown. */
  submissions: 20,
  /** Engines finish the append in flight and write their checkpoints. */
  engines: 30,
  /** Followers and projections. */
  readers: 40,
  /** Logs and stores are closed. */
  stores: 50,
  /** Metrics and log output, last of all. */
  telemetry: 60,
} as const;

type DrainHook = () => void | Promise<void>;

export interface DrainReport {
  /** Names of the hooks that failed, with what they threw. */
  readonly failures: readonly { readonly name: string; readonly cause: unknown }[];
}

export class Drain {
  private readonly hooks: { readonly phase: number; readonly name: string; readonly hook: DrainHook }[] = [];
  private running: Promise<DrainReport> | undefined;

  /** True from the start of the drain on: readiness is gone. */
  get isDraining(): boolean {
    return this.running !== undefined;
  }

  /** Adds a hook; a phase of `DRAIN_PHASE` or any number between. */
  register(phase: number, name: string, hook: DrainHook): void {
    this.hooks.push({ phase, name, hook });
  }

  /** Runs all hooks once; later calls get the same report. */
  run(): Promise<DrainReport> {
    return (this.running ??= this.runHooks());
  }

  private async runHooks(): Promise<DrainReport> {
    const failures: { name: string; cause: unknown }[] = [];
    const phases = [...new Set(this.hooks.map(({ phase }) => phase))].sort((a, b) => a - b);
    for (const phase of phases) {
      const ofPhase = this.hooks.filter((hook) => hook.phase === phase);
      const results = await Promise.allSettled(ofPhase.map(async ({ hook }) => hook()));
      results.forEach((result, index) => {
        if (result.status === 'rejected')
          failures.push({ name: ofPhase[index]!.name, cause: result.reason as unknown });
      });
    }
    return { failures };
  }
}

/** What a process does about signals. */
export interface SignalPlan {
  /** The first signal: leave in order, then resolve. */
  onFirst(signal: 'SIGINT' | 'SIGTERM'): Promise<void>;
  /** A second signal while leaving: a last line for the log. */
  onSecond(signal: 'SIGINT' | 'SIGTERM'): void;
  /** Ends the process. */
  exit(code: number): void;
}

interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

const EXIT_CODE = { SIGINT: 130, SIGTERM: 143 } as const;

/** Installs the plan on SIGINT and SIGTERM; returns its removal. */
export function installSignals(source: SignalSource, plan: SignalPlan): () => void {
  let isLeaving = false;
  const listen = (signal: 'SIGINT' | 'SIGTERM') => () => {
    if (isLeaving) {
      plan.onSecond(signal);
      plan.exit(EXIT_CODE[signal]);
      return;
    }
    isLeaving = true;
    plan.onFirst(signal).then(
      () => plan.exit(0),
      () => plan.exit(1),
    );
  };
  const onInt = listen('SIGINT');
  const onTerm = listen('SIGTERM');
  source.on('SIGINT', onInt);
  source.on('SIGTERM', onTerm);
  return () => {
    source.off('SIGINT', onInt);
    source.off('SIGTERM', onTerm);
  };
}
