import { describe, expect, it } from '@jest/globals';
import type { Envelope } from '@macp/kernel';
import fc from 'fast-check';
import { encodeBytes } from './codec.js';
import { kernelEnvelope, wireEnvelope } from './envelope.js';
import { Envelope as WireEnvelope } from './messages.js';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

const envelopes: fc.Arbitrary<Envelope> = fc.record({
  macpVersion: text,
  mode: text,
  messageType: text,
  messageId: text,
  sessionId: text,
  sender: text,
  timestampUnixMs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  payload: fc.uint8Array({ maxLength: 300 }),
});

describe('envelopes', () => {
  it('given any envelope, when it goes over the wire, then every field is the same', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        const received = kernelEnvelope(WireEnvelope.decode(encodeBytes(WireEnvelope, wireEnvelope(envelope))));

        expect({ ...received, payload: [...received.payload] }).toEqual({
          ...envelope,
          payload: [...envelope.payload],
        });
      }),
    );
  });

  it('given an envelope without fields, when the kernel sees it, then all are empty', () => {
    expect(kernelEnvelope(WireEnvelope.decode(new Uint8Array()))).toMatchObject({
      macpVersion: '',
      mode: '',
      messageType: '',
      messageId: '',
      sessionId: '',
      sender: '',
      timestampUnixMs: 0n,
    });
  });

  it('given an envelope, when it is mapped, then its payload is not copied', () => {
    const bytes = encodeBytes(WireEnvelope, { payload: Uint8Array.of(1, 2) });
    const decoded = WireEnvelope.decode(bytes);

    expect(kernelEnvelope(decoded).payload).toBe(decoded.payload);
    expect(wireEnvelope(kernelEnvelope(decoded)).payload).toBe(decoded.payload);
  });

  it('given a copy of the payload, when the kernel sees the envelope, then it has the copy', () => {
    const copy = Uint8Array.of(1, 2);
    const decoded = WireEnvelope.decode(encodeBytes(WireEnvelope, { sender: 'agent://a', payload: copy }));

    expect(kernelEnvelope(decoded, copy)).toMatchObject({ sender: 'agent://a' });
    expect(kernelEnvelope(decoded, copy).payload).toBe(copy);
  });
});
