/**
 * The ingress's side of outcomes: takes the streams of all owners and hands what comes to whoever waits. An outcome that
 * cannot be read is left out and reported; the progress behind it makes the command go again.
 */
import { Metadata, status } from '@grpc/grpc-js';
import type { ServerReadableStream, ServiceError, sendUnaryData } from '@grpc/grpc-js';
import type { OutcomeChannel, OutcomeDelivery } from '@macp/partition-worker';
import { internal, toSafeNumber } from '@macp/proto';
import type { InternalService } from '../transport/internal-rpc-server.js';
import { OUTCOME_SERVICE, outcomeRpcs } from '../transport/internal-services.js';
import { deliveredOutcome } from './outcome-codec.js';
import type { OutcomeCodec } from './outcome-codec.js';

/** Takes the outcomes of one aggregate's partitions. */
export type OutcomeReceiver = (pushed: internal.PartitionOutcomes, onFault: (cause: unknown) => void) => void;

/** Hands outcomes to `waiting`, in the order in which they were decided. */
export function outcomeReceiver<Outcome>(
  waiting: OutcomeChannel<Outcome>,
  codec: OutcomeCodec<Outcome>,
  replyTo: string,
): OutcomeReceiver {
  return ({ partition, decidedUpTo, parked, recordedAtUnixMs, outcomes }, onFault) => {
    const deliveries: OutcomeDelivery<Outcome>[] = [];
    for (const pushed of outcomes) {
      try {
        deliveries.push(deliveredOutcome(codec, pushed, replyTo));
      } catch (cause) {
        onFault(cause);
      }
    }
    const recordedAtMs = toSafeNumber(recordedAtUnixMs);
    const place = { decidedUpTo: toSafeNumber(decidedUpTo), parked: parked.map(toSafeNumber) };
    waiting.push(partition, deliveries, recordedAtMs > 0 ? { ...place, recordedAtMs } : place);
  };
}

export interface OutcomePushServiceOptions {
  readonly session?: OutcomeReceiver;
  readonly registry?: OutcomeReceiver;
  /** An outcome could not be read. */
  readonly onFault?: (cause: unknown) => void;
}

type PushCall = ServerReadableStream<internal.PushOutcomesRequest, internal.PushOutcomesResponseInit>;

/** The service of an ingress. */
export function outcomePushService(options: OutcomePushServiceOptions): InternalService {
  const onFault = (cause: unknown): void => options.onFault?.(cause);
  const receivers = new Map([
    [internal.Aggregate.AGGREGATE_SESSION, options.session],
    [internal.Aggregate.AGGREGATE_REGISTRY, options.registry],
  ]);
  const open = new Set<() => void>();
  const PushOutcomes = (call: PushCall, answer: sendUnaryData<internal.PushOutcomesResponseInit>): void => {
    let isOpen = true;
    const end = (error?: Partial<ServiceError>): void => {
      if (!isOpen) return;
      isOpen = false;
      open.delete(end);
      if (error === undefined) answer(null, {});
      else answer(error);
    };
    open.add(end);
    // Tells the owner that somebody listens.
    call.sendMetadata(new Metadata());
    call.on('data', ({ aggregate, partitions }: internal.PushOutcomesRequest) => {
      if (!isOpen) return;
      const receive = receivers.get(aggregate);
      if (receive === undefined) {
        end({ code: status.UNIMPLEMENTED, details: `nobody waits for outcomes of aggregate ${aggregate}` });
        return;
      }
      for (const pushed of partitions) receive(pushed, onFault);
    });
    call.on('end', () => end());
    // The owner comes again; there is nothing to answer to a stream that broke.
    for (const event of ['error', 'cancelled', 'close']) {
      call.on(event, () => {
        isOpen = false;
        open.delete(end);
      });
    }
  };
  const handlers = { PushOutcomes };
  return { name: OUTCOME_SERVICE, definition: outcomeRpcs, handlers, end: () => [...open].forEach((end) => end()) };
}
