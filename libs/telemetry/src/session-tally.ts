/**
 * Counts of sessions, messages and Commitments by mode, of transitions, and how long sessions lasted
 * (receipts-and-telemetry specification C.6, families 1 and 5; runtime specification §8). Kept beside the metrics registry,
 * like the envelope tally, because they are written for every message.
 * Invariant: the number of series is bounded, and so is each label, whatever modes sessions have or are only asked for:
 * those beyond the first thousand share one, and a mode that only refusals have named makes room for one that sessions have.
 */
import { Histogram } from './histogram.js';

/** What changed the state of a session. */
export type SessionOperation = 'resolve' | 'expire' | 'cancel' | 'suspend' | 'resume';

/** Terminal states, as the wire names them, by the operation that leads there. */
const ENDS: Partial<Readonly<Record<SessionOperation, string>>> = {
  resolve: 'SESSION_STATE_RESOLVED',
  expire: 'SESSION_STATE_EXPIRED',
  cancel: 'SESSION_STATE_CANCELLED',
};

/** Per mode, in the order in which they are shown. */
const COUNTS = {
  messagesAccepted: 'macp_messages_accepted_total',
  messagesRejected: 'macp_messages_rejected_total',
  started: 'macp_sessions_started_total',
  resolve: 'macp_sessions_resolved_total',
  expire: 'macp_sessions_expired_total',
  cancel: 'macp_sessions_cancelled_total',
  suspend: 'macp_sessions_suspended_total',
  resume: 'macp_sessions_resumed_total',
  commitmentsAccepted: 'macp_commitments_accepted_total',
  commitmentsRejected: 'macp_commitments_rejected_total',
} as const;

const OPERATIONS: readonly SessionOperation[] = ['cancel', 'expire', 'resolve', 'resume', 'suspend'];
const BOUNDS_SECONDS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 86_400] as const;
const DURATION = 'macp_session_duration_seconds';
const MODES_MAX = 1_000;
/** Longer names are only ever asked for, and strangers may ask. */
const MODE_LENGTH_MAX = 256;
const OVERFLOW = '_overflow';

interface ModeCounts extends Record<keyof typeof COUNTS, number> {
  /** By terminal state. */
  readonly durations: Map<string, Histogram>;
}

export class SessionTally {
  private readonly modes = new Map<string, ModeCounts>();

  started(mode: string): void {
    this.countsOf(mode).started++;
  }

  /** Any accepted envelope but a SessionStart, those of the runtime itself included. */
  accepted(mode: string, isCommitment: boolean): void {
    const counts = this.countsOf(mode);
    counts.messagesAccepted++;
    if (isCommitment) counts.commitmentsAccepted++;
  }

  /** A refused unary Send that named a session. */
  rejected(mode: string, isCommitment: boolean): void {
    const counts = this.countsOfAny(mode);
    counts.messagesRejected++;
    if (isCommitment) counts.commitmentsRejected++;
  }

  /** A session changed its state `lastedMs` after its start, suspensions included. */
  transition(mode: string, operation: SessionOperation, lastedMs: number): void {
    const counts = this.countsOf(mode);
    counts[operation]++;
    const end = ENDS[operation];
    if (end === undefined) return;
    let durations = counts.durations.get(end);
    if (durations === undefined) counts.durations.set(end, (durations = new Histogram(BOUNDS_SECONDS)));
    durations.observe(Math.max(0, lastedMs) / 1000);
  }

  /** The counts per mode in Prometheus' text format, without HELP and TYPE; empty before the first one. */
  counts(): string {
    const keys = Object.keys(COUNTS) as (keyof typeof COUNTS)[];
    return textOf(
      keys.flatMap((key) => this.sorted().map(([mode, counts]) => `${COUNTS[key]}{mode="${mode}"} ${counts[key]}`)),
    );
  }

  /** Transitions and durations in Prometheus' text format; empty before the first transition. */
  transitions(): string {
    const sorted = this.sorted();
    const transitions = sorted.flatMap(([mode, counts]) =>
      OPERATIONS.filter((operation) => counts[operation] > 0).map(
        (operation) =>
          `macp_session_transitions_total{macp_mode_id="${mode}",macp_operation_name="${operation}"} ${counts[operation]}`,
      ),
    );
    const durations = sorted.flatMap(([mode, counts]) =>
      [...counts.durations]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([state, ended]) => ended.lines(DURATION, `macp_mode_id="${mode}",macp_session_state="${state}"`)),
    );
    return textOf([
      ...family('macp_session_transitions_total', 'counter', 'Changes of the state of sessions.', transitions),
      ...family(DURATION, 'histogram', 'Time from start to end of a session.', durations),
    ]);
  }

  /** Of a mode that sessions have. */
  private countsOf(mode: string): ModeCounts {
    const known = this.modes.get(mode);
    if (known !== undefined) return known;
    if (!this.hasRoomFor(mode)) this.foldOneRefused();
    return this.countsOfAny(mode);
  }

  /** Of any mode, whoever named it. */
  private countsOfAny(mode: string): ModeCounts {
    const known = this.modes.get(mode);
    if (known !== undefined) return known;
    if (mode !== OVERFLOW && (mode.length > MODE_LENGTH_MAX || !this.hasRoomFor(mode)))
      return this.countsOfAny(OVERFLOW);
    const zeros = Object.fromEntries(Object.keys(COUNTS).map((key) => [key, 0])) as Record<keyof typeof COUNTS, number>;
    const counts = { ...zeros, durations: new Map<string, Histogram>() };
    this.modes.set(mode, counts);
    return counts;
  }

  private hasRoomFor(mode: string): boolean {
    return mode === OVERFLOW || this.modes.size - (this.modes.has(OVERFLOW) ? 1 : 0) < MODES_MAX;
  }

  /** Moves what was refused in one mode that no session has had to the modes that share their counts. */
  private foldOneRefused(): void {
    for (const [mode, counts] of this.modes) {
      if (mode === OVERFLOW || isOfSessions(counts)) continue;
      const shared = this.countsOfAny(OVERFLOW);
      shared.messagesRejected += counts.messagesRejected;
      shared.commitmentsRejected += counts.commitmentsRejected;
      this.modes.delete(mode);
      return;
    }
  }

  /** Modes as label values, in order. */
  private sorted(): [string, ModeCounts][] {
    return [...this.modes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([mode, counts]) => [escaped(mode), counts]);
  }
}

/** Something else than a refusal was counted. */
function isOfSessions({ messagesRejected: _m, commitmentsRejected: _c, durations, ...counts }: ModeCounts): boolean {
  return durations.size > 0 || Object.values(counts).some((count) => count > 0);
}

function family(name: string, type: string, help: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A refused envelope's mode is its client's choice. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
