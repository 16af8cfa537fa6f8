/** A peer on the wire of Kafka that says what a spec wants, for what no real broker can be made to say. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { WireWriter } from '../wire-writer.js';

/** Bodies of answers by the key of the request; to all others there is silence. */
export type Answers = Partial<Record<number, () => Buffer | Promise<Buffer>>>;

export interface ScriptedPeer {
  readonly port: number;
  close(): void;
}

/** `onAsked` hears the key of every request, before it is answered. */
export async function scriptedPeer(
  answers: Answers,
  onAsked: (key: number) => void = () => undefined,
): Promise<ScriptedPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      onAsked(bytes.readInt16BE(KEY_AT));
      void answer(socket, bytes, answers);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Answer to the question for versions: all of them, of these requests. */
export function versionsOf(...keys: readonly number[]): Buffer {
  const writer = new WireWriter().int16(0);
  return writer.array(keys, (each, key) => each.int16(key).int16(0).int16(99)).bytes;
}

const KEY_AT = 4;
const CORRELATION_ID_AT = 8;

/** One whole request in each piece, which small ones are. */
async function answer(socket: Socket, request: Buffer, answers: Answers): Promise<void> {
  const body = await answers[request.readInt16BE(KEY_AT)]?.();
  if (body === undefined) return;
  const frame = new WireWriter().int32(4 + body.length).raw(request.subarray(CORRELATION_ID_AT, CORRELATION_ID_AT + 4));
  socket.write(Buffer.from(frame.raw(body).bytes));
}
