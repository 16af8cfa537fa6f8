import { describe, it } from '@jest/globals';
import { encodeBytes, multiRound } from '@macp/proto';
import fc from 'fast-check';
import { expectLawful, messageOf } from '../testing/mode-laws.js';
import type { RandomMessage } from '../testing/mode-laws.js';
import { boundPolicy } from '../testing/mode-script.js';
import { MULTI_ROUND, jsonBytes } from '../testing/multi-round-script.js';

const value = fc.constantFrom('x', 'x', 'x', 'x', 'y', '', '{"value":"x"}');

const messages = fc.oneof(
  { weight: 5, arbitrary: messageOf('Contribute', multiRound.ContributePayload, fc.record({ value })) },
  {
    weight: 1,
    arbitrary: fc.record({ value }).map((document): RandomMessage => ['Contribute', jsonBytes(document)]),
  },
);

describe('laws of every multi-round session', () => {
  it('given any script, then every law holds, and the script has seen the world', () => {
    const contribution = encodeBytes(multiRound.ContributePayload, { value: 'x' });
    expectLawful({
      mode: MULTI_ROUND,
      messages,
      policy: fc.constant(boundPolicy('*', {})),
      opening: ['lead', 'a', 'b', '__proto__'].map((sender) => [sender, ['Contribute', contribution]] as const),
      types: ['Contribute'],
      situations: [],
      revisions: [2, 4],
    });
  });
});
