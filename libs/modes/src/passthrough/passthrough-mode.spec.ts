import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, decodeSession, encodeSession } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { ExtensionScript, OneModeRegistry, auctionDescriptor } from '../testing/extension-script.js';
import { FORBIDDEN, INVALID, boundPolicy, expectRefusal } from '../testing/mode-script.js';
import { boundPassthroughMode, passthroughMode } from './passthrough-mode.js';

const BID = Uint8Array.of(0, 255, 7);

function registered(isPromoted = false): OneModeRegistry {
  const registry = new OneModeRegistry();
  registry.register(auctionDescriptor('Bid', 'Ask'), isPromoted);
  return registry;
}

function open(participants: string[] = ['a', 'b']): ExtensionScript {
  const script = new ExtensionScript(registered());
  script.start({ participants, modeVersion: '2.1.0' });
  return script;
}

/** Sessions start with what a start payload lacks. */
function started(start: Parameters<ExtensionScript['start']>[0], isPromoted = false): string {
  return summary(new ExtensionScript(registered(isPromoted)).start(start));
}

describe('the start of a session in a registered mode', () => {
  const LAX = { participants: [], modeVersion: '', configurationVersion: '' };

  it('given versions and roster are missing, then it starts, and the descriptor’s version is bound', () => {
    const script = new ExtensionScript(registered());
    expect(summary(script.start(LAX))).toBe('accepted OPEN');
    expect(script.session).toMatchObject({ modeVersion: '2.1.0', configurationVersion: '' });
    expect(started({ ...LAX, participants: ['a', 'a'] })).toBe('accepted OPEN');
  });

  it('given another version or no lifetime, then it is refused, too', () => {
    expect(started({ ...LAX, modeVersion: '1.0.0' })).toBe('INVALID_ENVELOPE InvalidEnvelope');
    expect(started({ ...LAX, ttlMs: 0, contextId: 'c' })).toBe('INVALID_ENVELOPE InvalidTtl');
  });

  it('given a promoted mode, then the contract is strict', () => {
    const strict = { participants: ['a'], modeVersion: '2.1.0', configurationVersion: 'cfg' };
    expect(started(strict, true)).toBe('accepted OPEN');
    for (const lack of [
      { participants: [] },
      { modeVersion: '' },
      { configurationVersion: '' },
      { maxSuspendMs: -1 },
    ]) {
      expect(started({ ...strict, ...lack }, true)).toBe(INVALID);
    }
  });

  it('given its descriptor, then a mode shows it, and where it is listed', () => {
    const descriptor = auctionDescriptor('Bid');
    expect(passthroughMode(descriptor, { isPromoted: false })).toMatchObject({ descriptor, isStandardsTrack: false });
    expect(passthroughMode(descriptor, { isPromoted: true })).toMatchObject({ descriptor, isStandardsTrack: true });
  });
});

describe('messages of a registered mode', () => {
  it('given a registered type, then any payload is accepted, and the latest is the state', () => {
    const script = open();
    expect(script.state()).toBe('');
    expect(summary(script.send('a', 'Bid', BID))).toBe('accepted OPEN');
    expect(script.state()).toBe('AP8H');
    expect(summary(script.send('b', 'Ask', new Uint8Array()))).toBe('accepted OPEN');
    expect(script.state()).toBe('');
  });

  it('given another type, then it is invalid; given a stranger, then everything is forbidden', () => {
    for (const type of ['Offer', 'bid', 'SessionCancel', 'Signal']) {
      const script = open();
      expect(summary(script.send('a', type, BID))).toMatch(/^INVALID_ENVELOPE /);
      expectRefusal(script, (session) => session.send('stranger', type, BID), FORBIDDEN);
    }
    expectRefusal(open(), (script) => script.send('lead', 'Bid', BID), FORBIDDEN);
  });

  it('given an empty roster, then anybody may take part', () => {
    expect(summary(open([]).send('stranger', 'Bid', BID))).toBe('accepted OPEN');
    expectRefusal(open([]), (script) => script.send('stranger', 'Offer', BID), INVALID);
  });

  it('given a descriptor that lists a lifecycle type, then a client may not send it all the same', () => {
    const registry = new OneModeRegistry();
    registry.register(auctionDescriptor('SessionCancel', 'Signal'));
    const script = new ExtensionScript(registry);
    script.start({ participants: ['a'], modeVersion: '2.1.0' });
    for (const type of ['SessionCancel', 'Signal']) {
      expectRefusal(script, (session) => session.send('a', type, BID), 'INVALID_ENVELOPE InvalidEnvelope');
    }
  });
});

describe('the Commitment of a registered mode', () => {
  const commitment = { modeVersion: '2.1.0', action: 'auction.closed' };

  it('given nothing but a start, then the initiator may commit, and the resolution names what was decided', () => {
    const script = open();
    expect(summary(script.commit('lead', true, commitment))).toBe('accepted RESOLVED');
    const text = new TextDecoder().decode(script.session?.resolution);
    expect(text).toBe('{"action":"auction.closed","commitment_id":"c1"}');
    expect(script.questions).toEqual([]);
  });

  it('given a message before, then the Commitment is not the state', () => {
    const script = open();
    script.send('a', 'Bid', BID);
    expect(summary(script.commit('lead', true, commitment))).toBe('accepted RESOLVED');
    expect(script.state()).toBe('AP8H');
  });

  it('given anybody else, then it is forbidden, whatever the policy says', () => {
    const policy = boundPolicy('*', { commitment: { authority: 'any_participant' } });
    const script = new ExtensionScript(registered(), policy);
    script.start({ participants: ['a'], modeVersion: '2.1.0' });
    expectRefusal(script, (session) => session.commit('a', true, commitment), FORBIDDEN);
    expect(summary(script.commit('lead', true, commitment))).toBe('accepted RESOLVED');
  });

  it.each([
    ['another mode version', { modeVersion: '1.0.0' }],
    ['no reason', { reason: '' }],
    ['an action against its outcome', { action: 'auction.failed' }],
  ])('given %s, then it is invalid as in every mode', (_what, change) => {
    expectRefusal(open(), (script) => script.commit('lead', true, { ...commitment, ...change }), INVALID);
  });
});

describe('registrations that change', () => {
  it('given another registration under the same id, then a running session keeps the types that it was started with', () => {
    const script = open();
    script.registry.register({ ...auctionDescriptor('Offer'), modeVersion: '3.0.0' });
    expect(summary(script.send('a', 'Bid', BID))).toBe('accepted OPEN');
    expectRefusal(script, (session) => session.send('a', 'Offer', BID), INVALID);
    expect(summary(script.commit('lead', true, { modeVersion: '2.1.0' }))).toBe('accepted RESOLVED');
  });

  it('given it was unregistered, then messages are refused, but history and snapshot still build the session', () => {
    const script = open();
    script.send('a', 'Bid', BID);
    script.registry.current = undefined;
    expectRefusal(script, (session) => session.send('a', 'Bid', BID), 'MODE_NOT_SUPPORTED UnknownMode');
    const { modes } = script.registry;
    const text = encodeSession(script.session!, { modes });
    expect(encodeSession(script.replayed()!, { modes })).toBe(text);
    expect(encodeSession(decodeSession(text, { modes }), { modes })).toBe(text);
    expect(text).toContain('"extension":["SessionStart","Bid","Ask","Commitment"]');
    expect(text).toContain('"mode_state":"AP8H"');
  });
});

describe('modes as histories bind them', () => {
  it('given one binding, then it is one mode; given its id changes, then it is another', () => {
    const extension = { messageTypes: ['SessionStart', 'Bid', 'Commitment'] };
    const bound = boundPassthroughMode('ext.a', extension);
    expect(boundPassthroughMode('ext.a', extension)).toBe(bound);
    expect(boundPassthroughMode('ext.b', extension).descriptor.mode).toBe('ext.b');
    expect(bound.extension).toEqual(extension);
  });

  it.each([null, 7, {}, []])('given %j as stored state, then it stops', (value) => {
    const mode = passthroughMode(auctionDescriptor(), { isPromoted: false });
    expect(() => mode.decodeState(value)).toThrow(InvariantViolation);
  });
});
