import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundPolicy } from '../testing/mode-script.js';
import { PROPOSAL, ProposalScript } from '../testing/proposal-script.js';

/** What the specification says of agreement, read literally: some live proposal has everyone's acceptance. */
interface Model {
  readonly proposals: Map<string, { proposer: string; isLive: boolean }>;
  readonly accepts: Map<string, string>;
}

function isAgreed({ proposals, accepts }: Model, criterion: string, participants: readonly string[]): boolean {
  return [...proposals].some(([proposalId, { proposer, isLive }]) => {
    const hasAccepted = (sender: string): boolean => accepts.get(sender) === proposalId;
    if (!isLive) return false;
    if (criterion === 'initiator') return hasAccepted('lead');
    if (criterion === 'counterparty') return participants.filter((one) => one !== proposer).every(hasAccepted);
    return participants.every(hasAccepted);
  });
}

const act = fc.record({
  kind: fc.constantFrom('propose', 'accept', 'accept', 'accept', 'accept', 'withdraw'),
  sender: fc.constantFrom('lead', 'a', 'b'),
  proposalId: fc.constantFrom('p1', 'p1', 'p2', 'p3'),
});

/** Plays one act in the session, and in the model if the session accepted it. */
function play(script: ProposalScript, model: Model, { kind, sender, proposalId }: Record<string, string>): void {
  if (kind === 'propose' && script.propose(sender!, proposalId!).kind === 'accepted') {
    model.proposals.set(proposalId!, { proposer: sender!, isLive: true });
  } else if (kind === 'accept' && script.accept(sender!, proposalId!).kind === 'accepted') {
    model.accepts.set(sender!, proposalId!);
  } else if (kind === 'withdraw' && script.withdraw(sender!, proposalId!).kind === 'accepted') {
    model.proposals.get(proposalId!)!.isLive = false;
  }
}

describe('convergence', () => {
  it.each(['all_parties', 'counterparty', 'initiator'])(
    'given any negotiation under %s, then it has converged exactly when some live proposal has every acceptance',
    (criterion) => {
      const seen = new Set<string>();
      const roster = fc.constantFrom(['lead', 'a', 'b'], ['a', 'b'], ['b', 'a', 'lead'], ['a'], ['lead', 'b']);
      fc.assert(
        fc.property(roster, fc.array(act, { maxLength: 25, size: 'max' }), (participants, acts) => {
          const script = new ProposalScript(boundPolicy(PROPOSAL, { acceptance: { criterion } }));
          script.start({ participants });
          const model: Model = { proposals: new Map(), accepts: new Map() };
          for (const one of acts) {
            play(script, model, one);
            const expected = isAgreed(model, criterion, participants) ? 'Converged' : 'Negotiating';
            expect(script.phase).toBe(expected);
            seen.add(expected);
          }
        }),
        { numRuns: 200 },
      );
      expect(seen.size).toBe(2);
    },
  );
});
