/**
 * What the generated codecs read with. Text must be UTF-8 and comes as one flat string, because a string put together
 * from pieces keeps all its pieces in memory; a field of another wire type than the schema's is no such field, and its
 * message cannot be read.
 */
import { Buffer } from 'node:buffer';
import protobuf from 'protobufjs/minimal.js';

const { utf8 } = protobuf.util;
const { latin1Slice } = Buffer.prototype;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The lengths for which the codec library concatenates what V8 does not flatten at once. */
const PIECED_BYTES_MIN = 13;
const PIECED_BYTES_MAX = 63;
const ASCII_LAST = 0x7f;

/** Reads a length and that many bytes of text; throws when they are not all there, or not UTF-8. */
export function readText(reader) {
  const length = reader.size();
  const start = reader.pos;
  const end = start + length;
  if (end > reader.len) throw new RangeError(`${length} bytes of text at ${start} end beyond ${reader.len}`);
  reader.pos = end;
  const { buf } = reader;
  if (length < PIECED_BYTES_MIN || length > PIECED_BYTES_MAX) return utf8.readStrict(buf, start, end);
  let bits = 0;
  for (let at = start; at < end; at += 1) bits |= buf[at];
  return bits <= ASCII_LAST ? latin1Slice.call(buf, start, end) : decoder.decode(buf.subarray(start, end));
}

/** Why the message cannot be read. */
export function wrongWireType(field, wireType) {
  return new Error(`field ${field} has wire type ${wireType}`);
}
