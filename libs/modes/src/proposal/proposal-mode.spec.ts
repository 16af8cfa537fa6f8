import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { encodeBytes, proposal } from '@macp/proto';
import {
  FORBIDDEN,
  INVALID,
  INVALID_TYPE,
  UNDECODABLE,
  commitmentBytes,
  expectRefusal,
  modeEnvelope,
  modes,
} from '../testing/mode-script.js';
import { PROPOSAL, openProposal } from '../testing/proposal-script.js';
import type { ProposalScript } from '../testing/proposal-script.js';
import { evolveProposal } from './evolve-proposal.js';
import { proposalMode } from './proposal-mode.js';
import { initialProposalState } from './proposal-state.js';

const TYPES = ['Proposal', 'CounterProposal', 'Accept', 'Reject', 'Withdraw'];

/** OPEN with the live proposal `p1` by `a`. */
function proposed(rules?: unknown): ProposalScript {
  const script = openProposal(rules);
  script.propose('a');
  return script;
}

/** The same with `p1` withdrawn again. */
function withdrawn(): ProposalScript {
  const script = proposed();
  script.withdraw('a');
  return script;
}

describe('who may take part in a negotiation', () => {
  it.each(TYPES)('given a stranger, when %s comes, then it is forbidden', (type) => {
    for (const sender of ['stranger', 'A', ' a']) {
      expectRefusal(proposed(), (script) => script.send(sender, type, new Uint8Array()), FORBIDDEN);
    }
    expectRefusal(proposed(), (script) => script.send('a', type, new Uint8Array()), INVALID);
  });

  it('given an initiator who is not listed, then it commits but does not accept', () => {
    const script = openProposal(undefined, { participants: ['a', 'b'] });
    script.propose('a');
    script.accept('a');
    script.accept('b');
    expectRefusal(script, (open) => open.accept('lead'), FORBIDDEN);
    expectRefusal(script, (open) => open.commit('a', true), FORBIDDEN);
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given no participants, then the session does not start', () => {
    expect(openProposal(undefined, { participants: [] }).session).toBeUndefined();
    expect(openProposal(undefined, { participants: ['a'] }).session?.state).toBe('OPEN');
  });

  it.each([
    ['Vote', INVALID],
    ['proposal', INVALID],
    ['SessionCancel', INVALID_TYPE],
    ['SessionSuspend', INVALID_TYPE],
    ['SessionResume', INVALID_TYPE],
    ['Signal', INVALID_TYPE],
    ['Progress', INVALID_TYPE],
  ])(
    'given the type %s, which is none of its own, then strangers are forbidden and participants invalid',
    (type, refusal) => {
      expectRefusal(proposed(), (script) => script.send('stranger', type, new Uint8Array()), FORBIDDEN);
      for (const sender of ['lead', 'a']) {
        expectRefusal(proposed(), (script) => script.send(sender, type, new Uint8Array()), refusal);
      }
    },
  );
});

describe('Proposals and CounterProposals', () => {
  it('given several by one sender, then all are live', () => {
    const script = openProposal();
    expect(script.state()).toEqual({
      accepts: {},
      phase: 'Negotiating',
      proposals: {},
      rejections: [],
      terminal_rejections: [],
    });
    expect(summary(script.propose('a', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.propose('a', ' p1'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      proposals: { p1: { proposer: 'a', disposition: 'Live' }, ' p1': { proposer: 'a', disposition: 'Live' } },
    });
  });

  it.each([
    ['no id', ''],
    ['a blank id', ' \t'],
    ['a known id', 'p1'],
  ])('given %s, then both are refused', (_what, proposalId) => {
    expectRefusal(proposed(), (script) => script.propose('b', proposalId), INVALID);
    expectRefusal(proposed(), (script) => script.counter('b', proposalId, 'p1'), INVALID);
  });

  it('given an id that has been withdrawn, then it is not new', () => {
    expectRefusal(withdrawn(), (script) => script.propose('a', 'p1'), INVALID);
  });

  it('given a counter to a live or a withdrawn proposal, then it is accepted, and the superseded one stays as it is', () => {
    const script = proposed();
    expect(summary(script.counter('b', 'p2', 'p1'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      proposals: {
        p1: { disposition: 'Live', supersedes_proposal_id: null },
        p2: { disposition: 'Live', supersedes_proposal_id: 'p1', tags: [] },
      },
    });
    expect(summary(script.accept('lead', 'p1'))).toBe('accepted OPEN');
    expect(summary(withdrawn().counter('b', 'p2', 'p1'))).toBe('accepted OPEN');
  });

  it.each(['', ' ', 'p9', 'P1'])('given a counter to %j, then it is refused', (superseded) => {
    expectRefusal(proposed(), (script) => script.counter('b', 'p2', superseded), INVALID);
  });

  it('given a counter to itself, then it is refused', () => {
    expectRefusal(proposed(), (script) => script.counter('b', 'p2', 'p2'), INVALID);
  });
});

describe('Accepts', () => {
  it('given a later one by the same sender, then it replaces the earlier', () => {
    const script = proposed();
    script.counter('b', 'p2', 'p1');
    expect(summary(script.accept('b', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.accept('b', 'p2'))).toBe('accepted OPEN');
    expect(summary(script.accept('b', 'p2'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({ accepts: { b: 'p2' } });
  });

  it('given a proposal, then its author has not accepted it by proposing', () => {
    expect(proposed().state()).toMatchObject({ accepts: {} });
  });

  it.each(['', 'p9', ' p1'])('given the unknown proposal %j, then it is refused', (proposalId) => {
    expectRefusal(proposed(), (script) => script.accept('b', proposalId), INVALID);
    expectRefusal(proposed(), (script) => script.refuse('b', proposalId), INVALID);
  });

  it('given a withdrawn proposal, then it is neither accepted nor rejected', () => {
    expectRefusal(withdrawn(), (script) => script.accept('b'), INVALID);
    expectRefusal(withdrawn(), (script) => script.refuse('b'), INVALID);
  });
});

describe('Rejects', () => {
  it('given one that is not terminal, then it is recorded and removes nobody’s Accept', () => {
    const script = proposed();
    script.accept('b');
    expect(summary(script.refuse('b'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      accepts: { b: 'p1' },
      phase: 'Negotiating',
      rejections: [{ proposal_id: 'p1', sender: 'b', reason: 'no', terminal: false }],
      terminal_rejections: [],
    });
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(script.state()).toMatchObject({ phase: 'Negotiating', terminal_rejections: [] });
    expectRefusal(script, (open) => open.commit('lead', false), INVALID);
  });

  it('given a terminal one, then the negotiation is terminally rejected, and goes on all the same', () => {
    const script = proposed();
    expect(summary(script.refuse('b', 'p1', true))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      phase: 'TerminalRejected',
      rejections: [{ proposal_id: 'p1', sender: 'b', reason: 'no', terminal: true }],
      terminal_rejections: [{ proposal_id: 'p1', sender: 'b', reason: 'no' }],
    });
    expect(summary(script.propose('b', 'p2'))).toBe('accepted OPEN');
    expect(summary(script.counter('b', 'p3', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.accept('b', 'p1'))).toBe('accepted OPEN');
    expect(summary(script.refuse('lead', 'p2'))).toBe('accepted OPEN');
  });
});

describe('Withdrawals', () => {
  it('given the author, then every Accept and terminal rejection of that proposal falls, and of no other', () => {
    const script = proposed();
    script.propose('b', 'p2');
    script.accept('lead', 'p1');
    script.accept('b', 'p2');
    script.refuse('b', 'p1', true);
    script.refuse('a', 'p2', true);
    expect(summary(script.withdraw('a', 'p1'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      accepts: { b: 'p2' },
      phase: 'TerminalRejected',
      proposals: { p1: { disposition: 'Withdrawn' }, p2: { disposition: 'Live' } },
      rejections: [{ proposal_id: 'p1' }, { proposal_id: 'p2' }],
      terminal_rejections: [{ proposal_id: 'p2', sender: 'a' }],
    });
    expect(script.state()).not.toHaveProperty('accepts.lead');
  });

  it('given someone else, then it is forbidden, whatever has become of the proposal', () => {
    expectRefusal(proposed(), (script) => script.withdraw('b'), FORBIDDEN);
    expectRefusal(withdrawn(), (script) => script.withdraw('b'), FORBIDDEN);
    expectRefusal(withdrawn(), (script) => script.withdraw('a'), INVALID);
  });

  it.each(['', ' ', 'p9'])('given the unknown id %j, then it is invalid for everyone', (proposalId) => {
    for (const sender of ['a', 'b'])
      expectRefusal(proposed(), (script) => script.withdraw(sender, proposalId), INVALID);
  });

  it('given a counter-proposal, then its own author withdraws it, not the author of what it supersedes', () => {
    const script = proposed();
    script.counter('b', 'p2', 'p1');
    expectRefusal(script, (open) => open.withdraw('a', 'p2'), FORBIDDEN);
    expect(summary(script.withdraw('b', 'p2'))).toBe('accepted OPEN');
  });
});

describe('the end of a negotiation', () => {
  it('given every participant accepts the same proposal, the author included, then either sign resolves it', () => {
    for (const positive of [true, false]) {
      const script = proposed();
      script.accept('b');
      script.accept('lead');
      expect(script.phase).toBe('Negotiating');
      expectRefusal(script, (open) => open.commit('lead', positive), INVALID);
      script.accept('a');
      expect(script.phase).toBe('Converged');
      expect(summary(script.commit('lead', positive))).toBe('accepted RESOLVED');
      expect(script.phase).toBe('Committed');
      expect(script.session?.resolution).toEqual(new Uint8Array(commitmentBytes({ outcomePositive: positive })));
    }
  });

  it('given accepts of two proposals, then there is no agreement until one of them has all', () => {
    const script = proposed();
    script.propose('b', 'p2');
    script.accept('a', 'p1');
    script.accept('b', 'p2');
    script.accept('lead', 'p2');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
    script.accept('a', 'p2');
    expect(script.phase).toBe('Converged');
    script.accept('a', 'p1');
    expect(script.phase).toBe('Negotiating');
  });

  it('given a terminal rejection, then either sign resolves it, and no Accept outweighs it until it falls', () => {
    for (const positive of [true, false]) {
      const script = proposed();
      script.propose('b', 'p2');
      script.refuse('b', 'p1', true);
      for (const sender of ['lead', 'a', 'b']) script.accept(sender, 'p2');
      expect(script.phase).toBe('TerminalRejected');
      script.withdraw('a', 'p1');
      expect(script.phase).toBe('Converged');
      expect(summary(script.commit('lead', positive))).toBe('accepted RESOLVED');
    }
    const rejected = proposed();
    rejected.refuse('b', 'p1', true);
    expect(summary(rejected.commit('lead', true, { action: 'proposal.accepted' }))).toBe('accepted RESOLVED');
  });

  it('given the agreed proposal is withdrawn, then the agreement is gone', () => {
    const script = proposed();
    for (const sender of ['lead', 'a', 'b']) script.accept(sender);
    script.withdraw('a');
    expect(script.phase).toBe('Negotiating');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
  });

  it('given an action that says otherwise than the sign, then it is refused', () => {
    const script = proposed();
    script.refuse('b', 'p1', true);
    expectRefusal(script, (open) => open.commit('lead', true, { action: 'proposal.rejected' }), INVALID);
    expect(summary(script.commit('lead', false, { action: 'proposal.rejected' }))).toBe('accepted RESOLVED');
    expectRefusal(script, (open) => open.accept('a'), 'SESSION_NOT_OPEN SessionNotOpen');
  });
});

describe('Proposal payloads and stored states', () => {
  it.each(UNDECODABLE)('given %s, then every type refuses it', (_what, bytes) => {
    for (const type of TYPES) expectRefusal(proposed(), (script) => script.send('a', type, bytes), INVALID);
    expectRefusal(proposed(), (script) => script.send('lead', 'Commitment', bytes), INVALID);
  });

  it('given a whole negotiation, then its canonical state is this text', () => {
    const script = openProposal();
    const details = new Uint8Array([9, 255, 0, 128]).subarray(1);
    script.propose('a', 'p1', { title: 't', summary: 's', details, tags: ['x', 'ü'] });
    script.counter('b', '2', 'p1');
    script.counter('b', '__proto__', '2');
    script.refuse('lead', '2');
    script.refuse('lead', '__proto__', true);
    script.accept('b', 'p1');
    script.accept('a', '2');
    script.withdraw('b', '2');
    expect(script.stateText()).toBe(
      '{"accepts":{"b":"p1"},"phase":"TerminalRejected","proposals":{' +
        '"2":{"details":"","disposition":"Withdrawn","proposal_id":"2","proposer":"b","summary":"","supersedes_proposal_id":"p1","tags":[],"title":""},' +
        '"__proto__":{"details":"","disposition":"Live","proposal_id":"__proto__","proposer":"b","summary":"","supersedes_proposal_id":"2","tags":[],"title":""},' +
        '"p1":{"details":"/wCA","disposition":"Live","proposal_id":"p1","proposer":"a","summary":"s","supersedes_proposal_id":null,"tags":["x","ü"],"title":"t"}},' +
        '"rejections":[{"proposal_id":"2","reason":"no","sender":"lead","terminal":false},' +
        '{"proposal_id":"__proto__","reason":"no","sender":"lead","terminal":true}],' +
        '"terminal_rejections":[{"proposal_id":"__proto__","reason":"no","sender":"lead"}]}',
    );
    const text = encodeSession(script.session!, { modes });
    script.session = decodeSession(text, { modes });
    expect(encodeSession(script.session, { modes })).toBe(text);
    expectRefusal(script, (restored) => restored.withdraw('b', '2'), INVALID);
    expectRefusal(script, (restored) => restored.propose('b', '__proto__'), INVALID);
    expect(summary(script.withdraw('b', '__proto__'))).toBe('accepted OPEN');
    expect(script.phase).toBe('Negotiating');
  });

  it('given a withdrawn counter and a terminal rejection of it, then a restored session knows both', () => {
    const script = proposed({ counter_proposal: { max_rounds: 1 } });
    script.counter('b', 'p2', 'p1');
    script.refuse('lead', 'p2', true);
    script.withdraw('b', 'p2');
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(script.state()).toMatchObject({ phase: 'Negotiating', rejections: [{}], terminal_rejections: [] });
    expectRefusal(script, (restored) => restored.counter('b', 'p3', 'p1'), INVALID);
    expect(summary(script.accept('a'))).toBe('accepted OPEN');
    expect(script.phase).toBe('Negotiating');
  });

  it.each([
    ['a type of another mode', modeEnvelope(PROPOSAL, 'a', 'Vote', {})],
    ['a payload that does not decode', modeEnvelope(PROPOSAL, 'a', 'Accept', { payload: Uint8Array.of(10, 5) })],
    [
      'a proposal that never was',
      modeEnvelope(PROPOSAL, 'a', 'Accept', { payload: encodeBytes(proposal.AcceptPayload, { proposalId: 'p9' }) }),
    ],
  ])('given a history with %s, when it is folded, then it stops', (_what, envelope) => {
    const { session } = openProposal();
    expect(() => evolveProposal(session!, initialProposalState(), envelope)).toThrow(InvariantViolation);
  });

  it.each([null, 7, [], {}, { phase: 'Elsewhere' }])('given %j as stored state, then it stops', (value) => {
    expect(() => proposalMode.decodeState(value)).toThrow(InvariantViolation);
  });
});
