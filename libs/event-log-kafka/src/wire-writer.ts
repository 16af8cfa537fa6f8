/**
 * Writes the primitive types of the Kafka protocol into one growing buffer: big-endian integers, length-prefixed strings
 * and bytes, and the compact forms of flexible versions (KIP-482).
 */
const INITIAL_BYTES = 512;

export class WireWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(initialBytes = INITIAL_BYTES) {
    this.#buffer = Buffer.allocUnsafe(initialBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that fit without another buffer. */
  get capacity(): number {
    return this.#buffer.length;
  }

  /** Begins anew in the same buffer: views of what was written are no longer valid. */
  clear(): void {
    this.#length = 0;
  }

  /** What was written so far: a view, valid until the next write. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  int8(value: number): this {
    this.#need(1);
    this.#length = this.#buffer.writeInt8(value, this.#length);
    return this;
  }

  int16(value: number): this {
    this.#need(2);
    this.#length = this.#buffer.writeInt16BE(value, this.#length);
    return this;
  }

  int32(value: number): this {
    this.#need(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
    return this;
  }

  uint32(value: number): this {
    this.#need(4);
    this.#length = this.#buffer.writeUInt32BE(value, this.#length);
    return this;
  }

  /** A safe integer as 64 bits. */
  int64(value: number): this {
    this.#need(8);
    const low = value % 0x1_0000_0000;
    const unsignedLow = low < 0 ? low + 0x1_0000_0000 : low;
    this.#length = this.#buffer.writeInt32BE((value - unsignedLow) / 0x1_0000_0000, this.#length);
    this.#length = this.#buffer.writeUInt32BE(unsignedLow, this.#length);
    return this;
  }

  bigint64(value: bigint): this {
    this.#need(8);
    this.#length = this.#buffer.writeBigInt64BE(value, this.#length);
    return this;
  }

  float64(value: number): this {
    this.#need(8);
    this.#length = this.#buffer.writeDoubleBE(value, this.#length);
    return this;
  }

  /** Unsigned, at most 32 bits. */
  uvarint(value: number): this {
    this.#need(5);
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#length++] = rest;
    return this;
  }

  /** Zigzag. */
  varint(value: number): this {
    return this.uvarint((value << 1) ^ (value >> 31));
  }

  string(value: string): this {
    const bytes = Buffer.byteLength(value);
    this.int16(bytes);
    return this.text(value, bytes);
  }

  /** `null` for an absent string. */
  compactString(value: string | null): this {
    if (value === null) return this.uvarint(0);
    const bytes = Buffer.byteLength(value);
    this.uvarint(bytes + 1);
    return this.text(value, bytes);
  }

  /** Length as an unsigned varint, then the UTF-8 bytes. */
  shortText(value: string): this {
    const bytes = Buffer.byteLength(value);
    this.uvarint(bytes);
    return this.text(value, bytes);
  }

  /** The UTF-8 bytes alone, of which there are `bytes`. */
  text(value: string, bytes: number): this {
    this.#need(bytes);
    this.#length += this.#buffer.write(value, this.#length, bytes, 'utf8');
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#need(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Leaves room for an `int32` that `fill32` writes later; returns where. */
  reserve32(): number {
    this.#need(4);
    const at = this.#length;
    this.#length += 4;
    return at;
  }

  fill32(at: number, value: number): void {
    this.#buffer.writeUInt32BE(value, at);
  }

  /** No tagged fields. */
  noTags(): this {
    return this.uvarint(0);
  }

  array<Item>(items: readonly Item[], write: (writer: this, item: Item) => void): this {
    this.int32(items.length);
    for (const item of items) write(this, item);
    return this;
  }

  #need(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
