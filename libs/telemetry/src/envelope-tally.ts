/**
 * Counts and durations of envelopes by mode, type and outcome (receipts-and-telemetry specification C.5, C.6), kept
 * beside the metrics registry because they are written for every message: one map look-up and two additions each.
 * Invariant: label values come from closed sets, so the number of series is bounded whatever clients send.
 */
import { Histogram } from './histogram.js';

/** Outcome of one envelope, as metrics tell it. `unknown` = not known by its deadline. */
export type EnvelopeOutcome = 'accepted' | 'duplicate' | 'rejected' | 'unknown';

/** What is told apart of an envelope. */
export interface TalliedEnvelope {
  readonly mode: string;
  readonly messageType: string;
}

const BOUNDS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Label value of everything outside the closed sets. */
export const OTHER = '_OTHER';

interface Series {
  readonly labels: string;
  readonly durations: Histogram;
}

export class EnvelopeTally {
  private readonly series = new Map<string, Map<string, Map<EnvelopeOutcome, Series>>>();

  /** Modes and message types outside the sets count as `_OTHER`. */
  constructor(
    private readonly modes: ReadonlySet<string>,
    private readonly messageTypes: ReadonlySet<string>,
  ) {}

  record(envelope: TalliedEnvelope, outcome: EnvelopeOutcome, seconds: number): void {
    this.seriesOf(envelope.mode, envelope.messageType, outcome).durations.observe(seconds);
  }

  /** Both families in Prometheus' text format; empty before the first envelope. */
  exposition(): string {
    const all = [...this.series.values()].flatMap((types) => [...types.values()].flatMap((out) => [...out.values()]));
    if (all.length === 0) return '';
    const lines = [
      '# HELP macp_envelope_processed_total Envelopes processed.',
      '# TYPE macp_envelope_processed_total counter',
      ...all.map(({ labels, durations }) => `macp_envelope_processed_total{${labels}} ${durations.count}`),
      '# HELP macp_envelope_process_duration_seconds Time from arrival to answer.',
      '# TYPE macp_envelope_process_duration_seconds histogram',
      ...all.flatMap(({ labels, durations }) => durations.lines('macp_envelope_process_duration_seconds', labels)),
    ];
    return `${lines.join('\n')}\n`;
  }

  private seriesOf(mode: string, messageType: string, outcome: EnvelopeOutcome): Series {
    const knownMode = mode === '' || this.modes.has(mode) ? mode : OTHER;
    const knownType = this.messageTypes.has(messageType) ? messageType : OTHER;
    let types = this.series.get(knownMode);
    if (types === undefined) this.series.set(knownMode, (types = new Map()));
    let outcomes = types.get(knownType);
    if (outcomes === undefined) types.set(knownType, (outcomes = new Map()));
    let series = outcomes.get(outcome);
    if (series === undefined) {
      const modeLabel = knownMode === '' ? '' : `macp_mode_id="${knownMode}",`;
      const labels = `${modeLabel}macp_message_type="${knownType}",macp_envelope_outcome="${outcome}"`;
      series = { labels, durations: new Histogram(BOUNDS_SECONDS) };
      outcomes.set(outcome, series);
    }
    return series;
  }
}
