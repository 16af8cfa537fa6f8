/**
 * Commands of many partitions in one frame of the stream to their owner: what came up in one turn of the ingress travels
 * together, in order. The reply address is the stream itself.
 */

/** A command under way, its body still encoded. */
export interface FramedCommand {
  readonly partition: number;
  readonly correlationId: string;
  /** Unix ms. */
  readonly expiresAtMs: number;
  readonly body: Uint8Array;
}

const FORMAT_VERSION = 1;
/** Partition, length of the correlation id, expiry, length of the body. */
const FIXED_BYTES = 2 + 1 + 8 + 4;

/** @throws RangeError on a correlation id of more than 255 bytes */
export function writeCommandFrame(commands: readonly FramedCommand[]): Buffer {
  let length = 1;
  for (const { correlationId, body } of commands) length += FIXED_BYTES + correlationId.length + body.length;
  const frame = Buffer.allocUnsafe(length);
  let at = frame.writeUInt8(FORMAT_VERSION, 0);
  for (const { partition, correlationId, expiresAtMs, body } of commands) {
    at = frame.writeUInt16LE(partition, at);
    at = frame.writeUInt8(correlationId.length, at);
    at += frame.write(correlationId, at, 'latin1');
    at = frame.writeDoubleLE(expiresAtMs, at);
    at = frame.writeUInt32LE(body.length, at);
    frame.set(body, at);
    at += body.length;
  }
  return frame;
}

/** Bodies are views of `frame`. @throws RangeError on a frame of another format, or one that is cut short */
export function readCommandFrame(frame: Buffer): FramedCommand[] {
  if (frame.readUInt8(0) !== FORMAT_VERSION) throw new RangeError(`no frame of commands: format ${frame[0]}`);
  const commands: FramedCommand[] = [];
  for (let at = 1; at < frame.length;) {
    const partition = frame.readUInt16LE(at);
    const idAt = at + 3;
    const idEnd = idAt + frame.readUInt8(at + 2);
    const correlationId = frame.toString('latin1', idAt, idEnd);
    const expiresAtMs = frame.readDoubleLE(idEnd);
    const bodyAt = idEnd + 12;
    at = bodyAt + frame.readUInt32LE(idEnd + 8);
    if (at > frame.length) throw new RangeError('a frame of commands is cut short');
    commands.push({ partition, correlationId, expiresAtMs, body: frame.subarray(bodyAt, at) });
  }
  return commands;
}
