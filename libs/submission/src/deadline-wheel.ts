/**
 * Deadlines for many waiting things with one timer: a hashed wheel of coarse ticks whose slots are intrusive lists, so
 * that arming and disarming cost a few assignments and nothing is retained after it. A deadline fires at its tick or
 * later, never before. Elapsed time is measured between ticks, so a clock set back delays nothing by more than a tick.
 */
import type { Clock } from '@macp/partition-worker';

/** Something that waits; links belong to the wheel. Invariant: in at most one slot of one wheel at a time. */
export abstract class WheelNode {
  wheelNext: WheelNode | undefined;
  wheelPrevious: WheelNode | undefined;
  /** Tick at which the deadline is due. */
  wheelTick = 0;
  /** Invariant: -1 while not armed. */
  wheelSlot = -1;
  /** Called once when the deadline passes; the node is disarmed by then. */
  abstract deadlinePassed(): void;
}

const SLOTS = 1024;

/** One timer for any number of deadlines, running only while something waits. */
export class DeadlineWheel {
  private readonly slots: (WheelNode | undefined)[] = Array.from({ length: SLOTS });
  /** Invariant: every slot of a tick at or below this has been visited. */
  private tick = 0;
  private armed = 0;
  private lastMs = 0;
  private cancelTimer: (() => void) | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly tickMs = 25,
  ) {}

  /** Nodes waiting. */
  get size(): number {
    return this.armed;
  }

  /** Waits `delayMs` from now on; a delay of 0 or less is due at the next tick. */
  arm(node: WheelNode, delayMs: number): void {
    // While the timer runs, what has passed of its tick counts already.
    if (this.armed === 0 && this.cancelTimer === undefined) this.lastMs = this.clock.nowMs();
    // Time since the last tick has to be waited for as well, or the deadline would be early.
    const sinceTickMs = Math.max(0, this.clock.nowMs() - this.lastMs);
    node.wheelTick = this.tick + Math.max(1, Math.ceil((delayMs + sinceTickMs) / this.tickMs));
    this.insert(node);
    this.armed++;
    if (this.cancelTimer === undefined) this.schedule();
  }

  /** Forgets the node; harmless when it is not armed. */
  disarm(node: WheelNode): void {
    if (node.wheelSlot < 0) return;
    this.unlink(node);
    this.armed--;
  }

  /** Stops the timer; nothing fires afterwards. */
  close(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  private schedule(): void {
    this.cancelTimer = this.clock.after(this.tickMs, () => {
      this.cancelTimer = undefined;
      this.advance();
      if (this.armed > 0 && this.cancelTimer === undefined) this.schedule();
    });
  }

  private advance(): void {
    const nowMs = this.clock.nowMs();
    const ticks = Math.max(1, Math.floor((nowMs - this.lastMs) / this.tickMs));
    // A clock that went back is taken as one tick; the rest of a started tick is kept for the next time.
    this.lastMs = nowMs < this.lastMs ? nowMs : Math.min(nowMs, this.lastMs + ticks * this.tickMs);
    const until = this.tick + ticks;
    const from = Math.max(this.tick + 1, until - SLOTS + 1);
    this.tick = until;
    for (let tick = from; tick <= until; tick++) this.visit(tick % SLOTS, until);
  }

  private visit(slot: number, until: number): void {
    let node = this.slots[slot];
    while (node !== undefined) {
      const next: WheelNode | undefined = node.wheelNext;
      if (node.wheelTick <= until) {
        this.unlink(node);
        this.armed--;
        node.deadlinePassed();
        // The callback may have disarmed the remembered neighbour: start over rather than walk a loose end.
        node = next === undefined || next.wheelSlot === slot ? next : this.slots[slot];
      } else node = next;
    }
  }

  private insert(node: WheelNode): void {
    const slot = node.wheelTick % SLOTS;
    const head = this.slots[slot];
    node.wheelSlot = slot;
    node.wheelPrevious = undefined;
    node.wheelNext = head;
    if (head !== undefined) head.wheelPrevious = node;
    this.slots[slot] = node;
  }

  private unlink(node: WheelNode): void {
    const { wheelNext: next, wheelPrevious: previous } = node;
    if (previous === undefined) this.slots[node.wheelSlot] = next;
    else previous.wheelNext = next;
    if (next !== undefined) next.wheelPrevious = previous;
    node.wheelNext = undefined;
    node.wheelPrevious = undefined;
    node.wheelSlot = -1;
  }
}
