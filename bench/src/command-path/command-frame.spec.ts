/** Commands survive the frame; a frame that is not whole is refused. */
import { describe, expect, it } from '@jest/globals';
import { readCommandFrame, writeCommandFrame } from './command-frame.js';

const commands = [
  { partition: 0, correlationId: 'a-1', expiresAtMs: 1_700_000_000_123, body: Buffer.from('first') },
  { partition: 11, correlationId: 'a-2', expiresAtMs: 0, body: Buffer.alloc(0) },
];

describe('a frame of commands', () => {
  it('gives back what was written, in order', () => {
    expect(readCommandFrame(writeCommandFrame(commands))).toEqual(commands);
  });

  it('is refused when it is cut short', () => {
    const frame = writeCommandFrame(commands.slice(0, 1));
    for (let length = 2; length < frame.length; length += 1) {
      expect(() => readCommandFrame(frame.subarray(0, length))).toThrow();
    }
  });

  it('is refused in another format', () => {
    const frame = writeCommandFrame(commands);
    frame[0] = 2;
    expect(() => readCommandFrame(frame)).toThrow('format 2');
  });
});
