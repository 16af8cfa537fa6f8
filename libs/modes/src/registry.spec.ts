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
  const REGISTERED: [string, string, string, string[]][] = [
    ['macp.mode.decision.v1', 'declared', 'semantic-deterministic', ['Proposal', 'Evaluation', 'Objection', 'Vote']],
    [
      'macp.mode.proposal.v1',
      'peer',
      'semantic-deterministic',
      ['Proposal', 'CounterProposal', 'Accept', 'Reject', 'Withdraw'],
    ],
    [
      'macp.mode.task.v1',
      'orchestrated',
      'structural-only',
      ['TaskRequest', 'TaskAccept', 'TaskReject', 'TaskUpdate', 'TaskComplete', 'TaskFail'],
    ],
    [
      'macp.mode.handoff.v1',
      'delegated',
      'context-frozen',
      ['HandoffOffer', 'HandoffContext', 'HandoffAccept', 'HandoffDecline'],
    ],
    ['macp.mode.quorum.v1', 'quorum', 'semantic-deterministic', ['ApprovalRequest', 'Approve', 'Reject', 'Abstain']],
    ['ext.multi_round.v1', 'peer', 'semantic-deterministic', ['Contribute']],
  ];

  it('given the built-in modes, then their descriptors are the registered ones, in the order of ListModes', () => {
    const all = [...standardDescriptors(builtInModes), ...extensionDescriptors(builtInModes)];
    expect(all.map(({ mode }) => mode)).toEqual(REGISTERED.map(([mode]) => mode));
    for (const descriptor of all) {
      const [mode, participantModel, determinismClass, types] = REGISTERED.find(([id]) => id === descriptor.mode)!;
      expect(descriptor).toEqual({
        mode,
        modeVersion: '1.0.0',
        title: expect.any(String),
        description: expect.any(String),
        determinismClass,
        participantModel,
        messageTypes: ['SessionStart', ...types, 'Commitment'],
        terminalMessageTypes: ['Commitment'],
        schemaUris: { protobuf: 'buf.build/multiagentcoordinationprotocol/macp' },
      });
    }
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
