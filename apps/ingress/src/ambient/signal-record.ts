/** One ambient envelope as a record of the signals' log: a format version, then the envelope with its authenticated sender. */
import { CorruptRecord, UnknownFormat } from '@macp/event-log';
import type { Envelope } from '@macp/kernel';
import { Envelope as EnvelopeCodec, encodeBytes, kernelEnvelope, wireEnvelope } from '@macp/proto';

const FORMAT_VERSION = 1;

export function encodeSignal(envelope: Envelope): Uint8Array {
  const bytes = encodeBytes(EnvelopeCodec, wireEnvelope(envelope));
  const record = new Uint8Array(bytes.length + 1);
  record[0] = FORMAT_VERSION;
  record.set(bytes, 1);
  return record;
}

/** @throws UnknownFormat a newer build wrote it; CorruptRecord */
export function decodeSignal(record: Uint8Array): Envelope {
  const version = record[0] ?? 0;
  if (version > FORMAT_VERSION) throw new UnknownFormat(version);
  if (version !== FORMAT_VERSION) throw new CorruptRecord(`a signal does not start with ${version}`);
  try {
    return kernelEnvelope(EnvelopeCodec.decode(record.subarray(1)));
  } catch (cause) {
    throw new CorruptRecord('a signal is not readable', { cause });
  }
}
