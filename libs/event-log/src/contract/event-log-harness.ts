/** What the event log contract is run against: a factory of logs, and what it needs around each. */
import type { EventLog } from '../event-log.js';

/** A fresh, empty log and what tests need around it. */
export interface EventLogHarness {
  readonly log: EventLog;
  /** Another writer and reader of the same log, as another process would be. */
  readonly second: () => Promise<EventLog>;
  /** Ends everything open and opens the same log again; left out where the log does not outlive its process. */
  readonly reopen?: () => Promise<EventLog>;
  readonly close: () => Promise<void>;
}

export interface EventLogContractOptions {
  /** A log of three partitions. */
  readonly open: () => Promise<EventLogHarness>;
  /** Largest record that the adapter takes. */
  readonly recordBytesMax: number;
  /** True where trimmed records can still be read, from elsewhere: then trimming is not tested here. */
  readonly keepsTrimmed?: boolean;
}

/** Partitions of the log under test. */
export const CONTRACT_PARTITIONS = 3;
