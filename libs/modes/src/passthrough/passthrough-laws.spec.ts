import { describe, expect, it } from '@jest/globals';
import { playLawfully } from '@macp/kernel/testing';
import type { ScriptStep } from '@macp/kernel/testing';
import fc from 'fast-check';
import { AUCTION, ExtensionScript, OneModeRegistry, auctionDescriptor } from '../testing/extension-script.js';
import { commitmentBytes, modeEnvelope, startBytes } from '../testing/mode-script.js';

const sender = fc.constantFrom('lead', 'a', 'b', '__proto__', 'stranger');
const submission = fc
  .record({
    sender,
    messageId: fc.nat(30).map(String),
    messageType: fc.constantFrom('Bid', 'Bid', 'Ask', 'Offer', 'SessionCancel', 'Commitment'),
    payload: fc.uint8Array({ maxLength: 9 }),
    isCommitment: fc.nat(20).map((chance) => chance === 0),
  })
  .map(({ sender: from, messageId, messageType, payload, isCommitment }): ScriptStep => {
    const message = isCommitment
      ? modeEnvelope(AUCTION, from, 'Commitment', { messageId, payload: commitmentBytes({ modeVersion: '2.1.0' }) })
      : modeEnvelope(AUCTION, from, messageType, { messageId, payload });
    return { kind: 'submit', envelope: message };
  });

const step: fc.Arbitrary<ScriptStep> = fc.oneof(
  { weight: 12, arbitrary: submission },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('observe' as const), caller: sender }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('advance' as const), byMs: fc.constantFrom(1, 9000) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'tick' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('control' as const),
      command: fc.constantFrom('SuspendSession', 'ResumeSession', 'ResumeSession'),
      caller: fc.constantFrom('lead', 'a'),
    }),
  },
);

describe('laws of every session in a registered mode', () => {
  it('given any script, then every law holds, and the script has seen the world', () => {
    const registry = new OneModeRegistry();
    registry.register(auctionDescriptor('Bid', 'Ask'));
    const seen = new Set<string>();
    const participants = fc.constantFrom(['a', 'b', '__proto__'], []);
    fc.assert(
      fc.property(participants, fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), (roster, steps) => {
        const payload = startBytes({ participants: roster, modeVersion: '', ttlMs: 20_000 });
        const start = modeEnvelope(AUCTION, 'lead', 'SessionStart', { messageId: 'start', payload });
        const open = (): ExtensionScript => new ExtensionScript(registry);
        for (const answer of playLawfully(open, [{ kind: 'submit', envelope: start }, ...steps])) seen.add(answer);
      }),
      { numRuns: 200 },
    );
    // A generator that never reaches a situation proves nothing about it.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'accepted OPEN',
        'accepted RESOLVED',
        'duplicate OPEN',
        'FORBIDDEN Forbidden',
        'INVALID_ENVELOPE InvalidPayload',
        'INVALID_ENVELOPE InvalidEnvelope',
        'SESSION_NOT_OPEN SessionNotOpen',
      ]),
    );
  });
});
