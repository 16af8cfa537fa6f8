/** Outcomes for the ingress of the same process go straight to it; all others through their channel. */
import type { OutcomeChannel, OutcomeDelivery, OutcomeProgress } from '@macp/partition-worker';

/** The ingress of this process. */
export interface NearIngress<Outcome> {
  /** As commands name it. */
  readonly replyTo: string;
  readonly waiting: OutcomeChannel<Outcome>;
}

export class NearOutcomes<Outcome> implements OutcomeChannel<Outcome> {
  constructor(
    private readonly near: () => NearIngress<Outcome> | undefined,
    private readonly far: OutcomeChannel<Outcome>,
  ) {}

  push(
    partition: number,
    deliveries: readonly OutcomeDelivery<Outcome>[],
    progress: OutcomeProgress,
    passedOver: readonly string[] = [],
  ): void {
    const near = this.near();
    if (near === undefined) {
      this.far.push(partition, deliveries, progress, passedOver);
      return;
    }
    const isNear = ({ replyTo }: OutcomeDelivery<Outcome>): boolean => replyTo === near.replyTo;
    const others = deliveries.filter((delivery) => !isNear(delivery));
    near.waiting.push(partition, others.length === 0 ? deliveries : deliveries.filter(isNear), progress);
    // Also without deliveries: other ingresses hear how far the partition is.
    const elsewhere = passedOver.filter((replyTo) => replyTo !== near.replyTo);
    this.far.push(partition, others, progress, elsewhere);
  }
}
