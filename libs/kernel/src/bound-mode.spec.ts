import { describe, expect, it } from '@jest/globals';
import { sharedExtension } from './bound-mode.js';
import { evolveSession } from './evolve-session.js';
import { InvariantViolation } from './invariant.js';
import type { BoundExtension, Mode, ModeLookup } from './mode.js';
import { reject } from './rejection.js';
import type { Session } from './session.js';
import { decodeSession, encodeSession } from './session-codec.js';
import { SessionScript, summary } from './testing/session-script.js';
import { LAX, laxMode } from './testing/talk-mode.js';
import { blankScript, commit, openScript, say, start } from './testing/talk-session.js';

function extensionOf(...types: string[]): BoundExtension {
  return { messageTypes: ['SessionStart', ...types, 'Commitment'] };
}

/** The lax mode as a registered extension: it takes the message types that it was registered with. */
function registeredAs(extension: BoundExtension): Mode {
  return {
    ...(laxMode as Mode),
    extension,
    check: (_session, _state, { envelope }) =>
      extension.messageTypes.includes(envelope.messageType) ? undefined : reject('INVALID_ENVELOPE'),
  };
}

/** A world whose registry can change; histories bind their own. */
class Registry {
  current: Mode | undefined = registeredAs(extensionOf('Say'));
  readonly modes: ModeLookup = (mode, bound) => {
    if (bound !== undefined) return registeredAs(bound);
    return mode === LAX ? this.current : undefined;
  };
}

function openIn(registry: Registry): SessionScript {
  const script = new SessionScript({ ...blankScript().world, modes: registry.modes });
  script.submit(start({}, { mode: LAX }));
  return script;
}

const inLax = (messageId: string): ReturnType<typeof say> => say(messageId, 'hello', { mode: LAX });

describe('a session in a registered extension mode', () => {
  it('given a start, then what was registered is recorded in it; a built-in mode records nothing', () => {
    const script = openIn(new Registry());
    expect(script.facts).toMatchObject([{ extension: { messageTypes: ['SessionStart', 'Say', 'Commitment'] } }]);
    expect(script.session?.extension).toEqual(extensionOf('Say'));
    expect(openScript().facts[0]).not.toHaveProperty('extension');
    expect(openScript().session?.extension).toBeUndefined();
  });

  it('given a registration with other types, then a running session keeps its own and a new one gets the new', () => {
    const registry = new Registry();
    const script = openIn(registry);
    registry.current = registeredAs(extensionOf('Arm'));
    expect(summary(script.submit(inLax('m1')))).toBe('accepted OPEN');
    expect(summary(openIn(registry).submit(inLax('m1')))).toBe('INVALID_ENVELOPE InvalidEnvelope');
  });

  it('given it is not registered any more, then messages and starts are refused, and the rest goes on', () => {
    const registry = new Registry();
    const script = openIn(registry);
    script.submit(inLax('m1'));
    registry.current = undefined;
    expect(summary(script.submit(inLax('m2')))).toBe('MODE_NOT_SUPPORTED UnknownMode');
    expect(summary(script.submit(inLax('m1')))).toBe('duplicate OPEN');
    expect(openIn(registry).session).toBeUndefined();
    expect(summary(script.observe('lead'))).toBe('observed OPEN');
    script.control('SuspendSession', 'lead');
    expect(summary(script.control('ResumeSession', 'lead'))).toBe('accepted OPEN');
    script.nowMs = script.session!.expiresAtMs + 1;
    expect(script.tick()).toHaveLength(1);
    expect(script.session?.state).toBe('EXPIRED');
  });

  it('given nothing is registered, then history and snapshot still build the session, and it goes on as bound', () => {
    const registry = new Registry();
    const script = openIn(registry);
    script.submit(inLax('m1'));
    const recovered: ModeLookup = (mode, bound) => (bound === undefined ? undefined : registry.modes(mode, bound));
    const { codec } = script.world;
    const replayed = script.facts.reduce<Session | undefined>(
      (session, fact) => evolveSession(session, fact, { modes: recovered, codec }),
      undefined,
    );
    const text = encodeSession(replayed!, { modes: recovered });
    expect(text).toBe(encodeSession(script.session!, { modes: registry.modes }));
    script.session = decodeSession(text, { modes: recovered });
    expect(summary(script.submit(commit('c', {}, { mode: LAX })))).toBe('accepted RESOLVED');
  });
});

describe('the encoding of such a session', () => {
  const { modes } = new Registry();
  const text = encodeSession(openIn(new Registry()).session!, { modes });

  it('given it, then it says what is bound and has the format that knows of it', () => {
    expect(text).toContain('"extension":["SessionStart","Say","Commitment"],"extension_keys":[],"format":2,');
    expect(encodeSession(decodeSession(text, { modes }), { modes })).toBe(text);
  });

  it.each([
    ['the binding in the older format', { format: 1 }],
    ['the newer format without a binding', { extension: undefined }],
    ['a format to come', { format: 3 }],
  ])('given %s, when it is decoded, then it stops', (_what, change) => {
    const changed = JSON.stringify({ ...(JSON.parse(text) as object), ...change });
    expect(() => decodeSession(changed, { modes })).toThrow(InvariantViolation);
  });
});

describe('what many sessions bind', () => {
  it('given equal bindings of a mode, then they are one object; given other types, they are not', () => {
    const one = sharedExtension('ext.shared', extensionOf('Say'));
    expect(sharedExtension('ext.shared', extensionOf('Say'))).toBe(one);
    expect(sharedExtension('ext.other', extensionOf('Say'))).not.toBe(one);
    const changed = extensionOf('Say', 'Arm');
    expect(sharedExtension('ext.shared', changed)).toBe(changed);
  });

  it('given more modes than are remembered, then each still gets its own content', () => {
    for (let index = 0; index < 3000; index += 1) {
      const extension = extensionOf(`T${index % 7}`);
      expect(sharedExtension(`ext.m${index}`, extension)).toEqual(extension);
    }
  });
});
