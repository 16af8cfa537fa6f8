/**
 * Outcomes as bytes, in the form in which a checkpoint has them: whoever keeps hundreds of thousands keeps few objects, and
 * a checkpoint of them is a copy.
 */
import { invariant, isWellFormed } from '@macp/kernel';
import { EncodeBuffer, records, toSafeNumber } from '@macp/proto';
import protobuf from 'protobufjs/minimal.js';
import type { RecordedOutcome } from './batch-record.js';

/** Of the outcomes of a checkpoint: field 11, with a length. */
export const OUTCOMES_TAG = (11 << 3) | 2;

/** Outcomes in a buffer of their own. */
export interface OutcomeBlock {
  readonly bytes: Uint8Array;
  /** Where in `bytes` each of them begins, in order. */
  readonly starts: Int32Array;
}

const buffer = new EncodeBuffer();

/** @throws InvariantViolation a correlation id is not well-formed text */
export function encodeOutcomes(outcomes: readonly RecordedOutcome[]): OutcomeBlock {
  // Whoever follows a throw begins anew, too.
  buffer.clear();
  const starts = new Int32Array(outcomes.length);
  for (const [index, outcome] of outcomes.entries()) {
    requireText(outcome.correlationId, 'correlation id');
    starts[index] = buffer.length;
    buffer.encode(records.CheckpointRecord, { outcomes: [outcome] });
  }
  return { bytes: buffer.take(), starts };
}

/** Ids are our own, and a record with text that is not Unicode could never be read back: refuse to make one. */
export function requireText(id: string, what: string): void {
  invariant(isWellFormed(id), `${what} is not well-formed text`);
}

/** The outcome that begins at `start`; its bytes are its own. */
export function outcomeAt(bytes: Uint8Array, start: number): RecordedOutcome {
  const reader = protobuf.Reader.create(bytes);
  reader.pos = start;
  const { outcome, ...rest } = readOutcome(reader);
  return { ...rest, outcome: new Uint8Array(outcome) };
}

/** Outcomes in blocks: as many objects as are looked at, and no more. */
export class EncodedOutcomes implements Iterable<RecordedOutcome> {
  constructor(readonly blocks: readonly Uint8Array[]) {}

  *[Symbol.iterator](): Generator<RecordedOutcome, void> {
    for (const block of this.blocks) {
      const reader = protobuf.Reader.create(block);
      while (reader.pos < reader.len) yield readOutcome(reader);
    }
  }
}

/** The bytes of the result are a view. */
export function toOutcome(body: records.RecordedOutcome): RecordedOutcome {
  return {
    correlationId: body.correlationId,
    commandOffset: toSafeNumber(body.commandOffset),
    expiresAtMs: toSafeNumber(body.expiresAtMs),
    outcome: body.outcome,
  };
}

function readOutcome(reader: protobuf.Reader): RecordedOutcome {
  const tag = reader.tag();
  invariant(tag === OUTCOMES_TAG, 'a block of outcomes holds nothing else');
  return toOutcome(records.RecordedOutcome.decode(reader, reader.size()));
}
