/** One call with a stream each way to another process of the installation, under the credential of this one. */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { InternalClients } from './internal-clients.js';
import type { RpcMethod } from './rpc-method.js';

/** Opens the call; whatever becomes of it comes as its events. @throws where there is no such address */
export function duplexCall<RequestInit, Request, ResponseInit, Response>(
  clients: InternalClients,
  address: string,
  rpc: RpcMethod<RequestInit, Request, ResponseInit, Response>,
): ClientDuplexStream<RequestInit, Response> {
  return clients
    .client(address)
    .makeBidiStreamRequest(
      rpc.path,
      rpc.requestSerialize as (message: RequestInit) => Buffer,
      rpc.responseDeserialize,
      clients.callMetadata(),
      {},
    );
}
