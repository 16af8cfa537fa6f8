/**
 * A local view of the policy registry, folded from the registry's log through the one reader rule. It has a record
 * before the append that wrote it is confirmed to its owner, so whatever registration was answered is in the view.
 */
import { ClaimedLogReader } from '@macp/event-log';
import type { EventLog, LogRecord, Subscription } from '@macp/event-log';
import type { PolicyDefinition } from '@macp/kernel';
import { evolveRegistry, getPolicy, listPolicies } from '@macp/policy-rules';
import type { PolicyRegistry } from '@macp/policy-rules';
import type { PolicyCatalog } from '@macp/ports';
import { decodeRegistryFact } from '@macp/records';

/** The registry is one entity and lives in one partition. */
const PARTITION = 0;

export class RegistryView implements PolicyCatalog {
  private state: PolicyRegistry | undefined;
  private readonly reader: ClaimedLogReader;
  private subscription: Subscription | undefined;
  private fault: { readonly cause: unknown } | undefined;
  private waiting: { readonly offset: number; readonly done: (cause?: unknown) => void }[] = [];

  constructor(private readonly log: EventLog) {
    const { partitions, logId } = log;
    this.reader = new ClaimedLogReader({ partition: PARTITION, partitions, logId });
  }

  /** Resolves when everything that is in the log as of the call has been folded. */
  async start(): Promise<void> {
    this.subscription = this.log.follow(
      PARTITION,
      0,
      (records) => this.fold(records),
      (cause) => this.fail(cause),
    );
    await this.catchUp();
  }

  stop(): void {
    this.subscription?.close();
  }

  readonly resolve = (policyId: string): PolicyDefinition | undefined => getPolicy(this.state, policyId);

  list(modeFilter: string): readonly PolicyDefinition[] {
    return listPolicies(this.state, modeFilter);
  }

  /** @throws the log's fault, when the view cannot follow it any more. */
  async catchUp(): Promise<void> {
    const offset = await this.log.endOffset(PARTITION);
    if (this.fault !== undefined) throw new Error('the policy registry cannot be read', this.fault);
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
    for (const fact of read.record.facts) this.state = evolveRegistry(this.state, decodeRegistryFact(fact));
  }

  private fail(cause: unknown): void {
    this.fault = { cause };
    for (const { done } of this.waiting.splice(0)) done(new Error('the policy registry cannot be read', { cause }));
  }
}
