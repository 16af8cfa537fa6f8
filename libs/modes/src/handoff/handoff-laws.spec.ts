import { describe, it } from '@jest/globals';
import { encodeBytes, handoff } from '@macp/proto';
import fc from 'fast-check';
import { HANDOFF } from '../testing/handoff-script.js';
import { bytes, expectLawful, messageOf, word } from '../testing/mode-laws.js';
import { boundPolicy } from '../testing/mode-script.js';

const handoffId = fc.constantFrom('h1', 'h1', 'h2', 'h3', '__proto__', '', 'ü');
const person = fc.constantFrom('a', 'b', '__proto__', 'lead', 'stranger', '');
const by = fc.constantFrom('', '', 'a', 'b');

const messages = fc.oneof(
  {
    weight: 4,
    arbitrary: messageOf(
      'HandoffOffer',
      handoff.HandoffOfferPayload,
      fc.record({ handoffId, targetParticipant: person, scope: word, reason: word }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'HandoffContext',
      handoff.HandoffContextPayload,
      fc.record({ handoffId, contentType: word, context: bytes }),
    ),
  },
  {
    weight: 2,
    arbitrary: messageOf(
      'HandoffAccept',
      handoff.HandoffAcceptPayload,
      fc.record({ handoffId, acceptedBy: by, reason: word, implicit: fc.constantFrom(false, false, true) }),
    ),
  },
  {
    weight: 3,
    arbitrary: messageOf(
      'HandoffDecline',
      handoff.HandoffDeclinePayload,
      fc.record({ handoffId, declinedBy: by, reason: word }),
    ),
  },
);

const policy = fc
  .record({
    timeoutMs: fc.constantFrom(0, 1, 2500, 4000),
    authority: fc.constantFrom('initiator_only', 'any_participant'),
  })
  .map(({ timeoutMs, authority }) =>
    boundPolicy(HANDOFF, { acceptance: { implicit_accept_timeout_ms: timeoutMs }, commitment: { authority } }),
  );

describe('laws of every Handoff', () => {
  it('given any script under any policy, then every law holds, and the script has seen the world', () => {
    expectLawful({
      mode: HANDOFF,
      messages,
      policy,
      opening: [
        [
          'lead',
          ['HandoffOffer', encodeBytes(handoff.HandoffOfferPayload, { handoffId: 'h1', targetParticipant: 'a' })],
        ],
        ['a', ['HandoffDecline', encodeBytes(handoff.HandoffDeclinePayload, { handoffId: 'h1' })]],
      ],
      types: ['HandoffOffer', 'HandoffContext', 'HandoffAccept', 'HandoffDecline'],
      situations: ['tick EnvelopeAccepted', 'INVALID_ENVELOPE InvalidEnvelope'],
      revisions: [0, 1, 2, 3, 4, 4, 4],
      numRuns: 400,
    });
  });
});
