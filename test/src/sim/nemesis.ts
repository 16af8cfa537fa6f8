/** Whoever makes trouble in the simulated world: one blow after another, of every kind, until it is told to stop. */
import type { AggregateTypes } from '@macp/partition-worker';
import { SKEW_MAX_MS } from './group.js';
import type { Group } from './group.js';
import type { SimContext } from './sim-context.js';
import type { SimLogStore } from './sim-log-store.js';
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
  'read side',
  'read side',
  'queue',
  'leader',
  'leader',
] as const;

/** A clock that somebody has set wrong. */
const JUMP_MS = 3_000;
/** One that is so wrong, and set right at once, that the log is ahead of all clocks for longer than anybody waits. */
const OUTAGE_MS = 3_600_000;
const OUTAGE_LASTS_MS = 200;
const ELECTION_MS_MAX = 150;

export interface NemesisParts<T extends AggregateTypes> {
  readonly context: SimContext;
  readonly group: Group<T>;
  readonly logs: readonly SimLogStore[];
  readonly snapshots: readonly SimSnapshotStore[];
}

export class Nemesis<T extends AggregateTypes> {
  private isAtWork = true;

  constructor(private readonly parts: NemesisParts<T>) {}

  start(): void {
    this.parts.context.scheduler.after(this.parts.context.random.between(30, 400), () => {
      if (!this.isAtWork) return;
      this.strike();
      this.start();
    });
  }

  /** No more blows; whoever is paused runs again, and clocks are nearly right. */
  stop(): void {
    this.isAtWork = false;
    for (const process of this.parts.group.processes()) {
      if (process.paused) process.resume();
      process.skewMs = Math.max(-SKEW_MAX_MS, Math.min(SKEW_MAX_MS, process.skewMs));
    }
  }

  private strike(): void {
    const { context, group } = this.parts;
    const blow = context.random.pick(BLOWS);
    context.trace.add(() => `the nemesis strikes: ${blow}`);
    if (blow === 'assign') group.assignAny();
    else if (blow === 'crash') group.crashEngine();
    else if (blow === 'pause') group.pause();
    else if (blow === 'clock') this.jump();
    else if (blow === 'outage' && context.random.chance(0.2)) this.outage();
    else if (blow === 'snapshots') this.loseSnapshots();
    else if (blow === 'ingress') group.crashIngress();
    else if (blow === 'read side') group.crashReadSide();
    else if (blow === 'queue' && context.random.chance(0.3)) group.recreateQueue();
    else if (blow === 'leader') this.moveLeader();
  }

  private jump(): void {
    const { random, sometimes, trace } = this.parts.context;
    const process = this.parts.group.anyProcess();
    if (process === undefined) return;
    const isFar = random.chance(0.2);
    const skewMs = isFar ? random.pick([-JUMP_MS, JUMP_MS]) : random.between(-SKEW_MAX_MS, SKEW_MAX_MS);
    if (isFar) sometimes.note(skewMs > process.skewMs ? 'clock jumped far ahead' : 'clock jumped far back');
    trace.add(() => `a clock goes from ${process.skewMs} to ${skewMs} ms off`);
    process.skewMs = skewMs;
  }

  /** A clock is an hour ahead for a moment, as one that is not set yet after a boot may be. */
  private outage(): void {
    const { scheduler, sometimes, trace } = this.parts.context;
    const process = this.parts.group.anyProcess();
    if (process === undefined) return;
    const { skewMs } = process;
    trace.add(() => 'a clock is an hour ahead');
    process.skewMs = OUTAGE_MS;
    scheduler.after(OUTAGE_LASTS_MS, () => {
      if (process.skewMs !== OUTAGE_MS) return;
      sometimes.note('clock was set back by an hour');
      process.skewMs = skewMs;
    });
  }

  private moveLeader(): void {
    const { random, scheduler, sometimes, trace } = this.parts.context;
    const log = random.pick(this.parts.logs);
    if (log.options.isExclusive || !log.hasLeader) return;
    const { uncommitted } = log;
    const kept = random.between(0, uncommitted);
    trace.add(() => `the leader of the log goes, ${kept} of ${uncommitted} records stay`);
    sometimes.note('leader moved');
    if (kept < uncommitted) sometimes.note('unacknowledged tail was truncated');
    if (kept > 0) sometimes.note('unacknowledged tail outlived its leader');
    log.loseLeader(kept);
    scheduler.after(random.between(5, ELECTION_MS_MAX), () => log.electLeader());
  }

  private loseSnapshots(): void {
    const { random, sometimes } = this.parts.context;
    const snapshots = random.pick(this.parts.snapshots);
    const { checkpoints } = snapshots;
    if (checkpoints === 0) return;
    const kept = random.chance(0.4) ? 0 : random.between(1, checkpoints);
    sometimes.note(kept === 0 ? 'snapshot was lost' : 'snapshot became an old one');
    snapshots.fallBack(kept);
  }
}
