/** A consumer takes every record once, notices what is missing, and does not misread what it does not know. */
import { describe, expect, it } from '@jest/globals';
import { FeedDeduplication, FeedGap } from './feed-deduplication.js';
import { readFeedValue } from './feed-value.js';
import type { FeedValue } from './feed-value.js';

const envelope = (session_id: string, ordinal: number): FeedValue => ({
  format: 1,
  kind: 'envelope',
  session_id,
  ordinal,
  accepted_at_unix_ms: 1,
  envelope: { mode: 'm', message_type: 'Proposal', message_id: 'x', sender: 'lead', payload_base64: '' },
});
const change = (session_id: string, change_number: number): FeedValue => ({
  format: 1,
  kind: 'lifecycle',
  session_id,
  ordinal: 1,
  change: 'CREATED',
  change_number,
  changed_at_unix_ms: 1,
});

describe('FeedDeduplication', () => {
  it('given a feed with repeats, when it is read, then each record is new once', () => {
    const deduplication = new FeedDeduplication();
    const feed = [
      change('a', 1),
      envelope('a', 1),
      envelope('b', 1),
      change('a', 1),
      envelope('a', 1),
      envelope('a', 2),
    ];

    expect(feed.map((value) => deduplication.isNew(value))).toEqual([true, true, true, false, false, true]);
  });

  it('given a feed with a gap, when it is read, then that is noticed, of envelopes and of changes', () => {
    const deduplication = new FeedDeduplication();
    deduplication.isNew(envelope('a', 1));

    expect(() => deduplication.isNew(envelope('a', 3))).toThrow(FeedGap);
    expect(() => deduplication.isNew(change('a', 2))).toThrow('lifecycle 2 of session a comes after 0');
  });
});

describe('readFeedValue', () => {
  const read = (value: object) => readFeedValue(Buffer.from(JSON.stringify(value)));

  it('given what it knows, when it is read, then it is that, with fields of later builds or without', () => {
    expect(read({ ...envelope('a', 1), more: true })).toMatchObject({ kind: 'envelope', ordinal: 1 });
  });

  it('given another kind, when it is read, then it is passed over, and another format is refused', () => {
    expect(read({ ...change('a', 1), kind: 'receipt' })).toBeUndefined();
    expect(() => read({ ...change('a', 1), format: 2 })).toThrow('the feed is of format 2; this consumer reads 1');
  });
});
