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
  'resend answered from recorded outcome',
  'parked across takeover',
  'recovery from checkpoint and tail',
  'recovery from the whole log',
  'owners overlapped',
  'owner yielded to a higher generation',
  'void batch in the log',
  'batch was split',
  'command failed as too large',
  'command expired unevaluated',
  'question had no answer',
  'checkpoint write failed',
  'ended entity left memory',
  'timer ended an entity',
  'outcome delivered twice',
  'owner paused',
  'owner crashed with an append under way',
  'clock went back between owners',
  'command queue was created anew',
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
