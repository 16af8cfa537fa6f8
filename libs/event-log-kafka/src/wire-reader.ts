/**
 * Reads the primitive types of the Kafka protocol. Byte fields are views of the buffer; reading past the end throws, so a
 * cut message is never taken for a short one.
 */
export class WireReader {
  #at = 0;

  constructor(private readonly buffer: Buffer) {}

  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.buffer.length - this.#at;
  }

  skip(bytes: number): void {
    this.#take(bytes);
  }

  int8(): number {
    return this.buffer.readInt8(this.#take(1));
  }

  int16(): number {
    return this.buffer.readInt16BE(this.#take(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.#take(4));
  }

  uint32(): number {
    return this.buffer.readUInt32BE(this.#take(4));
  }

  /** 64 bits as a number: exact up to 2^53, which no offset or time reaches. */
  int64(): number {
    const at = this.#take(8);
    return this.buffer.readInt32BE(at) * 0x1_0000_0000 + this.buffer.readUInt32BE(at + 4);
  }

  bigint64(): bigint {
    return this.buffer.readBigInt64BE(this.#take(8));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.#take(8));
  }

  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.buffer[this.#take(1)]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new RangeError('a varint of more than 32 bits');
  }

  varint(): number {
    const value = this.uvarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Passes over a varint of up to 64 bits. */
  skipVarlong(): void {
    while (this.buffer[this.#take(1)]! >= 0x80);
  }

  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.buffer.subarray(at, at + length);
  }

  text(length: number): string {
    const at = this.#take(length);
    return this.buffer.toString('utf8', at, at + length);
  }

  string(): string {
    return this.nullableString() ?? '';
  }

  nullableString(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.text(length);
  }

  compactString(): string | null {
    const length = this.uvarint();
    return length === 0 ? null : this.text(length - 1);
  }

  shortText(): string {
    return this.text(this.uvarint());
  }

  array<Item>(read: (reader: this) => Item): Item[] {
    return this.#items(this.int32(), read);
  }

  compactArray<Item>(read: (reader: this) => Item): Item[] {
    return this.#items(this.uvarint() - 1, read);
  }

  /** Passes over tagged fields. */
  tags(): void {
    for (let count = this.uvarint(); count > 0; count -= 1) {
      this.uvarint();
      this.skip(this.uvarint());
    }
  }

  #items<Item>(count: number, read: (reader: this) => Item): Item[] {
    const items: Item[] = [];
    for (let index = 0; index < count; index += 1) items.push(read(this));
    return items;
  }

  #take(bytes: number): number {
    const at = this.#at;
    if (bytes < 0 || at + bytes > this.buffer.length) throw new RangeError(`${bytes} bytes at ${at} are not there`);
    this.#at = at + bytes;
    return at;
  }
}
