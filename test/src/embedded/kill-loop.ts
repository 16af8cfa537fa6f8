/**
 * One embedded process that is killed with `kill -9` again and again over one data directory: under load, while it starts
 * and recovers, in the middle of a checkpoint, and while it leaves. After every restart the journals of its clients are
 * held against what it tells (I1 to I4).
 */
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from '@macp/testkit';
import type { Random } from '../sim/random.js';
import { startOver } from './embedded-process.js';
import { JournaledSessions } from './journaled-sessions.js';
import type { Figures } from './journaled-sessions.js';

const WRITERS = 8;
const START_MAX_MS = 900;
/** Small, so that kills find checkpoints under way. */
const CHECKPOINT_RECORDS = 12;

/** When the process is killed. */
export const MOMENTS = ['load', 'checkpoint', 'start-up', 'leaving'] as const;
export type Moment = (typeof MOMENTS)[number];

export class KillLoop {
  /** Kills that ended a process, by their moment. */
  readonly kills: Record<Moment, number> = { load: 0, checkpoint: 0, 'start-up': 0, leaving: 0 };
  private readonly sessions: JournaledSessions;
  private run: ServerProcess;
  private rounds = 0;

  constructor(
    private readonly directory: string,
    private readonly random: Random,
  ) {
    this.sessions = new JournaledSessions(random, WRITERS);
    this.run = this.start();
  }

  get killed(): number {
    return Object.values(this.kills).reduce((sum, count) => sum + count, 0);
  }

  get figures(): Figures {
    return this.sessions.figures;
  }

  /** One kill, and everything checked after it. @throws when the process ends by itself or refuses a message */
  async next(): Promise<void> {
    const { address } = await this.run.listening();
    const moment = MOMENTS[this.rounds++ % MOMENTS.length]!;
    const over = new AbortController();
    const loaded = this.sessions.write(address).finally(() => over.abort());
    // It is awaited below, after the kill that ends it.
    loaded.catch(() => undefined);
    await this.comes(moment, over.signal);
    await this.kill(moment === 'start-up' ? 'load' : moment);
    await loaded;
    this.run = this.start();
    if (moment === 'start-up') {
      await pause(this.random.between(0, START_MAX_MS));
      await this.kill(moment);
      this.run = this.start();
    }
    await this.sessions.check((await this.run.listening()).address);
  }

  /** Everything that was ever written is checked once more; then the process leaves in order. */
  async end(): Promise<void> {
    await this.sessions.checkAll((await this.run.listening()).address);
    const { code, stderr } = await this.run.signal('SIGTERM');
    if (code !== 0) throw new Error(`it left with ${code}: ${stderr}`);
  }

  /** Ends the process, if there is one, whatever it does. */
  async abandon(): Promise<void> {
    await this.run.signal('SIGKILL');
  }

  private start(): ServerProcess {
    return startOver(this.directory, { CHECKPOINT_INTERVAL: String(CHECKPOINT_RECORDS) });
  }

  private async kill(moment: Moment): Promise<void> {
    const { signal, code, stderr } = await this.run.signal('SIGKILL');
    if (signal === 'SIGKILL') this.kills[moment] += 1;
    else if (moment !== 'leaving' || code !== 0) throw new Error(`it ended by itself with ${code}: ${stderr}`);
  }

  /** Resolves at the moment to kill it, some of the load having been acknowledged. */
  private async comes(moment: Moment, over: AbortSignal): Promise<void> {
    const target = this.sessions.acknowledged + this.random.between(1, 80);
    while (this.sessions.acknowledged < target && !over.aborted) await pause(1);
    if (moment === 'checkpoint') await this.checkpointBegins(over);
    if (moment === 'leaving') void this.run.signal('SIGTERM');
    await pause(this.random.between(0, moment === 'leaving' ? 60 : 5));
  }

  /** Resolves with the first write of a checkpoint, whose flush is still to come, or when the load is over. */
  private async checkpointBegins(over: AbortSignal): Promise<void> {
    const watcher = watch(join(this.directory, 'snapshots', 'data.mdb'), { signal: over });
    try {
      if (!over.aborted) await Promise.race([once(watcher, 'change'), once(watcher, 'close')]);
    } finally {
      watcher.close();
    }
  }
}
