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

const LOW_BITS = 28;
const LOW_MAX = 2 ** LOW_BITS;

type Int64 = Parameters<protobuf.BufferWriter['uint64']>[0];

/** Repairs text, and makes no object for a number of 64 bits. */
export class MessageWriter extends protobuf.BufferWriter {
  override string(value: string): this {
    const text = value as string & UnicodeText;
    super.string(text.isWellFormed() ? text : text.toWellFormed());
    return this;
  }

  override uint64(value: Int64): this {
    if (typeof value !== 'number' || value < 0 || !Number.isSafeInteger(value)) {
      super.uint64(value);
      return this;
    }
    if (value < LOW_MAX) {
      this.uint32(value);
      return this;
    }
    const low = value % LOW_MAX;
    // Four groups of seven bits, each of which says that another one follows.
    const groups = (low & 0x7f) | ((low & 0x3f80) << 1) | ((low & 0x1f_c000) << 2) | ((low & 0xfe0_0000) << 3);
    this.fixed32((groups | 0x8080_8080) >>> 0).uint32(Math.floor(value / LOW_MAX));
    return this;
  }

  override int64(value: Int64): this {
    return this.uint64(value);
  }
}

let idleWriter: MessageWriter | undefined;

/**
 * Encodes a whole message into a buffer of its own. The same message always gives the same bytes; map entries follow
 * the order of their keys in the object.
 */
export function encodeBytes<Init>(codec: Codec<unknown, Init>, message: Init): Buffer {
  const writer = idleWriter ?? new MessageWriter();
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
  #writer = new MessageWriter();

  /** As `encodeBytes`, but the bytes are a view: valid until `clear`. */
  encode<Init>(codec: Codec<unknown, Init>, message: Init): Uint8Array {
    const writer = this.#writer;
    const start = writer.pos;
    codec.encode(message, writer);
    return writer.buf.subarray(start, writer.pos);
  }

  /** Bytes written since it began anew. */
  get length(): number {
    return this.#writer.pos;
  }

  /** What was written, in a buffer of its own; begins anew. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.#writer.buf.subarray(0, this.#writer.pos));
    this.clear();
    return taken;
  }

  /** Begins anew: views of what was written are no longer valid. */
  clear(): void {
    if (this.#writer.buf.length > KEPT_BUFFER_BYTES) this.#writer = new MessageWriter();
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
