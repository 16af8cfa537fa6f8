/**
 * The real process over a disk that fails: a fixed script is played with a fault at one I/O of it, every message is sent
 * until it is acknowledged, and what was acknowledged is held against the histories. What fails must be said in the log,
 * and a process that ends by itself must have said why and serve again once it is started anew.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { LogEntry, ProcessEnd, ServerProcess } from '@macp/testkit';
import { ERROR_CODE_KEY, bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect } from '../e2e/connection.js';
import { completeDecision, history } from '../e2e/decision-script.js';
import type { Step } from '../e2e/decision-script.js';
import { DiskFaults } from './disk-faults.js';
import type { DiskError, DiskFault } from './disk-faults.js';
import { startOver } from './embedded-process.js';

const LEVEL_ERROR = 50;
const ATTEMPT_MAX_MS = 400;
const SAID_WITHIN_MS = 10_000;
const LOST = 'a store is lost';

/** So that the script has checkpoints, too. */
const CHECKPOINT_RECORDS = 3;

/** How a start under a fault went. */
export type StartedUnder = 'served' | 'waited for the disk' | Ended;
type Ended = 'refused with a sentence' | 'ended with a store lost' | 'ended by LMDB';

/** What LMDB ends a process by when its own memory is damaged, which in 3.5.6 it is behind some failures of the disk. */
const ENDS_OF_LMDB: readonly unknown[] = ['SIGABRT', 'SIGSEGV'];

export class FaultyRuntime {
  readonly directory: string;
  readonly faults: DiskFaults;
  /** Scripts in which an I/O failed, messages, attempts without an answer, and processes that ended by themselves. */
  readonly figures = { plays: 0, acknowledged: 0, unanswered: 0, storesLost: 0, endedByLmdb: 0 };
  private readonly journals = new Map<string, string[]>();
  private run: ServerProcess | undefined;
  private client: RuntimeClient | undefined;

  /** Nothing runs yet. `workspace` is a directory for its files, the data directory `data` among them. */
  constructor(workspace: string) {
    this.directory = join(workspace, 'data');
    mkdirSync(this.directory);
    this.faults = new DiskFaults(workspace, this.directory);
  }

  /** Resolves when it serves. @throws with its stderr when it ends instead */
  async start(): Promise<void> {
    const { address } = await this.spawn().listening();
    this.client = connect({ address });
  }

  /** Starts it under a fault, which is repaired when it waits; afterwards it serves, in a second start if need be. */
  async startUnder(fault: DiskFault): Promise<StartedUnder> {
    this.faults.inject(fault);
    const run = this.spawn();
    const isServing = run.listening().then(({ address }) => {
      this.client = connect({ address });
      return 'served' as const;
    });
    const isWaiting = run.said(({ level }) => level === LEVEL_ERROR).then(() => 'waited for the disk' as const);
    const hasEnded = run.ended.then((end) => this.explained(end, run.entries, fault.error));
    for (const outcome of [isServing, isWaiting]) outcome.catch(() => undefined);
    const outcome = await Promise.any([hasEnded, Promise.any([isServing, isWaiting]).catch(() => hasEnded)]);
    this.faults.repair();
    if (outcome === 'served' || outcome === 'waited for the disk') {
      const isOver = await Promise.race([
        isServing.then(
          () => false,
          () => true,
        ),
        hasEnded.then(() => true),
      ]);
      if (!isOver) return outcome;
    }
    const ended = await hasEnded;
    // While it lasts, the next start meets it before LMDB does.
    if (fault.times === undefined) await this.refused(fault.error);
    await this.start();
    return ended;
  }

  /** Ends it with `kill -9`. */
  async kill(): Promise<void> {
    this.client?.close();
    await this.run?.signal('SIGKILL');
  }

  /** Asks it to leave in order. */
  stop(): Promise<ProcessEnd> {
    this.client?.close();
    return this.run!.signal('SIGTERM');
  }

  /** Plays the script with a fault at one of its I/Os; false when none of them failed. @throws when anything is not as promised */
  async play(fault: DiskFault): Promise<boolean> {
    const { faults } = this;
    const before = faults.failed;
    const run = this.run!;
    const heard = run.entries.length;
    const sessionId = randomUUID();
    this.journals.set(sessionId, []);
    faults.inject(fault);
    for (const step of completeDecision(sessionId)) await this.deliver(step, fault.error);
    faults.repair();
    if (faults.failed > before && this.run === run) await this.settled(run, heard, fault.error);
    await this.check(sessionId);
    if (faults.failed === before) return false;
    this.figures.plays += 1;
    return true;
  }

  /** One attempt: `undefined` when it was acknowledged, else what it ended with. */
  async attempt({ sender, envelope }: Step): Promise<ServiceError | undefined> {
    const options = { deadline: Date.now() + ATTEMPT_MAX_MS };
    try {
      const { ack } = await callUnary(this.client!, {
        rpc: 'Send',
        request: { envelope },
        metadata: bearer(sender),
        options,
      });
      if (!ack!.ok) throw new Error(`refused: ${JSON.stringify(ack)}`);
      this.journals.get(envelope.sessionId!)?.push(envelope.messageId!);
      this.figures.acknowledged += 1;
      return undefined;
    } catch (cause) {
      if ((cause as ServiceError).metadata === undefined) throw cause;
      this.figures.unanswered += 1;
      return cause as ServiceError;
    }
  }

  /** Every session there ever was has the history that was acknowledged. */
  async checkAll(): Promise<void> {
    for (const sessionId of this.journals.keys()) await this.check(sessionId);
  }

  private spawn(): ServerProcess {
    const settings = { CHECKPOINT_INTERVAL: String(CHECKPOINT_RECORDS) };
    this.run = startOver(this.directory, settings, { env: this.faults.env });
    return this.run;
  }

  /** Starts it where nothing can be written. @throws unless all it does is to say so */
  private async refused(error: DiskError): Promise<void> {
    this.faults.inject({ error });
    const { code, stderr } = await this.spawn().ended;
    this.faults.repair();
    const expected = `Error: "The data directory ${this.directory} cannot be read and written (${error})."\n`;
    if (code !== 1 || stderr !== expected) throw new Error(`it ended with ${code}: ${stderr}`);
  }

  private async deliver(step: Step, error: DiskError): Promise<void> {
    for (;;) {
      const run = this.run!;
      const failure = await this.attempt(step);
      if (failure === undefined) return;
      this.faults.repair();
      // On a busy machine an attempt may run out of its own time, which says nothing of the process.
      const isSlow = failure.code === status.DEADLINE_EXCEEDED;
      if (isSlow || failure.metadata.get(ERROR_CODE_KEY).length > 0) continue;
      // Nothing but the end of the process leaves a call without a word of the server.
      await this.revive(run, error);
    }
  }

  /** How a process that ended by itself said why. @throws when it did not */
  private explained(
    { code, signal, stderr }: ProcessEnd,
    entries: readonly LogEntry[],
    error: DiskError,
  ): StartedUnder {
    const sentence = /Error: "The data directory (.*) cannot be read and written \((.*)\)\."$/m.exec(stderr);
    const isRefused = sentence?.[1]?.startsWith(this.directory) === true && sentence[2] === error;
    const isLost = entries.some((entry) => entry.msg.startsWith(LOST) && isAbout(entry, error));
    if (isRefused && code === 1) return 'refused with a sentence';
    if (isLost && signal === 'SIGKILL') return 'ended with a store lost';
    if (ENDS_OF_LMDB.includes(signal)) return 'ended by LMDB';
    const errors = JSON.stringify(entries.filter(({ level }) => level >= LEVEL_ERROR));
    throw new Error(`it ended with ${code ?? signal} and did not say that ${error} was why: ${stderr}${errors}`);
  }

  private async check(sessionId: string): Promise<void> {
    const told = await history(this.client!, sessionId);
    const acknowledged = this.journals.get(sessionId)!;
    if (told.join() !== acknowledged.join()) {
      throw new Error(`session ${sessionId}: acknowledged ${acknowledged.join()}, told ${told.join()}`);
    }
  }

  /** What failed behind the last acknowledgement is said, too, and may end the process. @throws when it is not */
  private async settled(run: ServerProcess, heard: number, error: DiskError): Promise<void> {
    let hasEnded = false;
    void run.ended.then(() => (hasEnded = true));
    const untilMs = performance.now() + SAID_WITHIN_MS;
    for (;;) {
      const said = run.entries.slice(heard).find((entry) => entry.level >= LEVEL_ERROR && isAbout(entry, error));
      if (hasEnded || said?.msg.startsWith(LOST) === true) return this.revive(run, error);
      if (said !== undefined) return;
      if (performance.now() > untilMs) throw new Error(`${error} is not in the log: ${JSON.stringify(run.entries)}`);
      await pause(5);
    }
  }

  /** Starts it again after it ended by itself, for a reason that it has said. */
  private async revive(run: ServerProcess, error: DiskError): Promise<void> {
    const ended = this.explained(await run.ended, run.entries, error);
    this.figures[ended === 'ended by LMDB' ? 'endedByLmdb' : 'storesLost'] += 1;
    this.client!.close();
    await this.start();
  }
}

/** Whether a line has the system's error, and whose it is. */
function isAbout(entry: LogEntry, error: DiskError): boolean {
  const { message } = (entry['err'] ?? {}) as { readonly message?: string };
  if (message?.includes(error) !== true) return false;
  return entry['partition'] !== undefined || entry['store'] !== undefined || entry.msg.startsWith('projections');
}
