/**
 * Plain requests of Kafka's protocol, each on a connection of its own: for what no client of the product ever asks.
 * Package-internal.
 */
import { once } from 'node:events';
import { connect } from 'node:net';

const CORRELATION_ID = 1;
const LENGTH_BYTES = 4;
const PATIENCE_MS = 20_000;

/** What is asked. */
export interface KafkaApi {
  readonly key: number;
  readonly version: number;
  /** Of the protocol's flexible versions, whose headers have tags. */
  readonly isFlexible?: boolean;
}

/** The broker's answer, behind its length. @throws when the broker hangs up, or takes too long */
export async function kafkaRequest(broker: string, api: KafkaApi, body: readonly Buffer[]): Promise<Buffer> {
  const [host, port] = broker.split(':') as [string, string];
  const header = [int16(api.key), int16(api.version), int32(CORRELATION_ID), text('test')];
  const frame = Buffer.concat([...header, ...(api.isFlexible === true ? [int8(0)] : []), ...body]);
  const socket = connect(Number(port), host);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await once(socket, 'connect', { signal });
    socket.write(Buffer.concat([int32(frame.length), frame]));
    let answer = Buffer.alloc(0);
    while (answer.length < LENGTH_BYTES || answer.length < LENGTH_BYTES + answer.readInt32BE(0)) {
      answer = Buffer.concat([answer, await nextChunk(socket, signal)]);
    }
    return answer.subarray(LENGTH_BYTES);
  } finally {
    socket.destroy();
  }
}

async function nextChunk(socket: ReturnType<typeof connect>, signal: AbortSignal): Promise<Buffer> {
  const hungUp = once(socket, 'close', { signal }).then(() => Promise.reject(new Error('the broker hung up')));
  hungUp.catch(() => undefined);
  const [chunk] = (await Promise.race([once(socket, 'data', { signal }), hungUp])) as [Buffer];
  return chunk;
}

/** @throws when `code` is an error of the protocol */
export function checkCode(code: number, what: string): void {
  if (code !== 0) throw new Error(`the broker answered ${what} with error ${code}`);
}

export function int8(value: number): Buffer {
  return Buffer.of(value & 0xff);
}

export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([int16(bytes.length), bytes]);
}

/** Length of anything in a flexible version, which counts from 1. */
export function compactLength(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length + 1;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
