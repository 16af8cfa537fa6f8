/**
 * Whether a log still has what a projection has read. A log that has lost its tail and has grown beyond it again is another
 * history (ADR 0007, A3): who went on with it would take the records of its owners for void, and show what is no more.
 */
import { decodeRecord, seqOf } from '@macp/event-log';
import type { ClaimedRecord, EventLog, LogPosition } from '@macp/event-log';

/** Void records stand one or two in a row; behind so many nobody looks for a valid one. */
const LOOKED_AT_MAX = 32;

/** True also where it cannot be seen, because the records are trimmed, or not to be had: who reads on hears of that. */
export async function isStanding(
  log: Pick<EventLog, 'read'>,
  partition: number,
  position: LogPosition,
): Promise<boolean> {
  const { offset } = position;
  for (let at = offset; at >= 0 && offset - at < LOOKED_AT_MAX; at -= 1) {
    let record: ClaimedRecord;
    try {
      const [found] = await log.read(partition, at, 1);
      if (found === undefined) return true;
      record = decodeRecord(found.bytes);
    } catch {
      return true;
    }
    const verdict = judge(record, position);
    if (verdict !== undefined) return verdict;
  }
  return true;
}

/** What the record at the position, or one before it with none between that counts, says; `undefined` when nothing. */
function judge(record: ClaimedRecord, { epoch, seq }: LogPosition): boolean | undefined {
  // A CLAIM is never void, and a batch of another epoch can be.
  if (record.epoch !== epoch) return record.kind === 'claim' && epoch !== '' ? false : undefined;
  const found = seqOf(record);
  if (found === seq) return true;
  // A repeat of an earlier one is void.
  return found > seq ? false : undefined;
}
