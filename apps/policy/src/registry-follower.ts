/**
 * Follows the registries' log through the one reader rule and folds it. It has a record before the append that wrote it
 * is confirmed to its owner, so whatever change was answered is in here; it knows how far it has come, which is what
 * reads wait for.
 */
import { ClaimedLogReader, PortionedFollow } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import { MODES_ENTITY, POLICIES_ENTITY, entityOfRegistryFact, evolveRegistry } from '@macp/policy-rules';
import type { ModeRegistry, PolicyRegistry, RegistryState } from '@macp/policy-rules';
import type { RegistryFeed, RegistryListener, WatchedRegistry } from '@macp/ports';
import { decodeRegistryFact } from '@macp/records';

/** The registries live in one partition. */
const PARTITION = 0;

const WATCHED: Readonly<Record<string, WatchedRegistry>> = { [POLICIES_ENTITY]: 'policies', [MODES_ENTITY]: 'modes' };

interface Waiter {
  readonly offset: number;
  readonly done: (cause?: unknown) => void;
}

interface Subscriber {
  readonly registry: WatchedRegistry;
  readonly listener: RegistryListener;
}

export class RegistryFollower implements RegistryFeed {
  private policyState: PolicyRegistry | undefined;
  private modeState: ModeRegistry | undefined;
  private readonly reader: ClaimedLogReader;
  private subscription: Subscription | undefined;
  private fault: { readonly cause: unknown } | undefined;
  private waiting: Waiter[] = [];
  private readonly subscribers = new Set<Subscriber>();

  constructor(private readonly log: EventLog) {
    const { partitions, logId } = log;
    this.reader = new ClaimedLogReader({ partition: PARTITION, partitions, logId });
  }

  get policies(): PolicyRegistry | undefined {
    return this.policyState;
  }

  get modes(): ModeRegistry | undefined {
    return this.modeState;
  }

  /** Offset of the next record to be folded. */
  get nextOffset(): number {
    return this.reader.nextOffset;
  }

  /** Resolves when everything that is in the log as of the call has been folded. */
  async start(): Promise<void> {
    this.subscription = new PortionedFollow({
      log: this.log,
      partition: PARTITION,
      fromOffset: 0,
      take: (records) => this.fold(records),
      onFault: (cause) => this.fail(cause),
    });
    // It may have failed inside the call.
    if (this.fault !== undefined) this.subscription.close();
    await this.catchUp();
  }

  /** Ends what waits and who watches. */
  stop(): void {
    this.fail(new Error('the registries are not followed any more'));
  }

  subscribe(registry: WatchedRegistry, listener: RegistryListener): Subscription {
    const subscriber = { registry, listener };
    if (this.fault === undefined) this.subscribers.add(subscriber);
    else listener.failed(this.fault.cause);
    return { close: () => void this.subscribers.delete(subscriber) };
  }

  /** Resolves when everything that is in the log as of the call has been folded. @throws when it cannot be followed. */
  async catchUp(): Promise<void> {
    const offset = await this.log.endOffset(PARTITION);
    if (this.fault !== undefined) throw new Error('the registries cannot be read', this.fault);
    if (this.reader.nextOffset >= offset) return;
    await new Promise<void>((resolve, reject) => {
      const done = (cause?: unknown): void => (cause === undefined ? resolve() : reject(cause as Error));
      this.waiting.push({ offset, done });
    });
  }

  private fold(records: readonly LogRecord[]): void {
    if (this.fault !== undefined) return;
    try {
      for (const record of records) this.foldOne(record);
    } catch (cause) {
      this.fail(cause);
      return;
    }
    const reached = this.waiting.filter(({ offset }) => offset <= this.reader.nextOffset);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter((waiter) => !reached.includes(waiter));
    for (const { done } of reached) done();
  }

  private foldOne(record: LogRecord): void {
    const read = this.reader.read(record);
    if (read.kind !== 'batch') return;
    for (const bytes of read.record.facts) {
      const fact = decodeRegistryFact(bytes);
      const registry = WATCHED[entityOfRegistryFact(fact)];
      if (registry === undefined) continue;
      this.set(evolveRegistry(registry === 'policies' ? this.policyState : this.modeState, fact));
      for (const subscriber of [...this.subscribers]) {
        if (subscriber.registry === registry) subscriber.listener.changed();
      }
    }
  }

  private set(state: RegistryState): void {
    if (state.kind === 'policies') this.policyState = state;
    else if (state.kind === 'modes') this.modeState = state;
  }

  private fail(cause: unknown): void {
    if (this.fault !== undefined) return;
    this.fault = { cause };
    this.subscription?.close();
    for (const { done } of this.waiting.splice(0)) done(new Error('the registries cannot be read', { cause }));
    const subscribers = [...this.subscribers];
    this.subscribers.clear();
    for (const { listener } of subscribers) listener.failed(cause);
  }
}
