/**
 * Situations that a run of many seeds must have met: a simulation in which nothing interesting happens proves nothing. The
 * suite fails when one of `MUST_HAPPEN` did not.
 */
export const MUST_HAPPEN = [
  'late append landed after a claim',
  'fenced owner noticed by gap',
  'unknown result had landed',
  'unknown result had not landed',
  'unknown claim',
  'unflushed record was lost',
  'leader moved',
  'unacknowledged tail was truncated',
  'unacknowledged tail outlived its leader',
  'takeover during a checkpoint',
  'failed checkpoint write was there',
  'failed checkpoint write was not there',
  'resend answered from recorded outcome',
  'parked across takeover',
  'recovery from checkpoint and tail',
  'recovery from the whole log',
  'owners overlapped',
  'several partitions',
  'several owners at a time',
  'owner of several partitions',
  'partition stayed where it was',
  'owner yielded to a higher generation',
  'owner heard that it was not one meanwhile',
  'partition was handed over',
  'void batch in the log',
  'batch was split',
  'command failed as too large',
  'command expired unevaluated',
  'command was queued twice',
  'command was queued late',
  'command queue was created anew',
  'question had no answer',
  'commitment was allowed',
  'commitment was denied',
  'session was suspended',
  'session was resumed',
  'session was cancelled',
  'timer ended a session',
  'command met a session that was due to expire',
  'timer accepted a handoff',
  'command met a handoff that was due',
  'message was known already',
  'identical submissions were joined',
  'outcome was lost',
  'outcome came late',
  'outcome delivered twice',
  'outcome was unknown to the client',
  'ingress crashed with commands pending',
  'snapshot was lost',
  'snapshot became an old one',
  'snapshot was taken back as it was',
  'snapshot was taken back and written anew',
  'ended session left memory',
  'read was answered from history',
  'registry was changed',
  'registration was refused',
  'registration failed as too large',
  'identity had no place left',
  'registries were read',
  'projection store was lost',
  'projection store fell back',
  'projection was held back by its store',
  'stored session was replayed through a pause or its end',
  'follower paused',
  'owner paused',
  'owner paused past the session time-out',
  'owner crashed with an append under way',
  'clock went back between owners',
  'clock jumped far ahead',
  'clock jumped far back',
  'clock was set back by an hour',
  'time in the log was far ahead of every clock',
  'command was renewed',
] as const;

export type Situation = (typeof MUST_HAPPEN)[number];

export class Sometimes {
  private readonly counts = new Map<Situation, number>();

  note(situation: Situation): void {
    this.counts.set(situation, (this.counts.get(situation) ?? 0) + 1);
  }

  add(other: Sometimes): void {
    for (const [situation, count] of other.counts) {
      this.counts.set(situation, (this.counts.get(situation) ?? 0) + count);
    }
  }

  count(situation: Situation): number {
    return this.counts.get(situation) ?? 0;
  }

  missing(): Situation[] {
    return MUST_HAPPEN.filter((situation) => this.count(situation) === 0);
  }

  toString(): string {
    return MUST_HAPPEN.map((situation) => `${String(this.count(situation)).padStart(8)}  ${situation}`).join('\n');
  }
}
