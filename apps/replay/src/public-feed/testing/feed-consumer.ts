/** A consumer as outside ones are told to be: per session it drops what it has had, and takes nothing out of order. */
import { invariant } from '@macp/kernel';
import type { FeedRecord } from '@macp/ports';
import type { FeedValue } from '../feed-record.js';

interface Had {
  ordinal: number;
  changeNumber: number;
}

export function valueOf(record: FeedRecord): FeedValue {
  return JSON.parse(Buffer.from(record.value).toString()) as FeedValue;
}

/** One line per record: `s-1 envelope 2`, `s-1 CREATED 1`. */
export function lineOf(value: FeedValue): string {
  const { session_id: id, kind } = value;
  return kind === 'envelope' ? `${id} envelope ${value.ordinal}` : `${id} ${value.change} ${value.change_number}`;
}

/** What is left of the records of one partition without repeats. @throws InvariantViolation on a gap */
export function deduplicated(records: readonly FeedRecord[]): FeedValue[] {
  const had = new Map<string, Had>();
  const values: FeedValue[] = [];
  for (const record of records) {
    const value = valueOf(record);
    const before = had.get(value.session_id) ?? { ordinal: 0, changeNumber: 0 };
    had.set(value.session_id, before);
    const [number, last] =
      value.kind === 'envelope' ? [value.ordinal, before.ordinal] : [value.change_number, before.changeNumber];
    if (number <= last) continue;
    invariant(number === last + 1, `${lineOf(value)} comes after ${last}`);
    if (value.kind === 'envelope') before.ordinal = number;
    else before.changeNumber = number;
    values.push(value);
  }
  return values;
}
