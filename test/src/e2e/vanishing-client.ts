/** Clients that are gone in the middle of a call, or say nothing: bare HTTP/2 and TCP connections. */
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { runtimeService } from '@macp/wire';
import type { RpcName } from '@macp/wire';

/** A gRPC frame around a message; `claimed` bytes are announced, whatever there is. */
export function grpcFrame(message: Buffer, claimed = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(claimed, 1);
  return Buffer.concat([head, message]);
}

/** A TCP connection on which nothing is said. */
export async function openTcp(address: string): Promise<Socket> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = connectTcp(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** An HTTP/2 connection on which nothing is asked; it ends with `socket`. */
export async function openHttp2(address: string, socket?: Socket): Promise<ClientHttp2Session> {
  const own = socket ?? (await openTcp(address));
  const session = connectHttp2(`http://${address}`, { createConnection: () => own });
  session.on('error', () => undefined);
  await once(session, 'remoteSettings');
  return session;
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
  const socket = await openTcp(address);
  const session = await openHttp2(address, socket);
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

/** Sends bytes that are no HTTP/2 at all, and ends; resolves when the connection is closed. */
export async function babble(address: string, bytes: Buffer): Promise<void> {
  const socket = await openTcp(address);
  const closed = once(socket, 'close');
  socket.end(bytes);
  socket.resume();
  await closed;
}
