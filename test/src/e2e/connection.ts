/** Clients of the public port, each on a connection of its own, and what their calls end with. */
import { Metadata, credentials } from '@grpc/grpc-js';
import type { StatusObject, status } from '@grpc/grpc-js';
import { ERROR_CODE_KEY, ERROR_DETAILS_KEY, bearer, createRuntimeClient, runtimeService } from '@macp/wire';
import type { RpcName, RuntimeClient } from '@macp/wire';
import type { ServerUnderTest } from './server-under-test.js';

/** A client that shares its connection with nobody. */
export function connect({ address }: Pick<ServerUnderTest, 'address'>): RuntimeClient {
  return createRuntimeClient(address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
}

/** What a call ended with; `code` is gRPC's number, the rest is the service's own. */
export interface CallEnd {
  readonly code: status;
  /** Text of the status. */
  readonly text: string;
  /** `macp-error-code`; absent on statuses of the transport. */
  readonly macpCode: string | undefined;
  /** `macp-error-details-bin` as text; absent without details. */
  readonly details: string | undefined;
}

/** The end that a status stands for. */
export function endOf({ code, details, metadata }: Pick<StatusObject, 'code' | 'details' | 'metadata'>): CallEnd {
  return {
    code,
    text: details,
    macpCode: metadata.get(ERROR_CODE_KEY)[0]?.toString(),
    details: metadata.get(ERROR_DETAILS_KEY)[0]?.toString(),
  };
}

/** Awaits a call that must fail. @throws when it does not. */
export function failureOf(call: Promise<unknown>): Promise<CallEnd> {
  return call.then(
    () => Promise.reject(new Error('the call did not fail')),
    (error: StatusObject) => endOf(error),
  );
}

/** The end of a call by the service itself. */
export function refusal(code: status, macpCode: string, text: string): CallEnd {
  return { code, macpCode, text, details: undefined };
}

const asIs = (bytes: Buffer): Buffer => bytes;

/** Sends bytes as the request of a unary RPC, with a credential; `undefined` when it was answered. */
export function sendBytes(client: RuntimeClient, rpc: RpcName, bytes: Buffer): Promise<CallEnd | undefined> {
  return new Promise((resolve) => {
    client.makeUnaryRequest(runtimeService[rpc].path, asIs, asIs, bytes, bearer('lead'), {}, (error) =>
      resolve(error === null ? undefined : endOf(error)),
    );
  });
}

/** Sends frames of bytes on a StreamSession and half-closes it; resolves with its end. */
export function streamBytes(client: RuntimeClient, frames: readonly Buffer[]): Promise<CallEnd> {
  const stream = client.makeBidiStreamRequest(runtimeService.StreamSession.path, asIs, asIs, bearer('lead'));
  return new Promise((resolve) => {
    stream.on('data', () => undefined);
    stream.on('error', () => undefined);
    stream.on('status', (end: StatusObject) => resolve(endOf(end)));
    for (const frame of frames) stream.write(frame);
    stream.end();
  });
}

/** Metadata without a credential. */
export const ANONYMOUS = new Metadata();
