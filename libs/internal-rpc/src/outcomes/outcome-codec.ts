/**
 * Outcomes on the wire between engine and ingress: what is recorded travels as the very bytes that are in the log, what
 * only answers a read has a form of its own.
 */
import { invariant } from '@macp/kernel';
import type { SessionOutcome } from '@macp/kernel';
import type { Aggregate, AggregateTypes, OutcomeDelivery } from '@macp/partition-worker';
import { encodeBytes, macp, toSafeNumber } from '@macp/proto';
import type { internal } from '@macp/proto';
import { wireMetadata } from '@macp/wire';
import { kernelMetadata } from '../history/session-metadata.js';

type PushedOutcomeInit = internal.PushedOutcomeInit;
type PushedOutcome = internal.PushedOutcome;

/** Form of answers to reads. */
export interface ReadCodec<Outcome> {
  encode(outcome: Outcome): Uint8Array;
  decode(bytes: Uint8Array): Outcome;
}

/** Both forms of one aggregate's outcomes. */
export interface OutcomeCodec<Outcome> {
  isRecorded(outcome: Outcome): boolean;
  encodeRecorded(outcome: Outcome): Uint8Array;
  decodeRecorded(bytes: Uint8Array): Outcome;
  /** Absent where nothing is only read. */
  readonly reads?: ReadCodec<Outcome>;
}

/** The codec of an aggregate's outcomes, whose durable form is the aggregate's own. */
export function outcomeCodec<T extends AggregateTypes>(
  aggregate: Pick<Aggregate<T>, 'isRecorded' | 'codec'>,
  reads?: ReadCodec<T['outcome']>,
): OutcomeCodec<T['outcome']> {
  return {
    isRecorded: (outcome) => aggregate.isRecorded(outcome),
    encodeRecorded: (outcome) => aggregate.codec.encodeOutcome(outcome),
    decodeRecorded: (bytes) => aggregate.codec.decodeOutcome(bytes),
    ...(reads === undefined ? {} : { reads }),
  };
}

/** Answers to `ObserveSession`. */
export const sessionReads: ReadCodec<SessionOutcome> = {
  encode(outcome) {
    invariant(outcome.kind === 'observed', 'only reads are answered without being recorded');
    return encodeBytes(macp.v1.SessionMetadata, wireMetadata(outcome.metadata));
  },
  decode: (bytes) => ({ kind: 'observed', metadata: kernelMetadata(macp.v1.SessionMetadata.decode(bytes)) }),
};

/** The message of one delivery; bytes that the engine has already are not made again. */
export function pushedOutcome<Outcome>(
  codec: OutcomeCodec<Outcome>,
  { correlationId, commandOffset, outcome, recorded }: OutcomeDelivery<Outcome>,
): PushedOutcomeInit {
  if (recorded !== undefined) return { correlationId, commandOffset, recorded };
  if (codec.isRecorded(outcome)) return { correlationId, commandOffset, recorded: codec.encodeRecorded(outcome) };
  invariant(codec.reads !== undefined, 'an outcome is recorded or answers a read');
  return { correlationId, commandOffset, read: codec.reads.encode(outcome) };
}

/** The delivery of one message; `replyTo` is the ingress itself. @throws on bytes that are no outcome. */
export function deliveredOutcome<Outcome>(
  codec: OutcomeCodec<Outcome>,
  pushed: PushedOutcome,
  replyTo: string,
): OutcomeDelivery<Outcome> {
  const { correlationId, recorded, read } = pushed;
  const commandOffset = toSafeNumber(pushed.commandOffset);
  if (recorded !== null) return { replyTo, correlationId, commandOffset, outcome: codec.decodeRecorded(recorded) };
  invariant(read !== null && codec.reads !== undefined, 'a pushed outcome is recorded or answers a read');
  return { replyTo, correlationId, commandOffset, outcome: codec.reads.decode(read) };
}
