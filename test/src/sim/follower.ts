/**
 * Somebody who follows one session's history through the projection: pauses, leaves and comes back behind what it has,
 * and must be shown every accepted envelope once, in order, in the bytes that the log has (I8, I11).
 */
import type { FollowListener, HistoryEnvelope, HistoryFollow } from '@macp/ports';
import { Envelope as EnvelopeCodec, encodeBytes, wireEnvelope } from '@macp/proto';
import { Violation } from './invariants.js';
import { latin1 } from './judge.js';
import type { Projection } from './projection.js';
import type { SessionJudge } from './session-judge.js';
import type { SimContext } from './sim-context.js';

export class Follower {
  /** Ordinal of the last envelope shown; `undefined` until a live follow has begun. */
  private cursor: number | undefined;
  private follow: HistoryFollow | undefined;
  private connections = 0;

  constructor(
    readonly sessionId: string,
    private readonly parts: {
      readonly context: SimContext;
      readonly projection: Projection;
      readonly judge: SessionJudge;
    },
  ) {
    this.cursor = parts.context.random.chance(0.8) ? 0 : undefined;
    this.connect();
  }

  /** True when everything accepted has been shown. */
  get isComplete(): boolean {
    return this.cursor === this.history.length;
  }

  private get history(): readonly string[] {
    return this.parts.judge.histories.get(this.sessionId) ?? [];
  }

  /** Leaves and comes back. */
  reconnect(): void {
    this.connections += 1;
    this.follow?.close();
    this.follow = undefined;
    const { random, scheduler, trace } = this.parts.context;
    trace.add(() => `the follower of ${this.sessionId} comes back behind ${this.cursor}`);
    scheduler.after(random.between(0, 50), () => this.connect());
  }

  private connect(): void {
    const { projection, context } = this.parts;
    const { reader } = projection;
    if (reader === undefined) {
      context.scheduler.after(50, () => this.connect());
      return;
    }
    const connection = (this.connections += 1);
    const isCurrent = (): boolean => connection === this.connections;
    const endBefore = this.history.length;
    projection.onCrash(() => {
      if (isCurrent()) this.reconnect();
    });
    reader.follow(this.sessionId, this.cursor ?? 'live', this.listener(isCurrent)).then(
      (follow) => {
        if (!isCurrent()) return follow.close();
        this.follow = follow;
        this.cursor ??= follow.tail;
        if (follow.tail < endBefore)
          this.report(`a follow of ${this.sessionId} began at ${follow.tail} of ${endBefore}`);
      },
      () => {
        if (isCurrent()) this.reconnect();
      },
    );
  }

  private listener(isCurrent: () => boolean): FollowListener {
    const { context } = this.parts;
    const comeBack = (): void => {
      if (isCurrent()) this.reconnect();
    };
    return {
      envelopes: (batch) => {
        if (!isCurrent()) return false;
        batch.forEach((shown) => this.show(shown));
        if (context.random.chance(0.85)) return true;
        context.sometimes.note('follower paused');
        context.scheduler.after(context.random.between(1, 200), () => {
          if (isCurrent()) this.follow?.resume();
        });
        return false;
      },
      lagged: comeBack,
      failed: comeBack,
    };
  }

  private show({ ordinal, envelope }: HistoryEnvelope): void {
    const expected = (this.cursor ?? 0) + 1;
    if (ordinal !== expected) return this.report(`${this.sessionId} showed ${ordinal}, not ${expected}`);
    const bytes = latin1(encodeBytes(EnvelopeCodec, wireEnvelope(envelope)));
    if (bytes !== this.history[ordinal - 1]) this.report(`${this.sessionId}#${ordinal} was shown otherwise`);
    this.cursor = ordinal;
  }

  private report(detail: string): void {
    this.parts.context.report(new Violation('I11', detail));
  }
}
