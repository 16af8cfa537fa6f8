/** The feed's audit passes over repeats, and finds what is missing, out of place or of nowhere. */
import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '@macp/event-log';
import { FeedGap } from '@macp/feed-consumer';
import { FeedAudit } from './feed-audit.js';
import type { LoggedSession } from './log-audit.js';

const LOGGED: LoggedSession = { state: 'RESOLVED', messageIds: ['m1', 'm2'], changes: ['CREATED', 'RESOLVED'] };
const DUE = ['CREATED', 'm1', 'm2', 'RESOLVED'];

/** What stands in the feed of session `s`: ids of messages, or names of changes; numbers count up unless given. */
async function audited(told: readonly (string | readonly [string, number])[]): Promise<FeedAudit> {
  const feed = new MemoryEventLog({ partitions: 1, logId: 'feed' });
  const numbers = new Map<string, number>();
  const last = { envelope: 0, lifecycle: 0 };
  for (const entry of told) {
    const [name, given] = typeof entry === 'string' ? [entry, undefined] : entry;
    const kind = name.startsWith('m') ? 'envelope' : 'lifecycle';
    const number = given ?? numbers.get(name) ?? ++last[kind];
    numbers.set(name, number);
    const of = { format: 1, session_id: 's', kind, ordinal: number };
    const value =
      kind === 'envelope' ? { ...of, envelope: { message_id: name } } : { ...of, change: name, change_number: number };
    await feed.append(0, Buffer.from(JSON.stringify(value)));
  }
  return FeedAudit.of(feed, new Map([['s', LOGGED]]));
}

describe('the audit of the public feed', () => {
  it('passes over repeats, also of long runs, and counts them', async () => {
    expect(await audited([...DUE, ...DUE.slice(1), 'RESOLVED'])).toMatchObject({ records: 8, repeats: 4 });
  });

  it.each([
    ['messages in another order', ['CREATED', 'm2', 'm1', 'RESOLVED']],
    ['another end', ['CREATED', 'm1', 'm2', 'CANCELLED']],
    ['more than was logged', ['CREATED', 'm1', 'm2', 'm3', 'RESOLVED']],
  ])('finds %s', async (_name, told) => {
    await expect(audited(told)).rejects.toMatchObject({ invariant: 'I11' });
  });

  it('finds a gap', async () => {
    await expect(audited(['CREATED', 'm1', ['m2', 3], 'RESOLVED'])).rejects.toBeInstanceOf(FeedGap);
  });
});
