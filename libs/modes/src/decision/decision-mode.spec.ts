import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import type { SessionOutcome } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { decision, encodeBytes } from '@macp/proto';
import { DECISION, START_MS, commitmentBytes, envelopeOf, modes, openDecision } from '../testing/decision-script.js';
import type { DecisionScript } from '../testing/decision-script.js';
import { decisionMode } from './decision-mode.js';
import { evolveDecision } from './evolve-decision.js';
import { initialDecisionState } from './decision-state.js';

const INVALID = 'INVALID_ENVELOPE InvalidPayload';
const FORBIDDEN = 'FORBIDDEN Forbidden';

/** OPEN with proposal `p1` by `a`. */
function proposed(): DecisionScript {
  const script = openDecision();
  script.propose('a');
  return script;
}

/** The same with one vote by `a`. */
function voting(): DecisionScript {
  const script = proposed();
  script.vote('a');
  return script;
}

function stateOf({ session }: DecisionScript): unknown {
  return JSON.parse(JSON.stringify(decisionMode.encodeState(session!.modeState as never)));
}

/** A refusal must leave everything as it was. */
function expectRefused(script: DecisionScript, act: (script: DecisionScript) => SessionOutcome, refusal: string): void {
  const before = script.session;
  expect(summary(act(script))).toBe(refusal);
  expect(script.session).toBe(before);
}

describe('who may take part in a Decision', () => {
  it.each(['Proposal', 'Evaluation', 'Objection', 'Vote'])(
    'given a stranger, when %s comes, then it is forbidden',
    (type) => {
      for (const sender of ['stranger', 'Lead', ' a']) {
        expectRefused(proposed(), (script) => script.send(sender, type, new Uint8Array()), FORBIDDEN);
      }
      expectRefused(proposed(), (script) => script.send('a', type, new Uint8Array()), INVALID);
    },
  );

  it('given an initiator who is not listed, then it commits but does not vote', () => {
    const script = openDecision(undefined, { participants: ['a', 'b'] });
    script.propose('a');
    expectRefused(script, (open) => open.vote('lead'), FORBIDDEN);
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given an empty roster, then the session is inert: nobody proposes, and it can only end', () => {
    const script = openDecision(undefined, { participants: [] });
    expect(script.session?.state).toBe('OPEN');
    expectRefused(script, (open) => open.propose('lead'), FORBIDDEN);
    expectRefused(script, (open) => open.commit('lead', false), INVALID);
    expect(summary(script.control('CancelSession', 'lead'))).toBe('accepted CANCELLED');
  });

  it.each(['Ballot', 'proposal', 'SessionCancel', 'SessionSuspend', 'SessionResume', 'Signal', 'Progress'])(
    'given the type %s, which is none of its own, then it is forbidden to everyone',
    (type) => {
      for (const sender of ['lead', 'a', 'stranger']) {
        expectRefused(proposed(), (script) => script.send(sender, type, new Uint8Array()), FORBIDDEN);
      }
    },
  );
});

describe('Proposals', () => {
  it('given several by one sender, then all are accepted, and the first opens the evaluation', () => {
    const script = openDecision();
    expect(stateOf(script)).toEqual({ proposals: {}, evaluations: [], objections: [], votes: {}, phase: 'Proposal' });
    expect(summary(script.propose('a', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.propose('a', 'p2', 'wait'))).toBe('accepted OPEN');
    expect(summary(script.propose('b', ' p1'))).toBe('accepted OPEN');
    expect(stateOf(script)).toMatchObject({
      phase: 'Evaluation',
      proposals: {
        p1: { proposal_id: 'p1', option: 'deploy', rationale: '', sender: 'a' },
        p2: { proposal_id: 'p2', option: 'wait', rationale: '', sender: 'a' },
        ' p1': { sender: 'b' },
      },
    });
  });

  it('given supporting data, then the state does not keep it', () => {
    const script = openDecision();
    const payload = { proposalId: 'p1', option: 'x', rationale: 'r', supportingData: new Uint8Array(5000) };
    script.send('a', 'Proposal', encodeBytes(decision.ProposalPayload, payload));
    expect(stateOf(script)).toMatchObject({
      proposals: { p1: { proposal_id: 'p1', option: 'x', rationale: 'r', sender: 'a' } },
    });
    expect(encodeSession(script.session!, { modes }).length).toBeLessThan(2000);
  });

  it.each([
    ['no id', '', 'x'],
    ['a blank id', ' ', 'x'],
    ['no option', 'p2', ''],
    ['a blank option', 'p2', '\t'],
    ['a known id', 'p1', 'x'],
  ])('given %s, then it is refused', (_what, proposalId, option) => {
    expectRefused(proposed(), (script) => script.propose('b', proposalId, option), INVALID);
  });

  it('given the first vote, then no more proposals', () => {
    expectRefused(voting(), (script) => script.propose('b', 'p2'), INVALID);
  });
});

describe('Evaluations', () => {
  it.each(['APPROVE', 'REVIEW', 'BLOCK', 'REJECT'])(
    'given %s at both ends of confidence, then it is accepted',
    (recommendation) => {
      const script = proposed();
      expect(summary(script.evaluate('b', { recommendation, confidence: 0 }))).toBe('accepted OPEN');
      expect(summary(script.evaluate('b', { recommendation, confidence: 1, reason: 'why' }))).toBe('accepted OPEN');
      expect(stateOf(script)).toMatchObject({
        phase: 'Evaluation',
        evaluations: [
          { proposal_id: 'p1', recommendation, confidence: 0, reason: '', sender: 'b' },
          { proposal_id: 'p1', recommendation, confidence: 1, reason: 'why', sender: 'b' },
        ],
      });
    },
  );

  it.each([
    ['a recommendation in another case', { recommendation: 'approve' }],
    ['no recommendation', { recommendation: '' }],
    ['a recommendation of votes', { recommendation: 'ABSTAIN' }],
    ['a negative confidence', { confidence: -0.01 }],
    ['a confidence above 1', { confidence: 1.01 }],
    ['a confidence that is no number', { confidence: NaN }],
    ['an infinite confidence', { confidence: Infinity }],
    ['a negative infinite confidence', { confidence: -Infinity }],
    ['an unknown proposal', { proposalId: 'p2' }],
    ['no proposal', { proposalId: '' }],
  ])('given %s, then it is refused', (_what, payload) => {
    expectRefused(proposed(), (script) => script.evaluate('b', payload), INVALID);
  });

  it('given no proposal yet, or a vote already, then it is refused', () => {
    expectRefused(openDecision(), (script) => script.evaluate('b'), INVALID);
    expectRefused(voting(), (script) => script.evaluate('b'), INVALID);
  });

  it('given a confidence of minus zero, then it is kept as zero', () => {
    const script = proposed();
    script.evaluate('b', { confidence: -0 });
    const text = encodeSession(script.session!, { modes });
    expect(encodeSession(decodeSession(text, { modes }), { modes })).toBe(text);
    const { evaluations } = script.session!.modeState as { evaluations: { at(index: number): { confidence: number } } };
    expect(Object.is(evaluations.at(0).confidence, 0)).toBe(true);
  });
});

describe('Objections', () => {
  it.each(['low', 'medium', 'high', 'critical'])('given severity %s twice, then both count', (severity) => {
    const script = proposed();
    script.object('b', severity);
    expect(summary(script.object('b', severity))).toBe('accepted OPEN');
    expect(stateOf(script)).toMatchObject({
      objections: Array(2).fill({ proposal_id: 'p1', reason: '', severity, sender: 'b' }) as unknown[],
    });
  });

  it.each(['', 'Critical', 'CRITICAL', 'fatal', ' low'])('given severity %j, then it is refused', (severity) => {
    expectRefused(proposed(), (script) => script.object('b', severity), INVALID);
  });

  it('given an unknown proposal, no proposal yet, or a vote already, then it is refused', () => {
    expectRefused(proposed(), (script) => script.object('b', 'low', 'p2'), INVALID);
    expectRefused(openDecision(), (script) => script.object('b', 'low'), INVALID);
    expectRefused(voting(), (script) => script.object('b', 'critical'), INVALID);
  });
});

describe('Votes', () => {
  it('given one sender and two proposals, then one vote on each is accepted', () => {
    const script = proposed();
    script.propose('a', 'p2');
    expect(summary(script.vote('b', 'APPROVE', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.vote('b', 'REJECT', 'p2'))).toBe('accepted OPEN');
    expect(summary(script.vote('a', 'ABSTAIN', 'p2'))).toBe('accepted OPEN');
    expectRefused(script, (open) => open.vote('b', 'APPROVE', 'p1'), INVALID);
    expectRefused(script, (open) => open.vote('b', 'APPROVE', 'p2'), INVALID);
    expect(stateOf(script)).toMatchObject({
      phase: 'Voting',
      votes: {
        p1: { b: { proposal_id: 'p1', vote: 'APPROVE', reason: '', sender: 'b' } },
        p2: { b: { vote: 'REJECT' }, a: { vote: 'ABSTAIN' } },
      },
    });
  });

  it.each(['', 'approve', 'Approve', 'REVIEW', 'APPROVE '])('given the vote %j, then it is refused', (vote) => {
    expectRefused(proposed(), (script) => script.vote('b', vote), INVALID);
  });

  it('given no proposal yet, or an unknown one, then it is refused', () => {
    expectRefused(openDecision(), (script) => script.vote('b'), INVALID);
    expectRefused(proposed(), (script) => script.vote('b', 'APPROVE', 'P1'), INVALID);
  });

  it('given ids that run into one another, then their votes are kept apart', () => {
    const script = openDecision(undefined, { participants: ['a', 'pa'] });
    script.propose('a', 'p');
    script.propose('a', 'pp');
    expect(summary(script.vote('pa', 'APPROVE', 'p'))).toBe('accepted OPEN');
    expect(summary(script.vote('a', 'APPROVE', 'pp'))).toBe('accepted OPEN');
  });
});

describe('the end of a Decision', () => {
  it('given no proposal, then no Commitment of either sign', () => {
    expectRefused(openDecision(), (script) => script.commit('lead', true), INVALID);
    expectRefused(openDecision(), (script) => script.commit('lead', false), INVALID);
  });

  it.each([true, false])(
    'given a proposal and the default policy, when %s is committed, then it resolves',
    (positive) => {
      const script = proposed();
      expectRefused(script, (open) => open.commit('a', positive), FORBIDDEN);
      expect(summary(script.commit('lead', positive))).toBe('accepted RESOLVED');
      expect(stateOf(script)).toMatchObject({ phase: 'Committed' });
      expect(script.session?.resolution).toEqual(new Uint8Array(commitmentBytes({ outcomePositive: positive })));
      expectRefused(script, (open) => open.vote('a'), 'SESSION_NOT_OPEN SessionNotOpen');
    },
  );

  it('given it has resolved, when an accepted id comes again, then it is a duplicate, and a fresh one is refused', () => {
    const script = proposed();
    script.commit('lead', true);
    expectRefused(script, (open) => open.submit(envelopeOf('x', 'Vote', { messageId: 'm1' })), 'duplicate RESOLVED');
  });
});

describe('Decision payloads', () => {
  it.each([
    ['a wrong wire type', [0x08, 0x01]],
    ['a truncated field', [0x0a, 0x05, 0x70]],
    ['text that is not UTF-8', [0x0a, 0x02, 0xc3, 0x28]],
  ])('given %s, then every type refuses it', (_what, bytes) => {
    for (const type of ['Proposal', 'Evaluation', 'Objection', 'Vote']) {
      expectRefused(proposed(), (script) => script.send('a', type, Uint8Array.from(bytes)), INVALID);
    }
    expectRefused(proposed(), (script) => script.send('lead', 'Commitment', Uint8Array.from(bytes)), INVALID);
  });

  it('given an unknown field, then it is ignored', () => {
    const known = encodeBytes(decision.VotePayload, { proposalId: 'p1', vote: 'APPROVE' });
    expect(summary(proposed().send('a', 'Vote', Uint8Array.from([...known, 0x7a, 0x01, 0x21])))).toBe('accepted OPEN');
  });

  it('given ids that name parts of objects, then they are ids like any other', () => {
    const script = openDecision(undefined, { participants: ['__proto__', 'constructor'] });
    expect(summary(script.propose('__proto__', '__proto__'))).toBe('accepted OPEN');
    expect(summary(script.propose('__proto__', 'toString'))).toBe('accepted OPEN');
    expect(summary(script.vote('__proto__', 'APPROVE', '__proto__'))).toBe('accepted OPEN');
    expect(summary(script.vote('constructor', 'REJECT', '__proto__'))).toBe('accepted OPEN');
    expectRefused(script, (open) => open.vote('__proto__', 'APPROVE', '__proto__'), INVALID);
    const text = encodeSession(script.session!, { modes });
    expect(text).toContain('"votes":{"__proto__":{"__proto__":{"proposal_id":"__proto__"');
    script.session = decodeSession(text, { modes });
    expect(encodeSession(script.session, { modes })).toBe(text);
    expectRefused(script, (open) => open.vote('constructor', 'APPROVE', '__proto__'), INVALID);
  });
});

describe('sessions of older revisions', () => {
  it('given revision 3, then words of any case count, and an objection without a severity is a medium one', () => {
    const script = openDecision().startedUnder(3);
    script.propose('a');
    expect(summary(script.evaluate('b', { recommendation: 'aPProve' }))).toBe('accepted OPEN');
    expect(summary(script.object('b', 'Critical'))).toBe('accepted OPEN');
    expect(summary(script.object('b', ''))).toBe('accepted OPEN');
    expect(summary(script.vote('a', 'reject'))).toBe('accepted OPEN');
    expect(stateOf(script)).toMatchObject({
      evaluations: [{ recommendation: 'APPROVE' }],
      objections: [{ severity: 'critical' }, { severity: 'medium' }],
      votes: { p1: { a: { vote: 'REJECT' } } },
    });
    expect(encodeSession(script.replayed()!, { modes })).toBe(encodeSession(script.session!, { modes }));
  });

  it('given revision 3, then other words are refused, too', () => {
    const old = (): DecisionScript => {
      const script = openDecision().startedUnder(3);
      script.propose('a');
      return script;
    };
    expectRefused(old(), (script) => script.evaluate('b', { recommendation: '' }), INVALID);
    expectRefused(old(), (script) => script.object('b', 'severe'), INVALID);
    expectRefused(old(), (script) => script.vote('a', ' approve'), INVALID);
  });
});

describe('histories that cannot be', () => {
  it.each([
    ['a type of another mode', envelopeOf('a', 'Approve', {})],
    ['a payload that does not decode', envelopeOf('a', 'Vote', { payload: Uint8Array.of(10, 5) })],
  ])('given %s, when it is folded, then it stops', (_what, envelope) => {
    expect(() =>
      evolveDecision({ initiator: 'lead', participants: [], semanticsRevision: 4 }, initialDecisionState(), envelope),
    ).toThrow(InvariantViolation);
  });

  it.each([null, 7, {}, { phase: 'Elsewhere' }])('given %j as stored state, then it stops', (value) => {
    expect(() => decisionMode.decodeState(value)).toThrow(InvariantViolation);
  });
});

describe('an open Decision', () => {
  it('given its whole life, then history alone builds it again', () => {
    const script = proposed();
    script.evaluate('b');
    script.object('b', 'low');
    script.vote('a');
    script.nowMs = START_MS + 5;
    script.commit('lead', true);
    expect(script.session?.mode).toBe(DECISION);
    expect(encodeSession(script.replayed()!, { modes })).toBe(encodeSession(script.session!, { modes }));
  });
});
