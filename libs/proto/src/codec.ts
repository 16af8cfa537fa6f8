/**
 * Bytes to messages and back. What `encodeBytes` writes, `decode` reads: text that is not well-formed Unicode is repaired
 * on the way out, because protobuf text must be UTF-8 and a record that cannot be read back would be lost. Decoding
 * refuses text that is not UTF-8 and ignores unknown fields.
 */
import protobuf from 'protobufjs/minimal.js';
import type { Codec } from '../gen/macp.js';

/** A larger buffer is given back after use, so that one large message does not pin its memory. */
const KEPT_BUFFER_BYTES = 256 * 1024;

/** `String` as of ES2024, which every supported Node.js has. */
interface UnicodeText {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

class WellFormedWriter extends protobuf.BufferWriter {
  override string(value: string): this {
    const text = value as string & UnicodeText;
    super.string(text.isWellFormed() ? text : text.toWellFormed());
    return this;
  }
}

let idleWriter: WellFormedWriter | undefined;

/**
 * Encodes a whole message into a buffer of its own. The same message always gives the same bytes; map entries follow
 * the order of their keys in the object.
 */
export function encodeBytes<Init>(codec: Codec<unknown, Init>, message: Init): Buffer {
  const writer = idleWriter ?? new WellFormedWriter();
  // A getter of `message` that encodes, too, finds no idle writer and makes its own; so does whoever follows a throw.
  idleWriter = undefined;
  const bytes = codec.encode(message, writer).finish() as Buffer;
  if (writer.buf.length <= KEPT_BUFFER_BYTES) {
    writer.pos = 0;
    idleWriter = writer;
  }
  return bytes;
}

/**
 * One buffer for messages that are needed together, and only for a while: no message has memory of its own, which the
 * collector would have to count and to free.
 */
export class EncodeBuffer {
  #writer = new WellFormedWriter();

  /** As `encodeBytes`, but the bytes are a view: valid until `clear`. */
  encode<Init>(codec: Codec<unknown, Init>, message: Init): Uint8Array {
    const writer = this.#writer;
    const start = writer.pos;
    codec.encode(message, writer);
    return writer.buf.subarray(start, writer.pos);
  }

  /** Begins anew: views of what was written are no longer valid. */
  clear(): void {
    if (this.#writer.buf.length > KEPT_BUFFER_BYTES) this.#writer = new WellFormedWriter();
    else this.#writer.pos = 0;
  }
}

/**
 * Decodes a whole message; `undefined` when the bytes are not one. Byte fields of the message are views of `bytes`: who
 * keeps one keeps all of `bytes` in memory, and must not write to either.
 */
export function decodeOrUndefined<Message>(codec: Codec<Message, never>, bytes: Uint8Array): Message | undefined {
  try {
    return codec.decode(bytes);
  } catch {
    return undefined;
  }
}
