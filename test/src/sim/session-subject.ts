/** Worlds about sessions: the real kernel with the real policy rules, and the real projection beside it. */
import type { PolicyQuestion, PolicyVerdict, SessionMetadata } from '@macp/kernel';
import { evaluateCommitment } from '@macp/policy-rules';
import type { SessionTypes } from '@macp/records';
import { sessionJoining, sizeOfSessionCommand } from '@macp/submission';
import { Follower } from './follower.js';
import { Violation } from './invariants.js';
import { Judges } from './judge.js';
import { Projection, listAll } from './projection.js';
import { SessionClients } from './session-clients.js';
import { SessionJudge } from './session-judge.js';
import { sessions } from './session-script.js';
import type { SimContext } from './sim-context.js';
import type { SimProcess } from './sim-process.js';
import type { Inhabitants, Subject, SubjectParts } from './subject.js';

const FOLLOWERS_MAX = 6;
/** Less than all sessions. */
const LIST_PAGE = 3;

/** The real evaluation: at once, later, never, or failing. */
function answer(
  question: PolicyQuestion,
  { random }: SimContext,
  process: SimProcess,
): PolicyVerdict | Promise<PolicyVerdict> {
  const roll = random.next();
  const verdict = evaluateCommitment(question);
  if (roll < 0.25) return verdict;
  return new Promise((resolve, reject) => {
    if (roll < 0.85) process.later(random.between(0, 250), () => resolve(verdict));
    else if (roll < 0.93) process.later(random.between(0, 50), () => reject(new Error('no verdict')));
  });
}

export const SESSIONS: Subject<SessionTypes, SessionJudge> = {
  aggregate: sessions,
  joining: sessionJoining,
  sizeOf: sizeOfSessionCommand,
  partitions: (random) => random.pick([1, 1, 2, 3]),
  judge: (parts) => new SessionJudge(parts),
  answer,
  inhabit: (parts) => new SessionInhabitants(parts),
};

class SessionInhabitants implements Inhabitants<SessionTypes> {
  readonly clients: SessionClients;
  readonly readSide: Projection;
  private readonly judges: Judges<SessionTypes, SessionJudge>;
  private readonly followers: Follower[] = [];

  constructor(private readonly parts: SubjectParts<SessionTypes, SessionJudge>) {
    const judges = new Judges<SessionTypes, SessionJudge>(parts.judges);
    const projection = new Projection(parts.context, parts.logs, parts.mutant);
    this.judges = judges;
    this.readSide = projection;
    this.clients = new SessionClients({
      ...parts,
      aggregate: sessions,
      judgeOf: (key) => judges.of(key),
      projection,
      sessionJudges: judges,
    });
  }

  /** A list shows every session that was there when it was asked for, as it was then or later (I9), in order (I11). */
  look(onSeen?: () => void): void {
    const { judges, readSide } = this;
    const { context } = this.parts;
    const expected = judges.entities;
    const ends = new Map(expected.map((sessionId) => [sessionId, judges.of(sessionId).end]));
    const verify = (shown: readonly SessionMetadata[]): void => {
      onSeen?.();
      const byId = new Map(shown.map((metadata) => [metadata.sessionId, metadata]));
      for (const sessionId of expected) {
        const judge = judges.of(sessionId);
        if (judge.hasShownSince(sessionId, ends.get(sessionId)! - 1, byId.get(sessionId))) continue;
        context.report(new Violation('I9', `a list was not of its time: ${JSON.stringify(byId.get(sessionId))}`));
      }
      const ids = shown.map(({ sessionId }) => sessionId);
      if (ids.some((sessionId, at) => at > 0 && sessionId <= ids[at - 1]!)) {
        context.report(new Violation('I11', 'a list is out of order'));
      }
    };
    if (readSide.reader !== undefined) listAll(readSide.reader, LIST_PAGE).then(verify, () => undefined);
  }

  follow(): void {
    const { followers, judges, readSide } = this;
    const { context } = this.parts;
    const { random } = context;
    const sessionId = random.pick([...judges.entities, '']);
    if (followers.length > 0 && random.chance(0.3)) random.pick(followers).reconnect();
    else if (sessionId !== '' && followers.length < FOLLOWERS_MAX) {
      followers.push(new Follower(sessionId, { context, projection: readSide, judge: judges.of(sessionId) }));
    }
  }

  verifyFollowers(): void {
    this.clients.verifyAcknowledged();
    for (const { isComplete, sessionId } of this.followers) {
      if (!isComplete) throw new Violation('I11', `a follower of ${sessionId} has not got everything`);
    }
    this.readSide.verifyReplay((sessionId, offset) => this.judges.of(sessionId).stateAt(sessionId, offset));
  }
}
