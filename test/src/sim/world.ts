/**
 * A simulated world from one seed: the real session engines, ingress tables and projection over a simulated log, queue
 * and network, clients, a nemesis, and after it a healing phase in which everything pending has to complete. The first
 * broken promise ends it.
 */
import { isTerminal } from '@macp/kernel';
import type { Session, SessionCommand, SessionMetadata } from '@macp/kernel';
import type { PartitionState } from '@macp/partition-worker';
import type { SessionTypes } from '@macp/records';
import { Clients } from './clients.js';
import { Engine } from './engine.js';
import { Follower } from './follower.js';
import { Group, SKEW_MAX_MS } from './group.js';
import { Ingress, OutcomeNetwork } from './ingress.js';
import { Violation } from './invariants.js';
import type { Mutant } from './mutant.js';
import { Nemesis } from './nemesis.js';
import { Oracle } from './oracle.js';
import { Projection, listAll } from './projection.js';
import { Random } from './random.js';
import { Scheduler } from './scheduler.js';
import { sessions } from './session-script.js';
import type { SimContext } from './sim-context.js';
import { SimLogStore } from './sim-log-store.js';
import { SimQueueStore } from './sim-queue.js';
import { SimSnapshotStore } from './sim-snapshots.js';
import { Sometimes } from './sometimes.js';
import { Trace } from './trace.js';

const ENGINES = 3;
const INGRESSES = 2;
const FOLLOWERS_MAX = 6;
/** Every so many worlds one is of the embedded kind. */
const EMBEDDED_STRIDE = 4;
const TROUBLE_MS = 4_000;
const HEALING_MS = 90_000;
const SETTLING_MS = 2_000;
const RECORD_BYTES_MAX = 4_000;
/** Less than all sessions. */
const LIST_PAGE = 3;

export interface WorldOptions {
  readonly seed: number;
  readonly mutant?: Mutant;
  /** Write down what happens. */
  readonly isTraced?: boolean;
}

export interface WorldResult {
  readonly seed: number;
  readonly violation: Error | undefined;
  readonly answered: number;
  readonly records: number;
  readonly sometimes: Sometimes;
  readonly trace: readonly string[];
}

export class World {
  private readonly context: SimContext;
  private readonly queue = new SimQueueStore<SessionCommand>();
  private readonly log: SimLogStore;
  private readonly snapshots: SimSnapshotStore;
  private readonly oracle: Oracle;
  private readonly clients: Clients;
  private readonly projection: Projection;
  private readonly followers: Follower[] = [];
  private readonly group: Group;
  private readonly nemesis: Nemesis;
  private readonly sinkFaults: { unknownRate: number; repeatRate: number };
  private readonly networkFaults: { lossRate: number; delayRate: number; repeatRate: number };
  /** States of owners that were found to be those of the log. */
  private readonly verified = new WeakMap<Session, Session>();
  private violation: Error | undefined;
  private isTroubled = true;

  constructor(private readonly options: WorldOptions) {
    const { seed, mutant = {}, isTraced = false } = options;
    const scheduler = new Scheduler();
    const random = new Random(seed);
    const sometimes = new Sometimes();
    const trace = new Trace(scheduler, isTraced);
    const report = (violation: Error): void => void (this.violation ??= violation);
    const context = { scheduler, random, sometimes, trace, mutant, report };
    const isEmbedded = seed % EMBEDDED_STRIDE === 0;
    this.context = context;
    this.oracle = new Oracle(this.queue, sometimes);
    const logFaults = {
      appendUnknownRate: random.pick([0, 0.05, 0.2]),
      readFailureRate: random.pick([0, 0.05]),
      replicationMs: random.pick([1, 1, 20]),
    };
    this.log = new SimLogStore(logFaults, { recordBytesMax: RECORD_BYTES_MAX, isExclusive: isEmbedded }, (record) => {
      trace.add(() => `record ${record.offset} lands, ${record.bytes.length} bytes`);
      this.guard(() => this.oracle.apply(record));
    });
    this.snapshots = new SimSnapshotStore({ writeFailureRate: random.pick([0, 0.2]) });
    this.sinkFaults = { unknownRate: random.pick([0, 0.1]), repeatRate: random.pick([0, 0.05]) };
    this.networkFaults = { lossRate: random.pick([0, 0.1]), delayRate: random.pick([0, 0.1]), repeatRate: 0.1 };
    const { queue, oracle, log, snapshots } = this;
    this.projection = new Projection(context, log);
    const ingresses = Array.from(
      { length: isEmbedded ? 1 : INGRESSES },
      (_, at) => new Ingress(`ingress${at}`, { context, queue, faults: this.sinkFaults, isEmbedded }),
    );
    this.clients = new Clients({ context, ingresses, projection: this.projection, oracle, log, queue });
    const outcomes = new OutcomeNetwork({
      context,
      ingresses,
      faults: this.networkFaults,
      isEmbedded,
      onPush: (delivery) => this.clients.verifyPush(delivery),
    });
    const onState = (state: PartitionState<SessionTypes>): void => this.guard(() => this.compare(state));
    const engines = Array.from(
      { length: isEmbedded ? 1 : ENGINES },
      (_, at) => new Engine(`engine${at}`, { context, log, queue, snapshots, outcomes, onState }),
    );
    const { projection, clients } = this;
    this.group = new Group({ context, engines, ingresses, projection, clients, queue, isEmbedded });
    this.nemesis = new Nemesis({ context, group: this.group, log, snapshots });
  }

  async run(): Promise<WorldResult> {
    const { scheduler, random, sometimes, trace } = this.context;
    const isOver = (): boolean => this.violation !== undefined;
    this.group.start();
    for (let sent = random.between(40, 160); sent > 0; sent -= 1) {
      scheduler.after(random.between(0, TROUBLE_MS), () => this.clients.send());
    }
    this.nemesis.start();
    this.follow();
    await scheduler.run(TROUBLE_MS, isOver);
    this.heal();
    await scheduler.run(HEALING_MS, () => isOver() || this.clients.waiting.size === 0);
    await scheduler.run(SETTLING_MS, isOver);
    await scheduler.run(HEALING_MS, () => isOver() || this.group.owner.isServing);
    if (this.violation === undefined) this.guard(() => this.verifyEnd());
    if (this.violation === undefined) await this.verifyProjection();
    return {
      seed: this.options.seed,
      violation: this.violation,
      answered: this.clients.answered,
      records: this.log.records.length,
      sometimes,
      trace: trace.lines,
    };
  }

  private guard(check: () => void): void {
    try {
      check();
    } catch (violation) {
      this.violation ??= violation as Error;
    }
  }

  /** Faults end, everybody runs, and one place has the partition for good. */
  private heal(): void {
    this.context.trace.add(() => 'the world heals');
    this.isTroubled = false;
    Object.assign(this.log.faults, { appendUnknownRate: 0, readFailureRate: 0, replicationMs: 1 });
    Object.assign(this.sinkFaults, { unknownRate: 0, repeatRate: 0 });
    Object.assign(this.networkFaults, { lossRate: 0, delayRate: 0, repeatRate: 0 });
    this.snapshots.faults.writeFailureRate = 0;
    this.clients.heal();
    this.nemesis.stop();
    this.group.assignAny();
  }

  /** Followers come, and leave and come back. */
  private follow(): void {
    const { scheduler, random } = this.context;
    scheduler.after(random.between(20, 400), () => {
      if (!this.isTroubled) return;
      const { followers, projection, oracle, context } = this;
      const sessionId = random.pick([...oracle.sessionIds, '']);
      if (random.chance(0.2)) this.list();
      if (followers.length > 0 && random.chance(0.3)) random.pick(followers).reconnect();
      else if (sessionId !== '' && followers.length < FOLLOWERS_MAX) {
        followers.push(new Follower(sessionId, { context, projection, oracle }));
      }
      this.follow();
    });
  }

  /** I7, I8: what an owner believes is what the valid records up to there say. */
  private compare(state: PartitionState<SessionTypes>): void {
    const { oracle, verified } = this;
    for (const [sessionId, { state: live }] of state.entities) {
      const replayed = oracle.stateAt(sessionId, state.offset);
      if (replayed !== undefined && verified.get(live) === replayed) continue;
      if (replayed === undefined || oracle.textOf(live) !== oracle.textOf(replayed)) {
        throw new Violation('I7', `${sessionId} at offset ${state.offset}`);
      }
      verified.set(live, replayed);
    }
    for (const sessionId of oracle.sessionIds) {
      if (state.entities.has(sessionId)) continue;
      const replayed = oracle.stateAt(sessionId, state.offset);
      if (replayed === undefined || (state.endedIds.has(sessionId) && isTerminal(replayed.state))) continue;
      throw new Violation('I7', `${sessionId} is missing at offset ${state.offset}`);
    }
  }

  private verifyEnd(): void {
    const { waiting } = this.clients;
    const [stuck] = waiting;
    if (stuck !== undefined) {
      const text = JSON.stringify(stuck, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      throw new Violation('I12', `${waiting.size} clients wait for good, such as for ${text}`);
    }
    const { owner } = this.group;
    if (!owner.isServing) throw new Violation('I12', `the owner is ${owner.worker?.phase ?? 'gone'}`);
    this.compare(owner.worker!.confirmed!);
    for (const follower of this.followers) {
      if (!follower.isComplete)
        throw new Violation('I11', `a follower of ${follower.sessionId} has not got everything`);
    }
    this.verifyTimers();
  }

  /** No deadline has been forgotten, whoever owned the partition when it came. */
  private verifyTimers(): void {
    const dueMs = this.context.scheduler.nowMs - SKEW_MAX_MS - SETTLING_MS / 2;
    for (const sessionId of this.oracle.sessionIds) {
      const deadlineMs = sessions.nextDeadlineMs(this.oracle.stateOf(sessionId)!);
      if (deadlineMs === undefined || deadlineMs >= dueMs) continue;
      throw new Violation('I12', `the timer of ${sessionId} is overdue`);
    }
  }

  /** I7: replay shows every session as the owners had it. */
  private async verifyProjection(): Promise<void> {
    let isDone = false;
    this.list(() => {
      isDone = true;
    });
    await this.context.scheduler.run(SETTLING_MS, () => isDone || this.violation !== undefined);
    if (!isDone) this.context.report(new Violation('I12', 'the projection does not reach the end of the log'));
  }

  /** A list shows every session that was there when it was asked for, as it was then or later (I9). */
  private list(onDone?: () => void): void {
    const { oracle, context, projection } = this;
    const expected = [...oracle.sessionIds];
    const lastOffset = this.log.records.length - 1;
    const verify = (shown: readonly SessionMetadata[]): void => {
      onDone?.();
      const byId = new Map(shown.map((metadata) => [metadata.sessionId, metadata]));
      for (const sessionId of expected) {
        if (oracle.hasShownSince(sessionId, lastOffset, byId.get(sessionId))) continue;
        context.report(new Violation('I9', `a list was not of its time: ${JSON.stringify(byId.get(sessionId))}`));
      }
      const ids = shown.map(({ sessionId }) => sessionId);
      if (ids.some((sessionId, at) => at > 0 && sessionId <= ids[at - 1]!)) {
        context.report(new Violation('I11', 'a list is out of order'));
      }
    };
    if (projection.reader !== undefined) listAll(projection.reader, LIST_PAGE).then(verify, () => undefined);
  }
}
