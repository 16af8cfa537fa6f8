import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { encodeBytes, handoff } from '@macp/proto';
import { HandoffScript, openHandoff } from '../testing/handoff-script.js';
import { FORBIDDEN, INVALID, UNDECODABLE, expectRefusal, modes } from '../testing/mode-script.js';
import { handoffMode } from './handoff-mode.js';

const TYPES = ['HandoffOffer', 'HandoffContext', 'HandoffAccept', 'HandoffDecline'];

/** OPEN with an offer `h1` to `a`. */
function offered(): HandoffScript {
  const script = openHandoff();
  script.offer();
  return script;
}

function accepted(): HandoffScript {
  const script = offered();
  script.accept('a');
  return script;
}

function declined(): HandoffScript {
  const script = offered();
  script.decline('a');
  return script;
}

describe('the start of a Handoff', () => {
  it.each([
    ['two participants', ['lead', 'a'], 'accepted OPEN'],
    ['the initiator listed last', ['a', 'lead'], 'accepted OPEN'],
    ['the initiator alone', ['lead'], INVALID],
    ['a roster without the initiator', ['a', 'b'], INVALID],
    ['the initiator in another case', ['Lead', 'a'], INVALID],
    ['an empty roster', [], INVALID],
  ])('given %s, then it is judged', (_what, participants, answer) => {
    expect(summary(new HandoffScript().start({ participants }))).toBe(answer);
  });
});

describe('who may take part in a Handoff', () => {
  it.each(TYPES)('given a stranger, when %s comes, then it is forbidden', (type) => {
    for (const sender of ['stranger', ' a']) {
      expectRefusal(offered(), (script) => script.send(sender, type, new Uint8Array()), FORBIDDEN);
    }
  });

  it('given an offer of somebody who is not the initiator, then it is forbidden', () => {
    expectRefusal(openHandoff(), (script) => script.offer('b', 'h1', 'a'), FORBIDDEN);
    expect(summary(openHandoff().offer('b', 'h1', 'lead'))).toBe('accepted OPEN');
  });

  it.each(['Ballot', 'handoffOffer', 'SessionCancel', 'Signal'])(
    'given the type %s, which is none of its own, then only participants learn that it is invalid',
    (type) => {
      expectRefusal(offered(), (script) => script.send('stranger', type, new Uint8Array()), FORBIDDEN);
      const before = offered();
      expect(summary(before.send('a', type, new Uint8Array()))).toMatch(/^INVALID_ENVELOPE /);
    },
  );
});

describe('offers', () => {
  it('given one, then it is outstanding', () => {
    expect(offered().state()).toEqual({
      contexts: {},
      offers: {
        h1: {
          handoff_id: 'h1',
          target_participant: 'a',
          scope: 'support',
          reason: 'escalate',
          offered_by: 'lead',
          disposition: 'Offered',
          accepted_by: null,
          declined_by: null,
          outcome_reason: null,
          offered_at_ms: 1_000_000,
          suspended_ms_at_offer: 0,
        },
      },
    });
  });

  it.each([
    ['no id', 'a', ''],
    ['no target', '', 'h1'],
    ['a target who is not declared', 'c', 'h1'],
    ['oneself', 'lead', 'h1'],
  ])('given %s, then it is refused', (_what, target, handoffId) => {
    expectRefusal(openHandoff(), (script) => script.offer(target, handoffId), INVALID);
  });

  it('given a blank id, then it is an id like any other', () => {
    expect(summary(openHandoff().offer('a', ' '))).toBe('accepted OPEN');
  });

  it('given one outstanding, then another is refused; given it was declined, then another target may be asked', () => {
    expectRefusal(offered(), (script) => script.offer('b', 'h2'), INVALID);
    expect(summary(declined().offer('b', 'h2'))).toBe('accepted OPEN');
  });

  it('given one accepted, then no more offers', () => {
    expectRefusal(accepted(), (script) => script.offer('b', 'h2'), INVALID);
  });

  it('given a used id, then it is refused even after a decline', () => {
    expectRefusal(declined(), (script) => script.offer('b', 'h1'), INVALID);
  });

  it('given a target who declined before, then it is not asked again in this session', () => {
    const script = declined();
    expectRefusal(script, (open) => open.offer('a', 'h2'), INVALID);
    script.offer('b', 'h2');
    script.decline('b', { handoffId: 'h2' });
    expectRefusal(script, (open) => open.offer('a', 'h3'), INVALID);
    expectRefusal(script, (open) => open.offer('b', 'h3'), INVALID);
  });

  it('given a session of revision 3, then whoever declined may be asked again, and decline again', () => {
    const script = openHandoff().startedUnder(3);
    script.offer();
    script.decline('a');
    expect(summary(script.offer('a', 'h2'))).toBe('accepted OPEN');
    expect(summary(script.decline('a', { handoffId: 'h2' }))).toBe('accepted OPEN');
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(summary(script.offer('a', 'h3'))).toBe('accepted OPEN');
  });
});

describe('context', () => {
  it.each([
    ['outstanding', offered],
    ['accepted', accepted],
    ['declined', declined],
  ])('given an offer that is %s, when its owner adds context, then it is kept', (_what, given) => {
    const script = given();
    expect(summary(script.context('lead'))).toBe('accepted OPEN');
    expect(summary(script.context('lead', { contentType: '', context: new Uint8Array() }))).toBe('accepted OPEN');
    expect(script.state()).toMatchObject({
      contexts: {
        h1: [
          { content_type: 'text/plain', context: 'aGk=', sender: 'lead' },
          { content_type: '', context: '', sender: 'lead' },
        ],
      },
    });
  });

  it('given an unknown offer, then it is invalid; given another sender, then it is forbidden', () => {
    expectRefusal(offered(), (script) => script.context('lead', { handoffId: 'h2' }), INVALID);
    expectRefusal(offered(), (script) => script.context('a', { handoffId: 'h2' }), INVALID);
    expectRefusal(offered(), (script) => script.context('a'), FORBIDDEN);
  });
});

describe.each([
  ['HandoffAccept', 'Accepted', 'accepted_by'],
  ['HandoffDecline', 'Declined', 'declined_by'],
] as const)('%s', (type, disposition, member) => {
  const answer = (
    script: HandoffScript,
    sender: string,
    handoffId = 'h1',
    by = '',
  ): ReturnType<typeof script.accept> =>
    type === 'HandoffAccept'
      ? script.accept(sender, { handoffId, acceptedBy: by })
      : script.decline(sender, { handoffId, declinedBy: by });

  it.each(['', 'a'])('given the target, when it answers as %j, then the offer has its outcome', (by) => {
    const script = offered();
    expect(summary(answer(script, 'a', 'h1', by))).toBe('accepted OPEN');
    const reason = type === 'HandoffAccept' ? 'yes' : 'no';
    expect(script.state()).toMatchObject({ offers: { h1: { disposition, [member]: 'a', outcome_reason: reason } } });
  });

  it('given anybody else, then it is forbidden; given an unknown offer, then it is invalid', () => {
    expectRefusal(offered(), (script) => answer(script, 'b'), FORBIDDEN);
    expectRefusal(offered(), (script) => answer(script, 'lead'), FORBIDDEN);
    expectRefusal(offered(), (script) => answer(script, 'b', 'h2'), INVALID);
    expectRefusal(openHandoff(), (script) => answer(script, 'a'), INVALID);
  });

  it('given another name than the sender’s own, then it is invalid', () => {
    expectRefusal(offered(), (script) => answer(script, 'a', 'h1', 'b'), INVALID);
    expectRefusal(offered(), (script) => answer(script, 'b', 'h1', 'a'), FORBIDDEN);
  });

  it('given the offer has its answer, then it is invalid', () => {
    expectRefusal(accepted(), (script) => answer(script, 'a'), INVALID);
    expectRefusal(declined(), (script) => answer(script, 'a'), INVALID);
  });
});

describe('the Commitment of a Handoff', () => {
  it.each([
    ['accepted', accepted],
    ['declined', declined],
  ])('given an offer that was %s, then either outcome resolves it', (_what, given) => {
    expect(summary(given().commit('lead', true))).toBe('accepted RESOLVED');
    expect(summary(given().commit('lead', false))).toBe('accepted RESOLVED');
    expectRefusal(given(), (script) => script.commit('a', true), FORBIDDEN);
  });

  it('given no offer, or one without an answer, then it is not ripe', () => {
    expectRefusal(openHandoff(), (script) => script.commit('lead', false), INVALID);
    expectRefusal(offered(), (script) => script.commit('lead', true), INVALID);
  });

  it('given an earlier answer, then a later offer without one does not matter', () => {
    const script = declined();
    script.offer('b', 'h2');
    expect(summary(script.commit('lead', true))).toBe('accepted RESOLVED');
  });

  it.each<[string, object, string[], string[]]>([
    ['initiator_only', {}, ['lead'], ['a', 'auditor']],
    ['any_participant', { authority: 'any_participant' }, ['lead', 'a', 'b'], ['auditor']],
    ['designated_role', { authority: 'designated_role', designated_roles: ['auditor'] }, ['auditor'], ['lead', 'a']],
    ['an unknown authority', { authority: 'everyone' }, ['lead'], ['a', 'b']],
  ])('given %s, then exactly its senders commit', (_name, commitment, allowed, refused) => {
    for (const sender of allowed) {
      const script = openHandoff({ commitment });
      script.offer();
      script.accept('a');
      for (const other of refused) expectRefusal(script, (open) => open.commit(other, true), FORBIDDEN);
      expect(summary(script.commit(sender, true))).toBe('accepted RESOLVED');
    }
  });

  it('given a policy of an unsupported schema version, then it is denied', () => {
    const policy = { policyId: 'bound', mode: '*', description: '', rules: '{}', schemaVersion: 9 };
    const script = new HandoffScript(policy);
    script.start();
    script.offer();
    script.accept('a');
    expectRefusal(script, (open) => open.commit('lead', true), 'POLICY_DENIED PolicyDenied');
  });
});

describe('Handoff payloads and state', () => {
  it.each(UNDECODABLE)('given %s, then every type refuses it', (_what, bytes) => {
    for (const type of TYPES) expectRefusal(offered(), (script) => script.send('lead', type, bytes), INVALID);
  });

  it('given an eventful session, then its encoding is golden, and the decoded one goes on as the original', () => {
    const script = declined();
    script.context('lead');
    script.offer('b', '__proto__');
    const text =
      '{"contexts":{"h1":[{"content_type":"text/plain","context":"aGk=","sender":"lead"}]},"offers":{"__proto__":' +
      '{"accepted_by":null,"declined_by":null,"disposition":"Offered","handoff_id":"__proto__","offered_at_ms":1000000,' +
      '"offered_by":"lead","outcome_reason":null,"reason":"escalate","scope":"support","suspended_ms_at_offer":0,' +
      '"target_participant":"b"},"h1":{"accepted_by":null,"declined_by":"a","disposition":"Declined","handoff_id":"h1",' +
      '"offered_at_ms":1000000,"offered_by":"lead","outcome_reason":"no","reason":"escalate","scope":"support",' +
      '"suspended_ms_at_offer":0,"target_participant":"a"}}}';
    expect(script.stateText()).toBe(text);
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expect(script.stateText()).toBe(text);
    expectRefusal(script, (open) => open.offer('a', 'h3'), INVALID);
    expect(summary(script.accept('b', { handoffId: '__proto__' }))).toBe('accepted OPEN');
    script.session = decodeSession(encodeSession(script.session!, { modes }), { modes });
    expectRefusal(script, (open) => open.offer('b', 'h4'), INVALID);
  });

  it.each([null, 7, [], {}, { offers: { h: { disposition: 'Lost' } }, contexts: {} }])(
    'given %j as stored state, then it stops',
    (value) => {
      expect(() => handoffMode.decodeState(value)).toThrow(InvariantViolation);
    },
  );

  it('given an answer to no offer in a history, then it stops', () => {
    const script = openHandoff();
    script.offer();
    const payload = encodeBytes(handoff.HandoffAcceptPayload, { handoffId: 'h2' });
    const [, fact] = script.facts as [unknown, Parameters<typeof handoffMode.evolve>[2]];
    const message = { ...fact, envelope: { ...fact.envelope, messageType: 'HandoffAccept', payload } };
    const { session } = script;
    expect(() => handoffMode.evolve(session!, session!.modeState as never, message)).toThrow(InvariantViolation);
  });
});
