import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { macp } from '../gen/macp.js';
import { EncodeBuffer, MessageWriter, decodeOrUndefined, encodeBytes } from './codec.js';
import { Envelope, SendRequest, SendResponse, SessionStartPayload, SessionState, records } from './messages.js';

const ENVELOPE = {
  macpVersion: '1.0',
  mode: 'macp.mode.decision.v1',
  messageType: 'Vote',
  messageId: 'm-1',
  sessionId: '0190d3c8-5a4f-7c3e-9b5e-2f8f5a3f1c55',
  sender: 'agent://größe',
  payload: Uint8Array.of(1, 2, 3),
};

/** A length-delimited field of one byte of length, as written on the wire. */
const field = (number: number, ...bytes: number[]): number[] => [(number << 3) | 2, bytes.length, ...bytes];

const INVALID_UTF8: [what: string, bytes: number[]][] = [
  ['a lone continuation byte', [0x80]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a sequence cut short', [0xe2, 0x82]],
  ['a byte that never occurs', [0x61, 0xff]],
  ['a bad byte past 64 others', [...Array<number>(80).fill(0x61), 0xfe]],
];

describe('text on the wire', () => {
  it.each(INVALID_UTF8)('given %s, when it is decoded as text, then the message is refused', (_what, text) => {
    expect(decodeOrUndefined(Envelope, Uint8Array.from(field(6, ...text)))).toBeUndefined();
    expect(decodeOrUndefined(SendRequest, Uint8Array.from(field(1, ...field(4, ...text))))).toBeUndefined();
    expect(decodeOrUndefined(SessionStartPayload, Uint8Array.from(field(2, ...text)))).toBeUndefined();
    expect(decodeOrUndefined(SessionStartPayload, Uint8Array.from(field(9, ...field(1, ...text))))).toBeUndefined();
    expect(decodeOrUndefined(macp.modes.decision.v1.VotePayload, Uint8Array.from(field(3, ...text)))).toBeUndefined();
    expect(decodeOrUndefined(records.SessionFact, Uint8Array.from(field(1, ...text)))).toBeUndefined();
  });

  it.each(INVALID_UTF8)('given %s, when it is decoded as bytes, then it passes unchanged', (_what, bytes) => {
    expect([...Envelope.decode(Uint8Array.from(field(8, ...bytes))).payload]).toEqual(bytes);
  });

  it.each(['', 'ß', '名前', '😀', '\uFEFFmark', '\0', 'x'.repeat(200), '😀'.repeat(50)])(
    'given the text %j, when it travels, then it is the same',
    (sender) => {
      expect(Envelope.decode(encodeBytes(Envelope, { sender })).sender).toBe(sender);
    },
  );

  it.each(['\uD83D', 'a\uDC00b', `${'x'.repeat(100)}\uD800`])(
    'given text that is not well-formed, when it is encoded, then what comes out can be read',
    (sender) => {
      expect(decodeOrUndefined(Envelope, encodeBytes(Envelope, { sender }))?.sender).toBe(
        sender.replace(/[\uD800-\uDFFF]/, '\uFFFD'),
      );
    },
  );
});

describe('a number of 64 bits', () => {
  const EDGES = [0, 127, 128, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 32, 2 ** 35, 2 ** 42, 2 ** 49, 2 ** 53 - 1, 2 ** 53];
  const written = (writer: protobuf.BufferWriter, value: number): string =>
    Buffer.from(writer.uint64(value).int64(value).finish()).toString('hex');
  const asEver = (value: number): void =>
    expect(written(new MessageWriter(), value)).toBe(written(new protobuf.BufferWriter(), value));

  it('is written as the library writes it, whatever it is', () => {
    for (const edge of EDGES) for (const value of [edge, edge - 1, edge + 1, -edge, edge + 0.5]) asEver(value);
    fc.assert(fc.property(fc.oneof(fc.maxSafeInteger(), fc.nat(), fc.double({ noNaN: true })), asEver));
  });
});

describe('bytes that are no message', () => {
  it.each([
    ['a length beyond the end', [0x0a, 0x05, 0x61]],
    ['a varint without end', Array<number>(11).fill(0xff)],
    ['field number 0', [0x02, 0x00]],
    ['an unknown wire type', [0x0f]],
    ['a group that never ends', [0x63]],
  ])('given %s, when it is decoded, then there is no message', (_what, bytes) => {
    expect(decodeOrUndefined(Envelope, Uint8Array.from(bytes))).toBeUndefined();
  });

  it('given nesting without end, when it is skipped, then there is no message and no overflow', () => {
    expect(decodeOrUndefined(Envelope, Buffer.alloc(100_000, 0x63))).toBeUndefined();
  });
});

describe('decoding', () => {
  it('given fields of a later schema, when the message is read, then they are ignored and not written again', () => {
    const known = encodeBytes(Envelope, ENVELOPE);
    const later = Buffer.concat([Buffer.from(field(15, 1, 2)), known]);

    const decoded = Envelope.decode(later);

    expect(encodeBytes(Envelope, decoded)).toEqual(known);
  });

  it('given an absent message, when its parent is read, then it is null, and an empty one is not', () => {
    expect(SendRequest.decode(new Uint8Array()).envelope).toBeNull();
    expect(SendRequest.decode(Uint8Array.of(0x0a, 0x00)).envelope).not.toBeNull();
  });

  it('given an enum value of a later schema, when it is read and written, then it is kept', () => {
    const ack = SendResponse.decode(Uint8Array.from(field(1, 0x30, 0x63))).ack;

    expect(ack?.sessionState).toBe(99);
    expect(encodeBytes(SendResponse, { ack })).toEqual(Buffer.from(field(1, 0x30, 0x63)));
  });

  it('given a oneof, when it is read, then its present member is named', () => {
    const bytes = encodeBytes(records.SessionFact, { sessionId: 's', cancelled: { reason: 'done' } });

    const fact = records.SessionFact.decode(bytes);

    expect(fact.fact).toBe('cancelled');
    expect(fact.cancelled?.reason).toBe('done');
    expect(fact.started).toBeNull();
    expect(records.SessionFact.decode(new Uint8Array()).fact).toBeUndefined();
  });

  it('given an optional number, when it is 0, then it is not absent', () => {
    const { WhatIfReplayResponse } = macp.v1;

    expect(
      WhatIfReplayResponse.decode(encodeBytes(WhatIfReplayResponse, { firstDivergence: 0 })).firstDivergence,
    ).not.toBeNull();
    expect(WhatIfReplayResponse.decode(new Uint8Array()).firstDivergence).toBeNull();
  });

  it('given a buffer, when an envelope is read from it, then the payload is a view and no copy', () => {
    const bytes = encodeBytes(Envelope, ENVELOPE);

    expect(Envelope.decode(bytes).payload.buffer).toBe(bytes.buffer);
  });
});

describe('maps', () => {
  const entry = (key: string, value: number): number[] =>
    field(9, ...field(1, ...Buffer.from(key)), ...field(2, value));

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'given the key %s, when a start is read, then it is an entry like any other and changes no object',
    (key) => {
      const bytes = Buffer.from([...entry(key, 7), ...entry('plain', 8)]);

      const { extensions } = SessionStartPayload.decode(bytes);

      expect(Object.keys(extensions).sort()).toEqual([key, 'plain'].sort());
      expect(Object.entries(extensions).map(([name, value]) => [name, ...value])).toContainEqual([key, 7]);
      expect(({} as Record<string, unknown>)['plain']).toBeUndefined();
      expect(Object.getPrototypeOf({})).toBe(Object.prototype);
      expect(SessionStartPayload.decode(encodeBytes(SessionStartPayload, { extensions })).extensions).toEqual(
        extensions,
      );
    },
  );

  it('given a key twice, when a start is read, then the last entry stands', () => {
    const bytes = Buffer.from([...entry('key', 1), ...entry('key', 2)]);

    expect([...(SessionStartPayload.decode(bytes).extensions['key'] ?? [])]).toEqual([2]);
  });

  it('given a start without extensions, when another one gets some, then they share nothing', () => {
    const [one, other] = [new Uint8Array(), new Uint8Array()].map((bytes) => SessionStartPayload.decode(bytes));
    one?.participants.push('a');
    if (one) one.extensions['key'] = Uint8Array.of(1);

    expect(other?.participants).toEqual([]);
    expect(Object.keys(other?.extensions ?? {})).toEqual([]);
  });
});

describe('encoding', () => {
  it('given the same message, when it is encoded twice and between others, then the bytes are the same and its own', () => {
    const first = encodeBytes(Envelope, ENVELOPE);
    const copy = Buffer.from(first);
    const large = encodeBytes(Envelope, { payload: new Uint8Array(1_000_000) });
    const second = encodeBytes(Envelope, ENVELOPE);

    expect(second).toEqual(first);
    expect(first).toEqual(copy);
    expect(large).toHaveLength(1_000_004);
  });

  it('given a message that throws while it is encoded, when the next one is encoded, then nothing of it is left', () => {
    const broken = {
      get payload(): Uint8Array {
        throw new Error('unreadable');
      },
      sender: 'left over',
    };
    expect(() => encodeBytes(SendRequest, { envelope: broken })).toThrow('unreadable');

    expect(encodeBytes(SendRequest, { envelope: {} })).toEqual(Buffer.from([0x0a, 0x00]));
  });

  it('given a message that encodes another one on the way, when it is encoded, then both are whole', () => {
    const payload = encodeBytes(SendResponse, { ack: { ok: true, sessionState: SessionState.SESSION_STATE_OPEN } });
    const nesting = {
      sender: 'agent://a',
      get payload(): Uint8Array {
        return encodeBytes(SendResponse, { ack: { ok: true, sessionState: SessionState.SESSION_STATE_OPEN } });
      },
    };

    expect(encodeBytes(Envelope, nesting)).toEqual(encodeBytes(Envelope, { sender: 'agent://a', payload }));
  });
});

describe('a buffer for many messages', () => {
  const sized = (bytes: number): typeof ENVELOPE => ({ ...ENVELOPE, payload: new Uint8Array(bytes).fill(7) });

  it('given messages that outgrow it, when more are encoded, then those before are as they were', () => {
    const buffer = new EncodeBuffer();
    const messages = [1, 5_000, 20, 300_000, 3].map(sized);
    const encoded = messages.map((message) => buffer.encode(Envelope, message));
    for (const [at, message] of messages.entries()) {
      expect(Buffer.from(encoded[at]!).equals(encodeBytes(Envelope, message))).toBe(true);
    }
  });

  it('given what it holds is needed no more, when it is cleared, then its memory is used again', () => {
    const buffer = new EncodeBuffer();
    const first = buffer.encode(Envelope, sized(100));
    buffer.clear();
    const second = buffer.encode(Envelope, sized(100));
    expect(second.buffer).toBe(first.buffer);
    expect(second.byteOffset).toBe(first.byteOffset);
  });

  it('given several messages, when they are taken, then they stand one behind the other in memory of their own', () => {
    const buffer = new EncodeBuffer();
    const lengths = [3, 9].map((bytes) => buffer.encode(Envelope, sized(bytes)).length);
    expect(buffer.length).toBe(lengths[0]! + lengths[1]!);
    const taken = buffer.take();
    buffer.encode(Envelope, sized(500));
    const whole = Buffer.concat([encodeBytes(Envelope, sized(3)), encodeBytes(Envelope, sized(9))]);
    expect(Buffer.from(taken).equals(whole)).toBe(true);
    expect(taken.buffer.byteLength).toBe(whole.length);
  });

  it('given one large message, when it is cleared, then that memory is let go of', () => {
    const buffer = new EncodeBuffer();
    const large = buffer.encode(Envelope, sized(300_000));
    buffer.clear();
    expect(buffer.encode(Envelope, ENVELOPE).buffer).not.toBe(large.buffer);
  });

  it('given a message that cannot be encoded, when others follow, then each of them is whole', () => {
    const buffer = new EncodeBuffer();
    const before = buffer.encode(Envelope, ENVELOPE);
    const broken = {
      get envelope(): never {
        throw new Error('no envelope');
      },
    };
    expect(() => buffer.encode(records.SessionFact, { sessionId: 's', started: broken })).toThrow('no envelope');
    const behind = buffer.encode(SendRequest, { envelope: sized(9) });
    expect(Buffer.from(before).equals(encodeBytes(Envelope, ENVELOPE))).toBe(true);
    expect(Buffer.from(behind).equals(encodeBytes(SendRequest, { envelope: sized(9) }))).toBe(true);
  });
});
