/**
 * What end-to-end specs know of the server they test, however many processes it consists of: a public port, its metrics,
 * and the three ways in which it can go. A spec that uses nothing else holds for every profile.
 */

import type { ProcessEnd, Settings } from '@macp/testkit';

export type { ProcessEnd, Settings };

/** Rates that no spec reaches. */
export const UNLIMITED: Settings = {
  SESSION_START_LIMIT_PER_MINUTE: '1000000',
  MESSAGE_LIMIT_PER_MINUTE: '1000000',
};

/** A running server with development credentials. */
export interface ServerUnderTest {
  /** `host:port` of the public gRPC port; another one after a restart. */
  readonly address: string;
  /** How many processes it consists of. */
  readonly processes: number;
  /** The present value of a metric without labels, summed over all processes. @throws when none has it, or one does not answer. */
  metric(name: string): Promise<number>;
  /**
   * From now on its log takes no large record, 100 kB and more, until what this resolves with is called; a server that
   * ended by it is started again by that. Only where the profile has a `failedWrite`.
   */
  failLargeWrites(): Promise<() => Promise<void>>;
  /** Asks it to leave in order; resolves when every process has ended. */
  stop(): Promise<readonly ProcessEnd[]>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** After `stop` or `kill`: starts it again, with the same settings and over the same data. */
  restart(): Promise<void>;
  /** Ends whatever of it still runs, and removes its data. */
  remove(): Promise<void>;
}

/** A way to run the server. */
export interface Profile {
  readonly name: string;
  /** True when a restart finds everything that was acknowledged. */
  readonly isDurable: boolean;
  /**
   * What is answered to a message whose record did not get into the log: the code of a refusal where that is certain,
   * UNAVAILABLE where it is not. Absent where there is no log that fails, or nothing that makes it.
   */
  readonly failedWrite?: 'INTERNAL_ERROR' | 'UNAVAILABLE';
  /** How often a spec may kill and restart it: a matter of time alone. */
  readonly kills: number;
  /** Share of a crowd that a spec sends: its processes and the spec's share one machine. */
  readonly crowd: number;
  /** Resolves once it serves. @throws with what it said on stderr when it ends instead. */
  readonly start: (settings?: Settings) => Promise<ServerUnderTest>;
}
