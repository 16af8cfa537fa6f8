/** Clients that are gone in the middle of a call: bare HTTP/2 and TCP connections that are destroyed, not closed. */
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Stream } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { runtimeService } from '@macp/wire';
import type { RpcName } from '@macp/wire';

/** A gRPC frame around a message; `claimed` bytes are announced, whatever there is. */
export function grpcFrame(message: Buffer, claimed = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(claimed, 1);
  return Buffer.concat([head, message]);
}

/** Sends `bytes` as the beginning of a call, and is gone as soon as they have left; `until` may delay that. */
export async function vanish(
  address: string,
  call: {
    readonly rpc: RpcName;
    readonly bytes: Buffer;
    readonly until?: (stream: ClientHttp2Stream) => Promise<void>;
  },
): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = connectTcp(Number(port), hostname);
  const session = connectHttp2(`http://${address}`, { createConnection: () => socket });
  session.on('error', () => undefined);
  await new Promise((resolve) => session.once('connect', resolve));
  const stream = session.request({
    ':method': 'POST',
    ':path': runtimeService[call.rpc].path,
    'content-type': 'application/grpc',
    te: 'trailers',
    authorization: 'Bearer lead',
  });
  stream.on('error', () => undefined);
  await new Promise<void>((resolve) => stream.write(call.bytes, () => resolve()));
  await call.until?.(stream);
  const gone = new Promise((resolve) => session.once('close', resolve));
  socket.resetAndDestroy();
  await gone;
}

/** Sends bytes that are no HTTP/2 at all; resolves when the server has closed the connection or let it be. */
export function babble(address: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = connectTcp(Number(port), hostname);
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.end(bytes);
    socket.resume();
  });
}
