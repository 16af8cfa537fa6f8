/** A follow below what is left of a history, as a status and back: no other server would say anything else. */
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { HistoryCompacted } from '@macp/ports';

const DETAILS = /^compacted (\d+)$/;

export function compactedStatus({ lowestAfter }: HistoryCompacted): object {
  return { code: status.OUT_OF_RANGE, details: `compacted ${lowestAfter}` };
}

/** What `compactedStatus` made; `undefined` for every other failure. */
export function compactedOf(cause: unknown): HistoryCompacted | undefined {
  const { code, details } = cause as Partial<ServiceError>;
  const found = code === status.OUT_OF_RANGE ? DETAILS.exec(details ?? '') : null;
  return found === null ? undefined : new HistoryCompacted(Number(found[1]));
}
