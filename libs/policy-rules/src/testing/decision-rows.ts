/** A table of Decision histories, each evaluated for a positive and for a negative commitment. */
import { expect, it } from '@jest/globals';

import { bothWays, policyOf } from './governance.js';
import type { DecisionHistory } from './governance.js';

export interface DecisionRow {
  readonly when: string;
  readonly rules: unknown;
  /** Schema version; 3 if not given. */
  readonly version?: number;
  readonly history: DecisionHistory;
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** The reasons of an allowed commitment. */
export const ALLOWED: readonly string[] = [];

/** One test per row. */
export function decisionRows(table: readonly DecisionRow[]): void {
  it.each(table)('$when', ({ rules, version, history, positive, negative }) => {
    const policy = policyOf(rules, { schemaVersion: version ?? 3 });
    expect(bothWays(policy, history)).toEqual({ positive, negative });
  });
}
