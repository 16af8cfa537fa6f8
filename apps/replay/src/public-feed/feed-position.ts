/**
 * Where in the log a record of the feed comes from, as its header says: with it the next writer goes on behind the last
 * record, without any other store.
 */
import type { LogPosition } from '@macp/event-log';
import type { FeedRecord } from '@macp/ports';

export const POSITION_HEADER = 'macp-position';
export const LOG_HEADER = 'macp-log';

/** The place of a feed record in the log: its log record, and which of those that this one gave. */
export interface FeedPosition extends LogPosition {
  /** From 0. */
  readonly index: number;
}

/** What the feed holds does not belong to the log that it is to be written from: nobody may go on with it. */
export class FeedMismatch extends Error {
  override readonly name = 'FeedMismatch';
  constructor(
    readonly partition: number,
    why: string,
  ) {
    super(`the feed of partition ${partition} cannot be continued: ${why}`);
  }
}

export function positionText({ offset, index, seq, epoch }: FeedPosition): string {
  return `${offset}:${index}:${seq}:${epoch}`;
}

/** Where `record` comes from. @throws FeedMismatch it is no record of ours, or of another log */
export function positionOf(partition: number, record: FeedRecord, logId: string): FeedPosition {
  const [, offset, index, seq, epoch] = /^(\d+):(\d+):(\d+):(.*)$/s.exec(record.headers[POSITION_HEADER] ?? '') ?? [];
  if (epoch === undefined) throw new FeedMismatch(partition, 'its last record does not say where it comes from');
  const from = record.headers[LOG_HEADER];
  if (from !== logId) throw new FeedMismatch(partition, `its last record comes from log ${from}, not from ${logId}`);
  return { offset: Number(offset), index: Number(index), seq: Number(seq), epoch };
}

/** Whether what stands at `position` is in a feed whose last record comes from `last`. */
export function isWithin(position: Pick<FeedPosition, 'offset' | 'index'>, last: FeedPosition | undefined): boolean {
  if (last === undefined) return false;
  return position.offset < last.offset || (position.offset === last.offset && position.index <= last.index);
}
