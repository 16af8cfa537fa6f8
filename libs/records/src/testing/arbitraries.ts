/** Any text, envelope and mode descriptor, as commands and records carry them. */
import type { Envelope } from '@macp/kernel';
import fc from 'fast-check';

export const INT64_MAX = 2n ** 63n - 1n;
export const INT64_MIN = -(2n ** 63n);

export const text = fc.string({ unit: 'binary' });

export const envelope: fc.Arbitrary<Envelope> = fc.record({
  macpVersion: text,
  mode: text,
  messageType: text,
  messageId: text,
  sessionId: text,
  sender: text,
  timestampUnixMs: fc.bigInt({ min: INT64_MIN, max: INT64_MAX }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

export const modeDescriptor = fc.record({
  mode: text,
  modeVersion: text,
  title: text,
  description: text,
  determinismClass: text,
  participantModel: text,
  messageTypes: fc.array(text),
  terminalMessageTypes: fc.array(text),
  schemaUris: fc.dictionary(text, text, { noNullPrototype: true }),
});
