/** Replay gives the live session and its hash, whichever way the facts came, and no other (I7). */
import { describe, expect, it } from '@jest/globals';
import type { SessionFact } from '@macp/kernel';
import { SessionScript } from '@macp/kernel/testing';
import { builtInModes, coreCodec, modeLookup } from '@macp/modes';
import { entityDigest } from '@macp/partition-worker';
import { builtInPolicy } from '@macp/policy-rules';
import { SessionStartPayload, decision, encodeBytes } from '@macp/proto';
import { sessionAggregate } from './session-aggregate.js';
import { decodeSessionFact, encodeSessionFact, viewSessionFact } from './session-fact-codec.js';
import { replaySession, sessionDigest } from './session-replay.js';
import type { ReplayCheckpoint } from './session-replay.js';
import { ENVELOPE } from './testing/record-examples.js';

const modes = modeLookup(builtInModes);
const context = { modes, codec: coreCodec };
const start = { participants: ['lead', 'a'], modeVersion: '1.0.0', configurationVersion: 'cfg', ttlMs: 60_000 };

/** A session with a pause in it, and the hash of its live state after each fact. */
function givenSession(): { readonly facts: readonly SessionFact[]; readonly digests: readonly string[] } {
  const script = new SessionScript({ ...context, policies: builtInPolicy, nowMs: 1_000 });
  const digests: string[] = [];
  const noted = (act: () => unknown): void => {
    act();
    script.nowMs += 10;
    expect(script.facts).toHaveLength(digests.length + 1);
    digests.push(sessionDigest(script.session!, context));
  };
  const said = (messageId: string, messageType: string, payload: Uint8Array): void =>
    noted(() => script.submit({ ...ENVELOPE, messageId, messageType, sender: 'lead', payload }));
  said('m1', 'SessionStart', encodeBytes(SessionStartPayload, start));
  said('m2', 'Proposal', encodeBytes(decision.ProposalPayload, { proposalId: 'p1', option: 'go' }));
  noted(() => script.control('SuspendSession', 'lead'));
  noted(() => script.control('ResumeSession', 'lead'));
  said('m3', 'Vote', encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE' }));
  return { facts: script.facts, digests };
}

function replayed(facts: readonly SessionFact[], checkpointFacts?: number) {
  const checkpoints: ReplayCheckpoint[] = [];
  const every = checkpointFacts === undefined ? {} : { checkpointFacts };
  const end = replaySession(facts, { context, ...every, onCheckpoint: (each) => void checkpoints.push(each) });
  return { checkpoints, facts: end?.facts, digest: end && sessionDigest(end.session, context) };
}

describe('a replay', () => {
  it.each([1, 2, 3, 5, 100])('hashes after each %i facts, as the live session would be', (every) => {
    const { facts, digests } = givenSession();

    const { checkpoints, facts: count, digest } = replayed(facts, every);

    const due = digests.map((live, index) => ({ facts: index + 1, digest: live }));
    expect(checkpoints).toEqual(due.filter((each) => each.facts % every === 0));
    expect([count, digest]).toEqual([5, digests.at(-1)]);
  });

  it('has no checkpoint unless asked for one', () => {
    expect(replayed(givenSession().facts).checkpoints).toEqual([]);
  });

  it.each([
    ['copied out of their records', decodeSessionFact],
    ['viewed in their records', viewSessionFact],
  ])('comes to the same hash with facts %s', (_how, decode) => {
    const { facts, digests } = givenSession();

    expect(replayed(facts.map((fact) => decode(encodeSessionFact(fact)))).digest).toBe(digests.at(-1));
  });

  it('comes to another hash when a fact is another one', () => {
    const { facts, digests } = givenSession();
    const later = facts.map((fact) => (fact.kind === 'SessionResumed' ? { ...fact, atMs: fact.atMs + 1 } : fact));

    expect(replayed(later).digest).not.toBe(digests.at(-1));
  });

  it.each([
    ['without its start', 0],
    ['without one of its messages', 1],
    ['without its resumption', 3],
  ])('of a history %s throws', (_what, missing) => {
    expect(() => replayed(givenSession().facts.filter((_, index) => index !== missing))).toThrow();
  });

  it('of nothing is nothing', () => {
    expect(replayed([]).digest).toBeUndefined();
  });

  it('has the hash that a checkpoint of the partition has', () => {
    const session = replaySession(givenSession().facts, { context })!.session;
    const { codec } = sessionAggregate({ ...context, policies: builtInPolicy });

    expect(sessionDigest(session, context)).toBe(entityDigest(session.sessionId, codec.encodeState(session)));
  });
});
