/**
 * Reads the public feed as any outside consumer does: without repeats it is, session for session, what the log says
 * (docs/public-feed.md), and nothing is missing once it has caught up.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '@macp/event-log';
import { FeedDeduplication, readFeedValue } from '@macp/feed-consumer';
import { Violation } from '../sim/invariants.js';
import type { LoggedSession } from './log-audit.js';

const READ_RECORDS_MAX = 1000;
const CAUGHT_UP_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 100;

export class FeedAudit {
  records = 0;
  repeats = 0;
  private readonly told = new Map<string, { readonly messageIds: string[]; readonly changes: string[] }>();
  private readonly positions: number[];
  private readonly deduplication = new FeedDeduplication();

  private constructor(private readonly feed: EventLog) {
    this.positions = Array.from({ length: feed.partitions }, () => 0);
  }

  /** `logged` is what the log says of every session. @throws Violation, FeedGap */
  static async of(feed: EventLog, logged: ReadonlyMap<string, LoggedSession>): Promise<FeedAudit> {
    const audit = new FeedAudit(feed);
    const due = [...logged.values()].reduce(
      (sum, { messageIds, changes }) => sum + messageIds.length + changes.length,
      0,
    );
    const untilMs = performance.now() + CAUGHT_UP_WITHIN_MS;
    for (;;) {
      await audit.read();
      if (audit.records - audit.repeats >= due) break;
      if (performance.now() > untilMs)
        throw new Violation('I12', `the feed lacks ${due - audit.records + audit.repeats}`);
      await pause(LOOK_AGAIN_MS);
    }
    audit.compare(logged);
    return audit;
  }

  private async read(): Promise<void> {
    for (let partition = 0; partition < this.feed.partitions; partition++) {
      const end = await this.feed.endOffset(partition);
      while (this.positions[partition]! < end) {
        const records = await this.feed.read(partition, this.positions[partition]!, READ_RECORDS_MAX);
        this.positions[partition]! += records.length;
        for (const { bytes } of records) this.take(Buffer.from(bytes));
      }
    }
  }

  private take(bytes: Buffer): void {
    this.records += 1;
    const value = readFeedValue(bytes)!;
    if (!this.deduplication.isNew(value)) {
      this.repeats += 1;
      return;
    }
    const told = this.told.get(value.session_id) ?? { messageIds: [], changes: [] };
    this.told.set(value.session_id, told);
    if (value.kind === 'envelope') told.messageIds.push(value.envelope.message_id);
    else told.changes.push(value.change);
  }

  private compare(logged: ReadonlyMap<string, LoggedSession>): void {
    for (const [sessionId, { messageIds, changes }] of logged) {
      const told = this.told.get(sessionId);
      if (told?.messageIds.join() !== messageIds.join() || told.changes.join() !== changes.join())
        throw new Violation(
          'I11',
          `the feed of ${sessionId} is not its log: ${told?.changes.join()} for ${changes.join()}`,
        );
    }
    if (this.told.size !== logged.size) throw new Violation('I8', 'the feed has sessions that the log has not');
  }
}
