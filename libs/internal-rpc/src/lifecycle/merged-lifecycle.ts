/**
 * One watch of all sessions, put together from the members that follow their partitions. A partition is told of by one
 * member at a time; when that goes, whoever follows the partition next tells of all its sessions again, and each is
 * compared with what the listener was told of it: it hears of no creation twice, and of every state that it missed.
 */
import type { LifecycleEvent, LifecycleListener, LifecycleWatch } from '@macp/ports';
import { partitionFor } from '@macp/ports';
import { HistoryUnavailable } from '../history/history-source.js';
import type { HistorySource } from '../history/history-source.js';
import type { BackOff } from '../transport/back-off.js';
import { isCallerFault } from '../transport/unary-call.js';
import { MemberLifecycle } from './member-lifecycle.js';
import type { MemberLifecycleListener } from './member-lifecycle.js';
import { ToldSessions, isKnown, missedChanges } from './told-sessions.js';

/** Live events that may wait for the end of the initial sync. */
const SYNC_EVENTS_MAX = 1024;

export interface MergedLifecycleParts {
  readonly source: HistorySource;
  /** Partitions of the whole log. */
  readonly partitions: number;
  readonly listener: LifecycleListener;
  /** How long members are looked for after some were lost. */
  readonly retryMs: number;
  readonly windowEvents: number;
  readonly onBroken: (cause: unknown) => void;
  readonly onClosed: (watch: MergedLifecycle) => void;
}

export class MergedLifecycle implements LifecycleWatch, MemberLifecycleListener {
  private readonly members = new Map<string, MemberLifecycle>();
  /** Who tells of a partition. Invariant: members of `members` only, which have said that they follow it. */
  private readonly tellers = new Map<number, MemberLifecycle>();
  private readonly told = new ToldSessions();
  /** Live events that wait for the end of the initial sync. Invariant: at most `SYNC_EVENTS_MAX`; empty later. */
  private held: LifecycleEvent[] = [];
  /** What waits for the listener. Invariant: no more than the members were granted, and what was held. */
  private backlog: LifecycleEvent[] = [];
  private isSyncing = true;
  private isSyncTold = false;
  private isPaused = true;
  private isClosed = false;
  private isDelivering = false;
  private readonly backOff: BackOff;
  /** Since when some partition has had no teller; `undefined` while all have one. */
  private lostMs: number | undefined;
  private cancelWait: (() => void) | undefined;
  private onOpened: { resolve: (handle: LifecycleWatch) => void; reject: (cause: unknown) => void } | undefined;

  constructor(private readonly parts: MergedLifecycleParts) {
    this.backOff = parts.source.backOff();
  }

  /** Resolves once every partition has a teller; rejects with HistoryUnavailable when that takes longer than a read. */
  open(): Promise<LifecycleWatch> {
    return new Promise((resolve, reject) => {
      this.onOpened = { resolve, reject };
      this.lostMs = this.parts.source.parts.clock.nowMs();
      const { members } = this.parts.source.parts;
      if (members.addresses().length > 0) this.connectAll();
      else this.askAndConnect();
    });
  }

  resume(): void {
    if (!this.isPaused || this.isClosed || this.onOpened !== undefined) return;
    this.isPaused = false;
    // Not inside the call, which may itself come from inside a delivery.
    setImmediate(() => this.deliver());
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.cancelWait?.();
    for (const member of this.members.values()) member.close();
    this.members.clear();
    this.backlog = [];
    this.held = [];
    this.parts.onClosed(this);
  }

  /** Closes the watch and says why. */
  fail(cause: unknown): void {
    if (this.isClosed) return;
    this.close();
    const { onOpened } = this;
    this.onOpened = undefined;
    if (onOpened === undefined) this.parts.listener.failed(cause);
    else onOpened.reject(cause);
  }

  opened(member: MemberLifecycle): void {
    for (const partition of member.partitions) {
      if (!this.tellers.has(partition)) this.tellers.set(partition, member);
    }
    if (this.tellers.size < this.parts.partitions) return;
    this.cancelWait?.();
    this.cancelWait = undefined;
    this.lostMs = undefined;
    this.backOff.reset();
    const { onOpened } = this;
    if (onOpened === undefined) return;
    this.onOpened = undefined;
    onOpened.resolve(this);
    // Whoever asked has the handle before the first event.
    this.resume();
  }

  events(member: MemberLifecycle, batch: readonly LifecycleEvent[]): void {
    member.took(batch.length);
    for (const event of batch) {
      const partition = partitionFor(event.session.sessionId, this.parts.partitions);
      if (this.tellers.get(partition) === member) this.take(member, event);
    }
    const behind = this.held.length - SYNC_EVENTS_MAX;
    if (behind > 0) this.fallBehind(behind);
    else this.deliver();
  }

  synced(): void {
    if (!this.isSyncing || this.tellers.size < this.parts.partitions) return;
    for (const teller of this.tellers.values()) if (!teller.isSynced) return;
    this.isSyncing = false;
    const { held } = this;
    this.held = [];
    for (const event of held) this.backlog.push(event);
    this.deliver();
  }

  lagged(member: MemberLifecycle, count: number): void {
    // A listener that takes all it is given is not the one that is slow.
    const isListenerSlow = this.isSyncing || this.isPaused;
    if (this.onOpened === undefined && isListenerSlow) this.fallBehind(count);
    else this.broken(member, new Error(`the member held ${count} events too many back`));
  }

  broken(member: MemberLifecycle, cause: unknown): void {
    const { source, partitions, onBroken } = this.parts;
    this.members.delete(member.address);
    const lost = [...this.tellers].filter(([, teller]) => teller === member).map(([partition]) => partition);
    for (const partition of lost) this.tellers.delete(partition);
    onBroken(cause);
    if (isCallerFault(cause)) {
      this.fail(new HistoryUnavailable('the lifecycle could not be watched', { cause }));
      return;
    }
    // One that follows a lost partition, too, has told of it to nobody: it has to tell of it from the start.
    for (const other of [...this.members.values()]) {
      if (!other.partitions.some((partition) => lost.includes(partition))) continue;
      other.close();
      this.broken(other, new Error('a partition of its has to be told of again'));
    }
    if (this.tellers.size < partitions) this.lookAgain(source, cause);
  }

  private fallBehind(count: number): void {
    const during = this.isSyncing ? 'sync' : 'live';
    this.close();
    this.parts.listener.lagged(count, during);
  }

  /** One event of the member that tells of its session. */
  private take(member: MemberLifecycle, event: LifecycleEvent): void {
    const { session } = event;
    const { sessionId } = session;
    const told = this.told.get(sessionId);
    if (told === undefined && this.isSyncing && event.isSync) {
      this.told.set(sessionId, session);
      this.backlog.push(event);
      return;
    }
    const isLive = !event.isSync && event.change !== 'CREATED' && (member.isSynced || member.past.has(sessionId));
    if (told !== undefined && !isLive && isKnown(told, session)) return;
    const events = isLive && told !== undefined ? [event] : missedChanges(told, session);
    // From here on its events are of what came after the sync had seen it.
    if (!event.isSync && !member.isSynced) member.past.add(sessionId);
    this.told.set(sessionId, session);
    (this.isSyncing ? this.held : this.backlog).push(...events);
  }

  private deliver(): void {
    if (this.isPaused || this.isClosed || this.isDelivering) return;
    this.isDelivering = true;
    while (this.backlog.length > 0 && !this.isPaused && !this.isClosed) {
      const batch = this.backlog;
      this.backlog = [];
      let wantsMore = false;
      try {
        wantsMore = this.parts.listener.events(batch);
      } catch (cause) {
        this.fail(cause);
      }
      if (!wantsMore) this.isPaused = true;
    }
    this.isDelivering = false;
    if (this.isPaused || this.isClosed) return;
    if (!this.isSyncing && !this.isSyncTold) {
      this.isSyncTold = true;
      this.parts.listener.synced?.();
    }
    for (const member of this.members.values()) member.grant();
  }

  private lookAgain(source: HistorySource, cause: unknown): void {
    const { clock, timeoutMs } = source.parts;
    this.lostMs ??= clock.nowMs();
    if (this.isClosed || this.cancelWait !== undefined) return;
    const waitMs = this.backOff.nextMs();
    const untilMs = this.lostMs + (this.onOpened === undefined ? this.parts.retryMs : timeoutMs);
    if (clock.nowMs() + waitMs >= untilMs) {
      this.fail(new HistoryUnavailable('some partitions are not followed at the moment', { cause }));
      return;
    }
    this.cancelWait = clock.after(waitMs, () => this.askAndConnect());
  }

  private askAndConnect(): void {
    void this.parts.source.refresh().then(() => {
      this.cancelWait = undefined;
      if (!this.isClosed) this.connectAll();
    });
  }

  /** A stream to every member that has none. Those that follow nothing yet say so as soon as that changes. */
  private connectAll(): void {
    const { source, windowEvents, partitions } = this.parts;
    for (const address of source.parts.members.addresses()) {
      if (this.members.has(address)) continue;
      const member = new MemberLifecycle({ source, address, windowEvents, listener: this });
      this.members.set(address, member);
      member.connect();
    }
    // Partitions may be lacking though every member answers: then who follows them is asked for again.
    if (this.tellers.size < partitions) this.lookAgain(source, new Error('some partitions have no member'));
  }
}
