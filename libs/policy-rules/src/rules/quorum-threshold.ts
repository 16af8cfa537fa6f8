/**
 * What a Quorum policy's threshold asks of a voter pool (RFC-MACP-0012 §4.2). Percentages are computed on integers only:
 * dividing by 100 in floating point would make 28 % of 25 voters 8 instead of 7.
 */
import type { QuorumRules } from './mode-rules.js';

/** No override of the request's number, a number of approvals, or a threshold that nothing can meet. */
export type QuorumThreshold =
  { readonly kind: 'none' } | { readonly kind: 'bar'; readonly approvals: number } | { readonly kind: 'unsatisfiable' };

/** Resolves a threshold for `voters` declared participants. */
export function quorumThreshold(threshold: QuorumRules['threshold'], voters: number): QuorumThreshold {
  const { type, value } = threshold;
  if (value === undefined || value <= 0) return { kind: 'none' };
  // A fraction can only be in a stored definition that bypassed admission; rounding up never weakens the bar.
  const whole = Math.ceil(value);
  if (type === 'n_of_m' || type === 'count') return { kind: 'bar', approvals: whole };
  if (type === 'percentage') return { kind: 'bar', approvals: Math.max(1, percentageOf(whole, voters)) };
  return { kind: 'unsatisfiable' };
}

function percentageOf(percent: number, voters: number): number {
  const hundredths = percent * voters + 99;
  if (Number.isSafeInteger(hundredths)) return (hundredths - (hundredths % 100)) / 100;
  return Number((BigInt(percent) * BigInt(voters) + 99n) / 100n);
}
