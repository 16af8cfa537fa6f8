/** A typed client of the runtime service, for demonstrations, tests and load: what any MACP client sees on the wire. */
import { Metadata, makeGenericClientConstructor } from '@grpc/grpc-js';
import type {
  CallOptions,
  ChannelCredentials,
  Client,
  ClientDuplexStream,
  ClientOptions,
  ClientReadableStream,
  ClientUnaryCall,
  ServiceError,
} from '@grpc/grpc-js';
import { RUNTIME_SERVICE_NAME, runtimeService } from './service-definition.js';
import type { Rpc, RpcName } from './service-definition.js';

type Answer<Response> = (error: ServiceError | null, response?: Response) => void;

type ClientMethod<Definition> =
  Definition extends Rpc<infer RequestInit, unknown, never, infer Response, infer ClientStream, infer ServerStream>
    ? ClientStream extends true
      ? (metadata?: Metadata, options?: CallOptions) => ClientDuplexStream<RequestInit, Response>
      : ServerStream extends true
        ? (request: RequestInit, metadata?: Metadata, options?: CallOptions) => ClientReadableStream<Response>
        : (request: RequestInit, metadata: Metadata, options: CallOptions, answer: Answer<Response>) => ClientUnaryCall
    : never;

/** One method per RPC, with the RPC's name and gRPC's conventions. */
export type RuntimeClient = Client & { readonly [Name in RpcName]: ClientMethod<(typeof runtimeService)[Name]> };

/** Names of the RPCs with one request and one answer. */
export type UnaryRpcName = {
  [Name in RpcName]: (typeof runtimeService)[Name] extends { requestStream: false; responseStream: false }
    ? Name
    : never;
}[RpcName];

/** What the client may send as the request of an RPC. */
export type RequestOf<Name extends RpcName> = Exclude<
  Parameters<(typeof runtimeService)[Name]['requestSerialize']>[0],
  Uint8Array
>;

/** The decoded answer of an RPC. */
export type ResponseOf<Name extends RpcName> = ReturnType<(typeof runtimeService)[Name]['responseDeserialize']>;

const RuntimeClientConstructor = makeGenericClientConstructor(runtimeService, RUNTIME_SERVICE_NAME);

/** Opens a channel to `address` (`host:port`), on the first call; `close()` ends it. */
export function createRuntimeClient(
  address: string,
  credentials: ChannelCredentials,
  options: ClientOptions = {},
): RuntimeClient {
  return new RuntimeClientConstructor(address, credentials, options) as unknown as RuntimeClient;
}

/** Request metadata with a bearer token. */
export function bearer(token: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

/** How to make one call. */
export interface UnaryCall<Name extends UnaryRpcName> {
  readonly rpc: Name;
  readonly request: RequestOf<Name>;
  readonly metadata?: Metadata;
  readonly options?: CallOptions;
}

/** Makes one call and resolves to its answer; rejects with gRPC's `ServiceError`. */
export function callUnary<Name extends UnaryRpcName>(
  client: RuntimeClient,
  { rpc, request, metadata, options }: UnaryCall<Name>,
): Promise<ResponseOf<Name>> {
  const { path, requestSerialize, responseDeserialize } = runtimeService[rpc];
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize as (message: RequestOf<Name>) => Buffer,
      responseDeserialize as (bytes: Buffer) => ResponseOf<Name>,
      request,
      metadata ?? new Metadata(),
      options ?? {},
      (error, response) => (error ? reject(error) : resolve(response as ResponseOf<Name>)),
    );
  });
}
