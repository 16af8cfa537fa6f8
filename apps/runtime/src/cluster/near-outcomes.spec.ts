import { describe, expect, it } from '@jest/globals';
import type { OutcomeChannel, OutcomeDelivery } from '@macp/partition-worker';
import { NearOutcomes } from './near-outcomes.js';

class Channel implements OutcomeChannel<string> {
  readonly pushed: { readonly outcomes: readonly string[]; readonly decidedUpTo: number }[] = [];

  readonly passedOver: string[] = [];

  push(
    _partition: number,
    deliveries: readonly OutcomeDelivery<string>[],
    progress: { decidedUpTo: number },
    passedOver: readonly string[] = [],
  ): void {
    this.passedOver.push(...passedOver);
    this.pushed.push({ outcomes: deliveries.map(({ outcome }) => outcome), decidedUpTo: progress.decidedUpTo });
  }
}

const delivery = (replyTo: string, outcome: string): OutcomeDelivery<string> => ({
  replyTo,
  correlationId: outcome,
  commandOffset: 0,
  outcome,
});
const progress = { decidedUpTo: 7, parked: [] };

describe('NearOutcomes', () => {
  it('gives its own ingress what is for it, everyone else the rest, and both the progress', () => {
    const [near, far] = [new Channel(), new Channel()];
    const channel = new NearOutcomes(() => ({ replyTo: 'here', waiting: near }), far);
    channel.push(0, [delivery('here', 'a'), delivery('there', 'b'), delivery('here', 'c')], progress);
    channel.push(0, [delivery('here', 'd')], progress);
    expect(near.pushed).toEqual([
      { outcomes: ['a', 'c'], decidedUpTo: 7 },
      { outcomes: ['d'], decidedUpTo: 7 },
    ]);
    expect(far.pushed).toEqual([
      { outcomes: ['b'], decidedUpTo: 7 },
      { outcomes: [], decidedUpTo: 7 },
    ]);
  });

  it('tells the others whose commands had expired', () => {
    const [near, far] = [new Channel(), new Channel()];
    new NearOutcomes(() => ({ replyTo: 'here', waiting: near }), far).push(0, [], progress, ['here', 'there']);
    expect([near.pushed.length, far.passedOver]).toEqual([1, ['there']]);
  });

  it('sends everything away where no ingress is in the process', () => {
    const far = new Channel();
    new NearOutcomes(() => undefined, far).push(0, [delivery('here', 'a')], progress);
    expect(far.pushed).toEqual([{ outcomes: ['a'], decidedUpTo: 7 }]);
  });
});
