/** Whoever makes trouble in the simulated world: one blow after another, of every kind, until it is told to stop. */
import { SKEW_MAX_MS } from './group.js';
import type { Group } from './group.js';
import type { SimContext } from './sim-context.js';
import type { SimSnapshotStore } from './sim-snapshots.js';

const BLOWS = [
  'assign',
  'assign',
  'crash',
  'crash',
  'pause',
  'pause',
  'pause',
  'clock',
  'clock',
  'outage',
  'snapshots',
  'ingress',
  'projection',
  'projection',
  'queue',
] as const;

/** A clock that somebody has set wrong. */
const JUMP_MS = 3_000;
/** One that is so wrong, and set right at once, that the log is ahead of all clocks for longer than anybody waits. */
const OUTAGE_MS = 3_600_000;
const OUTAGE_LASTS_MS = 200;

export class Nemesis {
  private isAtWork = true;

  constructor(
    private readonly context: SimContext,
    private readonly group: Group,
    private readonly snapshots: SimSnapshotStore,
  ) {}

  start(): void {
    this.context.scheduler.after(this.context.random.between(30, 400), () => {
      if (!this.isAtWork) return;
      this.strike();
      this.start();
    });
  }

  /** No more blows; whoever is paused runs again, and clocks are nearly right. */
  stop(): void {
    this.isAtWork = false;
    for (const process of this.group.processes()) {
      if (process.paused) process.resume();
      process.skewMs = Math.max(-SKEW_MAX_MS, Math.min(SKEW_MAX_MS, process.skewMs));
    }
  }

  private strike(): void {
    const { context, group } = this;
    const blow = context.random.pick(BLOWS);
    context.trace.add(() => `the nemesis strikes: ${blow}`);
    if (blow === 'assign') group.assignAny();
    else if (blow === 'crash') group.crashEngine();
    else if (blow === 'pause') group.pause();
    else if (blow === 'clock') this.jump();
    else if (blow === 'outage' && context.random.chance(0.2)) this.outage();
    else if (blow === 'snapshots') this.loseSnapshots();
    else if (blow === 'ingress') group.crashIngress();
    else if (blow === 'projection') group.crashProjection();
    else if (blow === 'queue' && context.random.chance(0.3)) group.recreateQueue();
  }

  private jump(): void {
    const { random, sometimes, trace } = this.context;
    const process = random.pick(this.group.processes());
    const isFar = random.chance(0.2);
    const skewMs = isFar ? random.pick([-JUMP_MS, JUMP_MS]) : random.between(-SKEW_MAX_MS, SKEW_MAX_MS);
    if (isFar) sometimes.note(skewMs > process.skewMs ? 'clock jumped far ahead' : 'clock jumped far back');
    trace.add(() => `a clock goes from ${process.skewMs} to ${skewMs} ms off`);
    process.skewMs = skewMs;
  }

  /** A clock is an hour ahead for a moment, as one that is not set yet after a boot may be. */
  private outage(): void {
    const { random, scheduler, sometimes, trace } = this.context;
    const process = random.pick(this.group.processes());
    const { skewMs } = process;
    trace.add(() => 'a clock is an hour ahead');
    process.skewMs = OUTAGE_MS;
    scheduler.after(OUTAGE_LASTS_MS, () => {
      if (process.skewMs !== OUTAGE_MS) return;
      sometimes.note('clock was set back by an hour');
      process.skewMs = skewMs;
    });
  }

  private loseSnapshots(): void {
    const { random, sometimes } = this.context;
    const { checkpoints } = this.snapshots;
    if (checkpoints === 0) return;
    const kept = random.chance(0.4) ? 0 : random.between(1, checkpoints);
    sometimes.note(kept === 0 ? 'snapshot was lost' : 'snapshot became an old one');
    this.snapshots.fallBack(kept);
  }
}
