import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from './invariant.js';
import type { Session } from './session.js';
import { decodeSession, encodeSession } from './session-codec.js';
import { summary } from './testing/session-script.js';
import { blankScript, commit, openScript, say } from './testing/talk-session.js';

const { modes } = blankScript().world;
const encode = (session: Session | undefined): string => encodeSession(session!, { modes });
const decode = (text: string): Session => decodeSession(text, { modes });

function eventful(): ReturnType<typeof openScript> {
  const script = openScript({ policyVersion: 'roles', contextId: 'ctx', extensionKeys: ['k'] });
  script.submit(say('m2', '"quoted" ü \u2028'));
  script.control('SuspendSession', 'lead');
  script.nowMs += 10;
  script.control('ResumeSession', 'lead');
  script.submit(say('m1', 'x', { sender: 'b' }));
  return script;
}

describe('the canonical encoding of a session', () => {
  it('given a session, then its text is what it has always been', () => {
    const script = openScript({ participants: ['b', 'a'] });
    script.submit(say('m1', 'hi'));
    script.control('SuspendSession', 'lead');
    expect(encode(script.session)).toBe(
      '{"accepted_ids":["m1","start"],"accumulated_suspended_ms":0,"activity":[["a",1000000,1]],' +
        '"configuration_version":"cfg","context_id":"","expires_at_ms":1060000,"extension_keys":[],"format":1,' +
        '"initiator":"lead","last_ordinal":2,"max_suspend_ms":604800000,"mode":"test.mode.talk.v1",' +
        '"mode_state":{"due_at_ms":null,"said":["hi"]},"mode_version":"1.0.0","participants":["b","a"],' +
        '"policy":{"description":"","mode":"*","policy_id":"policy.default","rules":"{\\"commitment\\":{}}",' +
        '"schema_version":3},"semantics_rev":4,"session_id":"0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55",' +
        '"started_at_ms":1000000,"state":"SUSPENDED","suspended_at_ms":1000000,"suspension_intervals":[]}',
    );
  });

  it('given a session in any state, when it is decoded and encoded again, then the text is the same', () => {
    const open = eventful();
    const resolved = eventful();
    resolved.submit(commit('c', {}, { sender: 'a' }));
    const cancelled = eventful();
    cancelled.control('SuspendSession', 'lead');
    cancelled.control('CancelSession', 'lead');
    for (const { session } of [open, resolved, cancelled]) {
      const text = encode(session);
      expect(encode(decode(text))).toBe(text);
    }
    expect(decode(encode(resolved.session)).resolution).toEqual(resolved.session?.resolution);
  });

  it('given sessions that came to be on different ways, then equal state has equal text', () => {
    const one = eventful();
    const other = eventful();
    other.submit(say('refused', 'bad'));
    other.submit(say('m1'));
    expect(encode(other.session)).toBe(encode(one.session));
    other.submit(say('m3'));
    expect(encode(other.session)).not.toBe(encode(one.session));
  });

  it('given a decoded session, then it goes on exactly as the original would', () => {
    const original = eventful();
    const restored = eventful();
    restored.session = decode(encode(original.session));
    for (const envelope of [
      say('m1'),
      say('m2'),
      say('m3'),
      say('m4', 'bad'),
      commit('c', {}, { sender: 'auditor' }),
    ]) {
      expect(summary(restored.submit(envelope))).toBe(summary(original.submit(envelope)));
    }
    expect(encode(restored.session)).toBe(encode(original.session));
  });

  const good = JSON.parse(encode(eventful().session)) as Record<string, unknown>;
  it.each([
    ['no JSON', '{'],
    ['another kind of JSON', '[]'],
    ['nothing', 'null'],
    ['another format', JSON.stringify({ ...good, format: 2 })],
    ['an unknown mode', JSON.stringify({ ...good, mode: 'unknown' })],
    ['an unknown state', JSON.stringify({ ...good, state: 'toString' })],
    ['a newer semantics revision', JSON.stringify({ ...good, semantics_rev: 5 })],
    ['a message id too few', JSON.stringify({ ...good, accepted_ids: ['start'] })],
    ['a message id twice', JSON.stringify({ ...good, accepted_ids: ['start', 'm1', 'm1'] })],
    ['a resolution that is no hex', JSON.stringify({ ...good, resolution: '0G' })],
  ])('given %s, when it is decoded, then it stops', (_what, text) => {
    expect(() => decode(text)).toThrow(InvariantViolation);
  });

  it('given a mode that is not registered, when it is encoded, then it stops', () => {
    expect(() => encodeSession(eventful().session!, { modes: () => undefined })).toThrow(InvariantViolation);
  });
});
