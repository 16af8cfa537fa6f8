/** Answers are what the broker wrote, however the network cut them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnswerReader, NoAnswer } from './answer-reader.js';
import type { BrokerAnswer } from './answer-reader.js';
import { WireWriter } from './wire-writer.js';

const frame = (correlationId: number, payload: Uint8Array): Buffer =>
  new WireWriter()
    .int32(4 + payload.length)
    .int32(correlationId)
    .raw(payload).bytes;

const answers = fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 6 });

describe('AnswerReader', () => {
  it('given answers cut anywhere, when their pieces come in memory that is used again, then each is given whole, in order', () => {
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.integer({ min: 1, max: 5_000 })), (payloads, lengths) => {
        const given: BrokerAnswer[] = [];
        const reader = new AnswerReader((answer) => given.push(answer));
        const wire = Buffer.concat(payloads.map((payload, at) => frame(at - 2, payload)));
        const memory = Buffer.alloc(5_000);
        for (let at = 0; at < wire.length;) {
          const copied = wire.copy(memory, 0, at, at + lengths.next().value);
          reader.take(memory.subarray(0, copied));
          memory.fill(0xee);
          at += copied;
        }
        expect(given.map(({ correlationId }) => correlationId)).toEqual(payloads.map((_, at) => at - 2));
        for (const [at, payload] of payloads.entries()) {
          expect(given[at]!.size).toBe(4 + payload.length);
          expect(given[at]!.payload.equals(payload)).toBe(true);
        }
        expect(reader.isInside).toBe(false);
      }),
    );
  });

  it('given a piece that ends inside of an answer, then it says so', () => {
    const reader = new AnswerReader(() => undefined);
    const wire = frame(1, Uint8Array.of(1, 2, 3));
    for (let end = 1; end < wire.length; end += 1) {
      reader.take(wire.subarray(end - 1, end));
      expect(reader.isInside).toBe(true);
    }
    reader.take(wire.subarray(wire.length - 1));
    expect(reader.isInside).toBe(false);
  });

  it.each([-1, 0, 3, 0x7fffffff])('given %d bytes announced, when they come, then it is no answer', (size) => {
    const reader = new AnswerReader(() => undefined);
    expect(() => reader.take(new WireWriter().int32(size).bytes)).toThrow(NoAnswer);
  });
});
