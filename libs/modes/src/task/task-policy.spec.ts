import { describe, expect, it } from '@jest/globals';
import { summary } from '@macp/kernel/testing';
import { DENIED, FORBIDDEN, INVALID, boundPolicy, denialCodes, expectRefusal } from '../testing/mode-script.js';
import { REASSIGNABLE, TASK, TaskScript, assigned, openTask, requested } from '../testing/task-script.js';

describe('reassignment', () => {
  it('given no policy allows it, then the assignee cannot give the task back, and a bystander is invalid', () => {
    for (const rules of [undefined, {}, { assignment: { allow_reassignment_on_reject: false } }]) {
      const script = assigned(rules);
      expectRefusal(script, (open) => open.decline('a'), DENIED);
      expect(denialCodes(script.decline('a'))).toEqual(['reassignment_not_allowed']);
      expectRefusal(script, (open) => open.decline('b'), INVALID);
      // The policy speaks before the payload's assignee is looked at.
      expectRefusal(script, (open) => open.decline('a', { assignee: 'b' }), DENIED);
    }
  });

  it('given it is allowed, then another participant takes over, and who gave it back never does again', () => {
    const script = assigned(REASSIGNABLE);
    expectRefusal(script, (open) => open.decline('a', { assignee: 'b' }), INVALID);
    expect(summary(script.decline('a'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      active_assignee: null,
      rejections: [{ assignee: 'a', while_assigned: true }],
    });
    expectRefusal(script, (open) => open.update('a'), FORBIDDEN);
    expectRefusal(script, (open) => open.accept('a'), INVALID);
    expectRefusal(script, (open) => open.decline('a'), INVALID);
    expect(summary(script.accept('b'))).toBe('accepted OPEN');
    expect(summary(script.complete('b'))).toBe('accepted OPEN');
  });

  it('given a report already stands, then the task may be given back, but the report stays', () => {
    const script = assigned(REASSIGNABLE);
    script.complete('a');
    expect(summary(script.decline('a'))).toBe('accepted OPEN');
    expect(summary(script.accept('b'))).toBe('accepted OPEN');
    expectRefusal(script, (open) => open.update('b'), FORBIDDEN);
    expectRefusal(script, (open) => open.fail('b'), FORBIDDEN);
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });
});

describe('required output', () => {
  const REQUIRED = { completion: { require_output: true } };

  it('given a completion without output, or a failure, then a positive Commitment is denied and a negative one not', () => {
    for (const report of ['complete', 'fail'] as const) {
      const script = assigned(REQUIRED);
      script[report]('a');
      const denied = script.commit('lead', true);
      expect(summary(denied)).toBe(DENIED);
      expect(denialCodes(denied)).toEqual(['output_required']);
      expect(script.session?.state).toBe('OPEN');
      expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
    }
  });

  it('given output, or no such rule, then it is allowed', () => {
    const script = assigned(REQUIRED);
    script.complete('a', { output: Uint8Array.of(0) });
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
    const lenient = assigned({ completion: { require_output: false } });
    lenient.complete('a');
    expect(summary(lenient.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it('given the named assignee declined, then the negative outcome needs no output', () => {
    const script = requested('a', REQUIRED);
    script.decline('a');
    expect(summary(script.commit('lead', false))).toBe('accepted RESOLVED');
  });
});

describe('commitment authority', () => {
  const ROWS: [string, object, string[], string[]][] = [
    ['initiator_only', {}, ['lead'], ['a', 'auditor']],
    ['any_participant', { authority: 'any_participant' }, ['lead', 'a', 'b'], ['auditor']],
    ['designated_role', { authority: 'designated_role', designated_roles: ['auditor'] }, ['auditor'], ['lead', 'a']],
  ];

  it.each(ROWS)('given %s, then exactly its senders commit', (_name, commitment, allowed, refused) => {
    for (const sender of allowed) {
      const script = assigned({ commitment });
      script.complete('a');
      for (const other of refused) expectRefusal(script, (open) => open.commit(other, true), FORBIDDEN);
      expect(summary(script.commit(sender, true))).toBe('accepted RESOLVED');
    }
  });

  it('given unreadable rules, then the task goes by the defaults and its Commitment is denied', () => {
    const script = assigned({ assignment: { allow_reassignment_on_reject: 'yes' } });
    expectRefusal(script, (open) => open.decline('a'), DENIED);
    script.complete('a');
    expect(denialCodes(script.commit('lead', false))).toEqual(['invalid_rules']);
  });
});

describe('binding', () => {
  it('given a policy of another mode, then it is refused before the roster is looked at', () => {
    const decisionPolicy = boundPolicy('macp.mode.decision.v1', {});
    const script = new TaskScript(TASK, decisionPolicy);
    expect(summary(script.start({ participants: ['lead'] }))).toMatch(/^INVALID_POLICY_DEFINITION/);
    expect(summary(new TaskScript(TASK).start({ participants: ['lead'] }))).toBe(INVALID);
    expect(script.session).toBeUndefined();
  });
});

describe('sessions of older revisions', () => {
  /** Started under revision 3, with the task requested. */
  function older(requestedAssignee = '', rules?: unknown): TaskScript {
    const script = openTask(rules).startedUnder(3);
    script.request('lead', { requestedAssignee });
    return script;
  }

  it('given revision 3, then any decline closes the task to everybody unless the policy allows reassignment', () => {
    const script = older();
    script.decline('b');
    for (const sender of ['a', 'b']) {
      expectRefusal(script, (open) => open.accept(sender), DENIED);
      expect(denialCodes(script.accept(sender))).toEqual(['reassignment_not_allowed']);
    }
    const current = requested();
    current.decline('b');
    expect(summary(current.accept('a'))).toBe('accepted OPEN');
  });

  it('given revision 3 and no decline, then the task is taken without reassignment', () => {
    expect(summary(older().accept('a'))).toBe('accepted OPEN');
  });

  it('given revision 3 and reassignment, then who declined may come back', () => {
    const script = older('', REASSIGNABLE);
    script.decline('b');
    expect(summary(script.accept('b'))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({ active_assignee: 'b' });
    expectRefusal(script, (open) => open.decline('b'), INVALID);
  });

  it('given revision 3, then a decline by the named assignee makes nothing ripe', () => {
    const script = older('a');
    script.decline('a');
    expectRefusal(script, (open) => open.commit('lead', false), INVALID);
  });
});
