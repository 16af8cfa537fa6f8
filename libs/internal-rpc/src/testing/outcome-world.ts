/** An ingress that waits and the command queue it sends into, with an internal port that outcomes come back by. */
import { MemoryCommandQueue } from '@macp/event-log';
import type { Subscription } from '@macp/event-log';
import type { SessionCommand, SessionOutcome } from '@macp/kernel';
import type { OutcomeChannel, OutcomeDelivery } from '@macp/partition-worker';
import { internal } from '@macp/proto';
import { encodeSessionOutcome, decodeSessionOutcome } from '@macp/records';
import { PendingSubmissions } from '@macp/submission';
import { sessionReads } from '../outcomes/outcome-codec.js';
import type { OutcomeCodec } from '../outcomes/outcome-codec.js';
import type { OutcomeLinkLimits } from '../outcomes/outcome-link.js';
import { outcomePushService, outcomeReceiver } from '../outcomes/outcome-push-service.js';
import { RemoteOutcomeChannel } from '../outcomes/remote-outcome-channel.js';
import type { InternalService } from '../transport/internal-rpc-server.js';
import { RpcWorld } from './rpc-world.js';
import { SystemClock } from './system-clock.js';

export const SESSION_OUTCOME_CODEC: OutcomeCodec<SessionOutcome> = {
  isRecorded: (outcome) => outcome.kind !== 'observed',
  encodeRecorded: encodeSessionOutcome,
  decodeRecorded: decodeSessionOutcome,
  reads: sessionReads,
};

export class OutcomeWorld extends RpcWorld {
  readonly clock = new SystemClock();
  readonly queue = new MemoryCommandQueue<SessionCommand>({ queueId: 'queue-of-the-spec', partitions: 1 });
  readonly broken: unknown[] = [];

  /** An ingress whose address is `replyTo`. */
  ingress(replyTo: string): PendingSubmissions<SessionCommand, SessionOutcome> {
    const { clock, queue } = this;
    const waiting = new PendingSubmissions<SessionCommand, SessionOutcome>({
      sink: queue,
      clock,
      ingressId: replyTo,
      replyTo,
      resendDelayMs: 5,
      silenceMs: 200,
    });
    this.onClose(() => waiting.close());
    return waiting;
  }

  /** The service of an ingress. */
  service(waiting: OutcomeChannel<SessionOutcome>, replyTo: string): InternalService {
    return outcomePushService({ session: outcomeReceiver(waiting, SESSION_OUTCOME_CODEC, replyTo) });
  }

  /** The channel of an owner. */
  channel(
    limits: Partial<OutcomeLinkLimits> = {},
    clients = this.clients(),
    aggregate = internal.Aggregate.AGGREGATE_SESSION,
  ): RemoteOutcomeChannel<SessionOutcome> {
    const channel = new RemoteOutcomeChannel<SessionOutcome>({
      aggregate,
      codec: SESSION_OUTCOME_CODEC,
      clients,
      clock: this.clock,
      limits: { backOff: { firstMs: 5, maxMs: 50 }, ...limits },
      onBroken: (_address, cause) => this.broken.push(cause),
    });
    this.onClose(() => channel.close(0));
    return channel;
  }
}

/**
 * Owns the one partition, after another where one was `before`: decides every command at once, and a command that comes
 * again gets its first outcome.
 */
export class ScriptedOwner {
  readonly decided: Map<string, SessionOutcome>;
  repeated = 0;
  private decidedUpTo: number;
  private readonly subscription: Subscription;

  constructor(
    queue: MemoryCommandQueue<SessionCommand>,
    private readonly channel: OutcomeChannel<SessionOutcome>,
    private readonly outcomeOf: (ordinal: number) => SessionOutcome,
    before?: ScriptedOwner,
  ) {
    before?.subscription.close();
    this.decided = new Map(before?.decided);
    this.decidedUpTo = before?.decidedUpTo ?? -1;
    this.subscription = queue.consume(0, this.decidedUpTo + 1, (commands) => {
      const deliveries: OutcomeDelivery<SessionOutcome>[] = [];
      for (const { offset, command } of commands) {
        const { correlationId, replyTo } = command;
        const known = this.decided.get(correlationId);
        if (known !== undefined) this.repeated += 1;
        const outcome = known ?? this.outcomeOf(this.decided.size + 1);
        this.decided.set(correlationId, outcome);
        deliveries.push({ replyTo, correlationId, commandOffset: offset, outcome });
        this.decidedUpTo = offset;
      }
      this.channel.push(0, deliveries, { decidedUpTo: this.decidedUpTo, parked: [] });
    });
  }
}
