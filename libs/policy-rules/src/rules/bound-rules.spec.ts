/** Rules of bound definitions at message level: as written where they can be read, else the defaults. */
import { describe, expect, it } from '@jest/globals';

import { policyOf } from '../testing/governance.js';
import {
  boundHandoffRules,
  boundProposalRules,
  boundQuorumThreshold,
  boundRules,
  boundTaskRules,
} from './bound-rules.js';

describe('bound rules', () => {
  it('are read as written', () => {
    const policy = policyOf({
      acceptance: { criterion: 'counterparty', implicit_accept_timeout_ms: 500 },
      counter_proposal: { max_rounds: 2 },
      rejection: { terminal_on_any_reject: true },
      assignment: { allow_reassignment_on_reject: true },
      completion: { require_output: true },
      threshold: { type: 'percentage', value: 50 },
    });
    expect(boundProposalRules(policy)).toMatchObject({
      criterion: 'counterparty',
      maxRounds: 2,
      terminalOnAnyReject: true,
    });
    expect(boundTaskRules(policy)).toMatchObject({ allowReassignmentOnReject: true, requireOutput: true });
    expect(boundHandoffRules(policy).implicitAcceptTimeoutMs).toBe(500);
    expect(boundQuorumThreshold(policy, 3)).toEqual({ kind: 'bar', approvals: 2 });
  });

  it.each(['{}', '', 'nonsense', '{"acceptance":null,"assignment":[],"threshold":7}'])(
    'of %p are the defaults',
    (text) => {
      const policy = policyOf(text);
      expect(boundProposalRules(policy)).toMatchObject({
        criterion: 'all_parties',
        maxRounds: 0,
        terminalOnAnyReject: false,
      });
      expect(boundTaskRules(policy)).toMatchObject({ allowReassignmentOnReject: false, requireOutput: false });
      expect(boundHandoffRules(policy).implicitAcceptTimeoutMs).toBe(0);
      expect(boundQuorumThreshold(policy, 3)).toEqual({ kind: 'none' });
    },
  );

  it('are read once per definition and mode, unreadable ones included', () => {
    const readable = policyOf({ voting: { threshold: 0.7 } });
    expect(boundRules(readable, 'decision')).toBe(boundRules(readable, 'decision'));
    expect(boundRules(readable, 'decision')?.voting.threshold).toBe(0.7);
    const unreadable = policyOf({ voting: 7 });
    expect(boundRules(unreadable, 'decision')).toBeUndefined();
    expect(boundRules(unreadable, 'decision')).toBeUndefined();
    expect(boundRules(unreadable, 'task')).toBeDefined();
  });

  it('do not come from a prototype', () => {
    const policy = policyOf('{"__proto__":{"completion":{"require_output":true}}}');
    expect(boundTaskRules(policy).requireOutput).toBe(false);
  });
});
