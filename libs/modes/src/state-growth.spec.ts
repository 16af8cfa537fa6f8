/**
 * What a session keeps of its messages. State holds what rules may ask for, so its growth is the payloads' at most; bytes
 * that no rule asks for stay in the history, and a message that replaces another one adds nothing.
 */
import { describe, expect, it } from '@jest/globals';
import { decision, handoff, proposal, task } from '@macp/proto';
import { openDecision } from './testing/decision-script.js';
import { ExtensionScript, OneModeRegistry, auctionDescriptor } from './testing/extension-script.js';
import { openHandoff } from './testing/handoff-script.js';
import type { ModeScript } from './testing/mode-script.js';
import { openMultiRound } from './testing/multi-round-script.js';
import { openProposal } from './testing/proposal-script.js';
import { asked } from './testing/quorum-script.js';
import { assigned } from './testing/task-script.js';
import type { SessionOutcome } from '@macp/kernel';

const BYTES = 3_000;
const MESSAGES = 20;
/** Names, ids and punctuation of one entry. */
const ENTRY_BYTES = 300;
const BASE64 = 4 / 3;

const text = 'x'.repeat(BYTES);
const bytes = new Uint8Array(BYTES).fill(7);

function offered(): ModeScript {
  const script = openHandoff();
  script.offer();
  return script;
}

function proposed(): ModeScript {
  const script = openDecision();
  script.propose('lead');
  return script;
}

function registered(): ModeScript {
  const registry = new OneModeRegistry();
  registry.register(auctionDescriptor('Bid'));
  const script = new ExtensionScript(registry);
  script.start({ modeVersion: '2.1.0' });
  return script;
}

interface Row {
  readonly what: string;
  readonly open: () => ModeScript;
  readonly say: (script: ModeScript, n: number) => SessionOutcome;
  /** Bytes of state for a byte of text or data. */
  readonly kept: number;
}

const ROWS: readonly Row[] = [
  {
    what: 'the rationale of a Decision proposal',
    open: () => openDecision(),
    say: (script, n) =>
      script.say('lead', 'Proposal', decision.ProposalPayload, { proposalId: `p${n}`, option: 'go', rationale: text }),
    kept: 1,
  },
  {
    what: 'the supporting data of a Decision proposal',
    open: () => openDecision(),
    say: (script, n) => {
      const init = { proposalId: `p${n}`, option: 'go', supportingData: bytes };
      return script.say('lead', 'Proposal', decision.ProposalPayload, init);
    },
    kept: 0,
  },
  {
    what: 'the reason of an evaluation',
    open: proposed,
    say: (script) => {
      const init = { proposalId: 'p1', recommendation: 'APPROVE', confidence: 0.5, reason: text };
      return script.say('a', 'Evaluation', decision.EvaluationPayload, init);
    },
    kept: 1,
  },
  {
    what: 'the details of a negotiated proposal',
    open: () => openProposal(),
    say: (script, n) =>
      script.say('a', 'Proposal', proposal.ProposalPayload, { proposalId: `p${n}`, title: 'offer', details: bytes }),
    kept: BASE64,
  },
  {
    what: 'the partial output of a task',
    open: () => assigned(),
    say: (script) => {
      const init = { taskId: 't1', progress: 0.5, partialOutput: bytes };
      return script.say('a', 'TaskUpdate', task.TaskUpdatePayload, init);
    },
    kept: BASE64,
  },
  {
    what: 'the context of a handoff',
    open: offered,
    say: (script) => {
      const init = { handoffId: 'h1', contentType: 'text/plain', context: bytes };
      return script.say('lead', 'HandoffContext', handoff.HandoffContextPayload, init);
    },
    kept: BASE64,
  },
  {
    what: 'a bid in a registered mode, of which the last one counts',
    open: registered,
    say: (script) => script.send('a', 'Bid', bytes),
    kept: 0,
  },
];

/** Length of the state's text. */
const sizeOf = (script: ModeScript): number => script.stateText().length;

describe('the state of a session', () => {
  it.each(ROWS)('grows by $what as far as rules may ask for it', ({ open, say, kept }) => {
    const script = open();
    expect(say(script, 0)).toMatchObject({ kind: 'accepted' });
    const before = sizeOf(script);
    for (let n = 1; n <= MESSAGES; n++) expect(say(script, n)).toMatchObject({ kind: 'accepted' });
    const each = (sizeOf(script) - before) / MESSAGES;
    expect(each).toBeGreaterThanOrEqual(kept * BYTES);
    expect(each).toBeLessThan(kept * BYTES + ENTRY_BYTES);
  });

  it('keeps one value of each participant over however many rounds', () => {
    const script = openMultiRound(['a', 'b']);
    script.contribute('a', `${text}0000`);
    const before = sizeOf(script);
    for (let n = 1; n <= MESSAGES; n++) {
      const value = `${text}${String(n).padStart(4, '0')}`;
      expect(script.contribute('a', value)).toMatchObject({ kind: 'accepted' });
    }
    // The number of the round has a digit more.
    expect(sizeOf(script)).toBe(before + 1);
  });

  it('keeps one ballot of each participant, and refuses another', () => {
    const script = asked(2);
    expect(script.approve('a')).toMatchObject({ kind: 'accepted' });
    const before = sizeOf(script);
    expect(script.refuse('a')).toMatchObject({ kind: 'rejected' });
    expect(sizeOf(script)).toBe(before);
  });

  it('is not touched by what is refused', () => {
    const script = proposed();
    const before = sizeOf(script);
    const init = { proposalId: 'unknown', recommendation: 'APPROVE', confidence: 0.5, reason: text };
    expect(script.say('a', 'Evaluation', decision.EvaluationPayload, init)).toMatchObject({ kind: 'rejected' });
    expect(sizeOf(script)).toBe(before);
  });
});
