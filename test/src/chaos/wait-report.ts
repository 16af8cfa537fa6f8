/**
 * Tells of one long wait what is needed to explain it: who waited for what, what its attempts ended with, which faults were
 * in force, who owned the partition, and what was recorded in it meanwhile. Times are seconds since the wait began.
 */
import { partitionFor } from '@macp/ports';
import type { FaultHistory } from './fault-history.js';
import type { LogAudit, LoggedClaim, LoggedFact } from './log-audit.js';
import type { Note, Wait } from './waits.js';

/** What was in force shortly before may still be felt. */
const BEFORE_MS = 10_000;
const NOTES_MAX = 40;
const CORRELATION_IDS_MAX = 4;

export interface WaitContext {
  readonly history: FaultHistory;
  /** Of sessions, and of signals. */
  readonly partitions: number;
  /** Absent when the log could not be read. */
  readonly log?: Pick<LogAudit, 'claimed' | 'recordedAt' | 'traced'> | undefined;
  /** The process of an owner, as far as is known. */
  readonly nameOf: (owner: string) => string;
  /** Unix ms. */
  readonly nowMs: number;
}

export function describeWait(wait: Wait, context: WaitContext): readonly string[] {
  const { fromMs, asked } = wait;
  const toMs = wait.toMs ?? context.nowMs;
  const partition = partitionOf(wait, context.partitions);
  const since = (ms: number): string => seconds(ms - fromMs);
  const faults = context.history.during(fromMs - BEFORE_MS, toMs).map(({ name, fromMs: begun, toMs: ended }) => {
    return `fault ${since(begun)} to ${ended === undefined ? 'now' : since(ended)}: ${name}`;
  });
  const ofSession =
    asked.sessionId === '' || partition === undefined ? [] : logLines(wait, { partition, toMs }, context);
  return [headline(wait, toMs, partition), ...noteLines(wait.notes, since), ...faults, ...ofSession].map(
    (line, index) => (index === 0 ? line : `    ${line}`),
  );
}

function headline({ asked, fromMs, toMs: answeredMs }: Wait, toMs: number, partition: number | undefined): string {
  const { kind, client, sender, what, sessionId, messageId } = asked;
  const about = [
    ...(sessionId === '' ? [] : [`session ${sessionId}`]),
    ...(messageId === '' ? [] : [`message ${messageId}`]),
    ...(partition === undefined ? [] : [`partition ${partition}`]),
  ];
  const end = answeredMs === undefined ? 'without an answer at' : 'answered at';
  const times = `${clock(fromMs)}, ${end} ${clock(toMs)}`;
  return `WAITED ${seconds(toMs - fromMs)}: ${kind}, ${what} of ${sender} by ${client} (${[...about, times].join(', ')})`;
}

/** Signals have a log of their own, with as many partitions. */
function partitionOf({ asked: { kind, sender, sessionId } }: Wait, partitions: number): number | undefined {
  if (kind === 'signal') return partitionFor(sender, partitions);
  return sessionId === '' ? undefined : partitionFor(sessionId, partitions);
}

function noteLines(notes: readonly Note[], since: (ms: number) => string): readonly string[] {
  const lines = notes.slice(0, NOTES_MAX).map(({ what, fromMs, toMs, count }) => {
    return count === 1
      ? `attempt ${since(fromMs)}: ${what}`
      : `attempts ${since(fromMs)} to ${since(toMs)}, ${count}: ${what}`;
  });
  return notes.length <= NOTES_MAX ? lines : [...lines, `and ${notes.length - NOTES_MAX} more`];
}

interface Meanwhile {
  readonly partition: number;
  readonly toMs: number;
}

function logLines({ asked, fromMs }: Wait, { partition, toMs }: Meanwhile, context: WaitContext): readonly string[] {
  const { log, nameOf } = context;
  if (log === undefined) return ['the log could not be read'];
  const since = (ms: number): string => seconds(ms - fromMs);
  const owners = ownersDuring(log.claimed, { partition, fromMs, toMs }).map(
    ({ owner, claimedAtMs, generation, offset }) => {
      return `owner since ${since(claimedAtMs)}: ${nameOf(owner)} (generation ${generation}, CLAIM at offset ${offset})`;
    },
  );
  const isMeant = ({ sessionId, what, recordedAtMs }: LoggedFact): boolean => {
    const isMessage = asked.messageId !== '' && what === asked.messageId;
    return sessionId === asked.sessionId && (isMessage || (recordedAtMs >= fromMs && recordedAtMs <= toMs));
  };
  const facts = log.traced.filter(isMeant).map(({ what, offset, recordedAtMs, correlationIds }) => {
    const ids = correlationIds.slice(0, CORRELATION_IDS_MAX).join(' ');
    const more =
      correlationIds.length > CORRELATION_IDS_MAX ? ` and ${correlationIds.length - CORRELATION_IDS_MAX} more` : '';
    return `recorded ${since(recordedAtMs)}: ${what} at offset ${offset}, with the outcomes of ${ids}${more}`;
  });
  return [...owners, ...facts, silenceLine(log.recordedAt[partition] ?? [], { fromMs, toMs }, since)];
}

/** The owner at its beginning, and those after. */
export function ownersDuring(
  claimed: readonly LoggedClaim[],
  { partition, fromMs, toMs }: Meanwhile & { readonly fromMs: number },
): readonly LoggedClaim[] {
  const claims = claimed.filter((claim) => claim.partition === partition && claim.claimedAtMs <= toMs);
  const before = claims.filter(({ claimedAtMs }) => claimedAtMs <= fromMs).length;
  return claims.slice(Math.max(0, before - 1));
}

/** Whether the partition stood still, or only this call did. */
function silenceLine(
  recordedAt: readonly number[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  since: (ms: number) => string,
): string {
  const within = recordedAt.filter((ms) => ms > fromMs && ms < toMs);
  const marks = [fromMs, ...within, toMs];
  const pauses = marks.slice(1).map((ms, index) => ({ fromMs: marks[index]!, toMs: ms, tookMs: ms - marks[index]! }));
  const longest = pauses.reduce((a, b) => (b.tookMs > a.tookMs ? b : a));
  return `its partition recorded ${within.length} batches, none from ${since(longest.fromMs)} to ${since(longest.toMs)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
