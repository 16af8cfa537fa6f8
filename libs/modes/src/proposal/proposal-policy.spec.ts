import { describe, expect, it } from '@jest/globals';
import { decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { FORBIDDEN, INVALID, expectRefusal, modes } from '../testing/mode-script.js';
import { openProposal } from '../testing/proposal-script.js';
import type { ProposalScript } from '../testing/proposal-script.js';

const criterion = (name: string): object => ({ acceptance: { criterion: name } });

/** OPEN under `rules` with `p1` by `a`, accepted by `senders`. */
function accepted(rules: unknown, senders: readonly string[], participants = ['lead', 'a', 'b']): ProposalScript {
  const script = openProposal(rules, { participants });
  script.propose('a');
  for (const sender of senders) script.accept(sender);
  return script;
}

describe('acceptance criteria', () => {
  const ROWS: [string, string, string[], string[]][] = [
    // criterion, who accepts, roster, phase
    ['all_parties', 'Converged', ['lead', 'a', 'b'], ['lead', 'a', 'b']],
    ['all_parties', 'Negotiating', ['lead', 'b'], ['lead', 'a', 'b']],
    ['all_parties', 'Converged', ['a'], ['a']],
    ['all_parties', 'Negotiating', [], ['a']],
    ['counterparty', 'Converged', ['lead', 'b'], ['lead', 'a', 'b']],
    ['counterparty', 'Converged', ['b'], ['a', 'b']],
    ['counterparty', 'Converged', ['b'], ['b', 'a']],
    ['counterparty', 'Converged', ['lead', 'a', 'b'], ['lead', 'a', 'b']],
    ['counterparty', 'Negotiating', ['a', 'b'], ['lead', 'a', 'b']],
    ['counterparty', 'Negotiating', ['lead'], ['lead', 'a', 'b']],
    ['counterparty', 'Converged', [], ['a']],
    ['initiator', 'Converged', ['lead'], ['lead', 'a', 'b']],
    ['initiator', 'Negotiating', ['a', 'b'], ['lead', 'a', 'b']],
    ['initiator', 'Negotiating', ['a', 'b'], ['a', 'b']],
    ['unheard_of', 'Negotiating', ['lead', 'b'], ['lead', 'a', 'b']],
    ['unheard_of', 'Converged', ['lead', 'a', 'b'], ['lead', 'a', 'b']],
  ];

  it.each(ROWS)(
    'given %s, then the negotiation is %s once %j have accepted among %j',
    (name, phase, senders, roster) => {
      const script = accepted(criterion(name), senders, roster);
      expect(script.phase).toBe(phase);
      const committed = phase === 'Converged' ? 'accepted RESOLVED' : INVALID;
      expect(summary(script.commit('lead', true))).toBe(committed);
    },
  );

  it('given the author is silent, then counterparty converges where all_parties does not', () => {
    const participants = ['lead', 'a'];
    expectRefusal(
      accepted(criterion('all_parties'), ['lead'], participants),
      (open) => open.commit('lead', true),
      INVALID,
    );
    expect(summary(accepted(criterion('counterparty'), ['lead'], participants).commit('lead', true))).toBe(
      'accepted RESOLVED',
    );
  });

  it('given counterparty and proposals of two authors, then each has its own counterparties', () => {
    const script = accepted(criterion('counterparty'), []);
    script.propose('lead', 'p2');
    script.accept('a', 'p2');
    script.accept('lead', 'p1');
    expect(script.phase).toBe('Negotiating');
    script.accept('b', 'p2');
    expect(script.phase).toBe('Converged');
    script.accept('a', 'p1');
    expect(script.phase).toBe('Negotiating');
  });

  it('given counterparty and a lone participant, then its withdrawal leaves nothing to agree on', () => {
    const script = accepted(criterion('counterparty'), [], ['a']);
    script.withdraw('a');
    expectRefusal(script, (open) => open.commit('lead', true), INVALID);
  });

  it('given initiator, when the accepted proposal is withdrawn, then it has accepted nothing', () => {
    const script = accepted(criterion('initiator'), ['lead']);
    script.withdraw('a');
    expect(script.phase).toBe('Negotiating');
  });
});

describe('rounds', () => {
  const rounds = (max: number): object => ({ counter_proposal: { max_rounds: max } });

  it('given one round, then a second counter is invalid, even after the first was withdrawn', () => {
    const script = accepted(rounds(1), []);
    expect(summary(script.counter('b', 'p2', 'p1'))).toBe('accepted OPEN');
    script.withdraw('b', 'p2');
    expectRefusal(script, (open) => open.counter('b', 'p3', 'p1'), INVALID);
    expect(summary(script.propose('b', 'p3'))).toBe('accepted OPEN');
  });

  it('given two rounds, then so many counters are taken, and a restored session counts them and nothing else', () => {
    const script = accepted(rounds(2), []);
    script.propose('a', 'p0');
    expect(summary(script.counter('b', 'p2', 'p1'))).toBe('accepted OPEN');
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(summary(script.counter('a', 'p3', 'p2'))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.counter('b', 'p4', 'p3'), INVALID);
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expectRefusal(script, (open) => open.counter('b', 'p4', 'p3'), INVALID);
  });

  it('given no limit, then counters are never too many', () => {
    const script = accepted(rounds(0), []);
    for (let n = 2; n < 12; n += 1) expect(summary(script.counter('b', `p${n}`, 'p1'))).toBe('accepted OPEN');
  });

  it('given all rounds used, then the agreement may still be committed', () => {
    const script = accepted(rounds(1), []);
    script.counter('b', 'p2', 'p1');
    for (const sender of ['lead', 'a', 'b']) script.accept(sender, 'p2');
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });
});

describe('terminal rejections by policy', () => {
  it('given every reject is terminal, then one makes the session ripe', () => {
    const script = accepted({ rejection: { terminal_on_any_reject: true } }, []);
    script.refuse('b', 'p1', false);
    expect(script.state()).toMatchObject({ phase: 'TerminalRejected', rejections: [{ terminal: true }] });
    expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
  });

  it('given not, then the sender decides', () => {
    const script = accepted({ rejection: { terminal_on_any_reject: false } }, []);
    script.refuse('b', 'p1', false);
    expectRefusal(script, (open) => open.commit('lead', false), INVALID);
    script.refuse('b', 'p1', true);
    expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
  });
});

describe('commitment authority', () => {
  const ROWS: [string, object, string[], string[]][] = [
    ['initiator_only', { authority: 'initiator_only' }, ['lead'], ['a', 'auditor']],
    ['any_participant', { authority: 'any_participant' }, ['lead', 'a', 'b'], ['auditor']],
    [
      'designated_role',
      { authority: 'designated_role', designated_roles: ['auditor', 'b'] },
      ['auditor', 'b'],
      ['lead', 'a'],
    ],
    ['an unknown one', { authority: 'everyone' }, ['lead'], ['a']],
  ];

  it.each(ROWS)('given %s, then exactly its senders commit', (_name, commitment, allowed, refused) => {
    const everyone = ['lead', 'a', 'b'];
    for (const sender of allowed) {
      expect(summary(accepted({ commitment }, everyone).commit(sender, true))).toBe('accepted RESOLVED');
    }
    for (const sender of refused) {
      expectRefusal(accepted({ commitment }, everyone), (open) => open.commit(sender, true), FORBIDDEN);
      // Authority comes before everything about the payload.
      expectRefusal(accepted({ commitment }, []), (open) => open.commit(sender, true, { reason: '' }), FORBIDDEN);
    }
  });

  it('given a Commitment that names the bound policy, none or another one, then only another one is refused', () => {
    const everyone = ['lead', 'a', 'b'];
    for (const policyVersion of ['bound', '']) {
      expect(summary(accepted({}, everyone).commit('lead', true, { policyVersion }))).toBe('accepted RESOLVED');
    }
    const other = { policyVersion: 'policy.default' };
    expectRefusal(accepted({}, everyone), (open) => open.commit('lead', true, other), INVALID);
  });

  it('given unreadable rules, then messages go by the defaults and the Commitment is denied', () => {
    const script = accepted({ acceptance: 'soon', counter_proposal: { max_rounds: 1 } }, ['lead', 'a', 'b']);
    expect(script.phase).toBe('Converged');
    expect(summary(script.commit('lead', true))).toBe('POLICY_DENIED PolicyDenied');
    expect(script.session?.state).toBe('OPEN');
  });
});
