/** What clients count while they play, and what they were told that they should not have been. */
export class Tally {
  /** Messages and control calls that were accepted, and refusals that had to come. */
  acknowledged = 0;
  refusedRightly = 0;
  /** Calls without an answer, which were made again. */
  sentAgain = 0;
  /** Commitments that had no verdict in time, which were sent again. */
  withoutVerdict = 0;
  /** Reads whose answer was held against the journal. */
  reads = 0;
  /** Followers whose streams were held against the journal. */
  followed = 0;
  /** Streams that ended before they were asked to, and were taken up again. */
  brokenStreams = 0;
  /** Refusals that nobody had deserved. */
  readonly falseRefusals: string[] = [];
  /** Everything else that was not as it had to be: second acceptances, wrong states, gaps. */
  readonly falsehoods: string[] = [];
}
