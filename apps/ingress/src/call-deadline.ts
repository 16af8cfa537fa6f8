/**
 * Until when a call waits for its outcome (ADR 0002): the configured time-out, or shortly before the client's own
 * deadline, so that the client hears "unknown" from us and not nothing at all.
 */
import { status } from '@grpc/grpc-js';
import type { Deadline, StatusObject } from '@grpc/grpc-js';

const MARGIN_MS_MAX = 100;

/** Unix ms, whole. */
export function callDeadlineMs(nowMs: number, timeoutMs: number, clientDeadline: Deadline): number {
  const ownMs = nowMs + timeoutMs;
  const clientMs = typeof clientDeadline === 'number' ? clientDeadline : clientDeadline.getTime();
  // Also for a call without a deadline, where it is infinite.
  if (!(clientMs < ownMs)) return ownMs;
  return Math.floor(clientMs - Math.min(MARGIN_MS_MAX, Math.max(0, clientMs - nowMs) * 0.1));
}

/** The answer when the outcome is not known: no MACP code, for nothing was refused. The same message id may be sent again. */
export const UNKNOWN_OUTCOME: Partial<StatusObject> & { readonly name: string; readonly message: string } = {
  name: 'UnknownOutcome',
  message: 'the outcome is not known yet; sending the same message again is safe',
  code: status.UNAVAILABLE,
  details: 'the outcome is not known yet; sending the same message again is safe',
};
