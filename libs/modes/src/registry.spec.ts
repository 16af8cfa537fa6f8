import { describe, expect, it } from '@jest/globals';
import type { Mode } from '@macp/kernel';
import { summary } from '@macp/kernel/testing';
import { decisionMode } from './decision/decision-mode.js';
import { builtInModes, extensionDescriptors, modeLookup, standardDescriptors } from './registry.js';
import { DecisionScript, envelopeOf, startBytes } from './testing/decision-script.js';

function extension(mode: string): Mode {
  return { ...(decisionMode as Mode), isStandardsTrack: false, descriptor: { ...decisionMode.descriptor, mode } };
}

describe('built-in modes', () => {
  it('given Decision, then its descriptor is the registered one', () => {
    expect(standardDescriptors(builtInModes)).toEqual([
      {
        mode: 'macp.mode.decision.v1',
        modeVersion: '1.0.0',
        title: 'Decision Mode',
        description: expect.any(String),
        determinismClass: 'semantic-deterministic',
        participantModel: 'declared',
        messageTypes: ['SessionStart', 'Proposal', 'Evaluation', 'Objection', 'Vote', 'Commitment'],
        terminalMessageTypes: ['Commitment'],
        schemaUris: { protobuf: 'buf.build/multiagentcoordinationprotocol/macp' },
      },
    ]);
    expect(extensionDescriptors(builtInModes)).toEqual([]);
  });

  it('given extensions, then they are listed apart, by id', () => {
    const all = [extension('ext.b'), decisionMode as Mode, extension('ext.a')];
    expect(extensionDescriptors(all).map((descriptor) => descriptor.mode)).toEqual(['ext.a', 'ext.b']);
    expect(standardDescriptors(all)).toEqual([decisionMode.descriptor]);
  });

  it('given an id, then it is looked up exactly', () => {
    const lookup = modeLookup(builtInModes);
    expect(lookup('macp.mode.decision.v1')).toBe(decisionMode);
    expect(lookup('macp.mode.Decision.v1')).toBeUndefined();
    expect(lookup('__proto__')).toBeUndefined();
  });

  it.each(['macp.mode.proposal.v2', 'macp.mode.decision', 'ext.unknown'])(
    'given mode %s, then a start is refused',
    (mode) => {
      const start = envelopeOf('lead', 'SessionStart', { mode, payload: startBytes() });
      expect(summary(new DecisionScript().submit(start))).toBe('MODE_NOT_SUPPORTED UnknownMode');
    },
  );
});
