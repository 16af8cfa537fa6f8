/**
 * `macp.v1.MACPRuntimeService` as gRPC sees it: the 27 RPCs over static codecs, with nothing to load or compile at start
 * (wire contract §2). One table serves the server, the client and Nest's transport.
 */
import type { MethodDefinition } from '@grpc/grpc-js';
import { encodeBytes, macp } from '@macp/proto';
import type { Codec } from '@macp/proto';

/** Full name of the service, as paths and health checks carry it. */
export const RUNTIME_SERVICE_NAME = 'macp.v1.MACPRuntimeService';

/**
 * One RPC. `Request` and `Response` are decoded messages, `RequestInit` and `ResponseInit` what may be sent in their
 * place; an already encoded message may be sent, too, and is passed on as it is.
 */
export interface Rpc<RequestInit, Request, ResponseInit, Response, ClientStream, ServerStream> extends Omit<
  MethodDefinition<RequestInit, ResponseInit>,
  'requestDeserialize' | 'responseDeserialize'
> {
  readonly path: string;
  readonly requestStream: ClientStream & boolean;
  readonly responseStream: ServerStream & boolean;
  /** Name of the client's method, beside the RPC's own. */
  readonly originalName: string;
  readonly requestSerialize: (message: RequestInit | Uint8Array) => Buffer;
  /** Byte fields, `payload` above all, are views of `bytes`; who keeps them beyond the call copies them. */
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseSerialize: (message: ResponseInit | Uint8Array) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function serializer<Init>(codec: Codec<unknown, Init>): (message: Init | Uint8Array) => Buffer {
  return (message) => (message instanceof Uint8Array ? asBuffer(message) : encodeBytes(codec, message));
}

interface Streaming<ClientStream, ServerStream> {
  readonly client: ClientStream & boolean;
  readonly server: ServerStream & boolean;
}

const UNARY: Streaming<false, false> = { client: false, server: false };
const SERVER_STREAM: Streaming<false, true> = { client: false, server: true };
const BIDIRECTIONAL: Streaming<true, true> = { client: true, server: true };

/** Collects RPCs of one shape; each takes its name and the codecs of both directions. */
function shaped<ClientStream, ServerStream>(streaming: Streaming<ClientStream, ServerStream>) {
  return <RequestInit, Request, ResponseInit, Response>(
    name: string,
    request: Codec<Request, RequestInit>,
    response: Codec<Response, ResponseInit>,
  ): Rpc<RequestInit, Request, ResponseInit, Response, ClientStream, ServerStream> => ({
    path: `/${RUNTIME_SERVICE_NAME}/${name}`,
    requestStream: streaming.client,
    responseStream: streaming.server,
    originalName: name.charAt(0).toLowerCase() + name.slice(1),
    requestSerialize: serializer(request),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: serializer(response),
    responseDeserialize: (bytes) => response.decode(bytes),
  });
}

const unary = shaped(UNARY);
const serverStream = shaped(SERVER_STREAM);
const bidirectional = shaped(BIDIRECTIONAL);
const { v1 } = macp;

/** The service, by RPC name. */
export const runtimeService = {
  Initialize: unary('Initialize', v1.InitializeRequest, v1.InitializeResponse),
  Send: unary('Send', v1.SendRequest, v1.SendResponse),
  StreamSession: bidirectional('StreamSession', v1.StreamSessionRequest, v1.StreamSessionResponse),
  GetSession: unary('GetSession', v1.GetSessionRequest, v1.GetSessionResponse),
  CancelSession: unary('CancelSession', v1.CancelSessionRequest, v1.CancelSessionResponse),
  SuspendSession: unary('SuspendSession', v1.SuspendSessionRequest, v1.SuspendSessionResponse),
  ResumeSession: unary('ResumeSession', v1.ResumeSessionRequest, v1.ResumeSessionResponse),
  GetManifest: unary('GetManifest', v1.GetManifestRequest, v1.GetManifestResponse),
  ListModes: unary('ListModes', v1.ListModesRequest, v1.ListModesResponse),
  WatchModeRegistry: serverStream('WatchModeRegistry', v1.WatchModeRegistryRequest, v1.WatchModeRegistryResponse),
  ListRoots: unary('ListRoots', v1.ListRootsRequest, v1.ListRootsResponse),
  WatchRoots: serverStream('WatchRoots', v1.WatchRootsRequest, v1.WatchRootsResponse),
  ListExtModes: unary('ListExtModes', v1.ListExtModesRequest, v1.ListExtModesResponse),
  RegisterExtMode: unary('RegisterExtMode', v1.RegisterExtModeRequest, v1.RegisterExtModeResponse),
  UnregisterExtMode: unary('UnregisterExtMode', v1.UnregisterExtModeRequest, v1.UnregisterExtModeResponse),
  PromoteMode: unary('PromoteMode', v1.PromoteModeRequest, v1.PromoteModeResponse),
  WatchSignals: serverStream('WatchSignals', v1.WatchSignalsRequest, v1.WatchSignalsResponse),
  ListSessions: unary('ListSessions', v1.ListSessionsRequest, v1.ListSessionsResponse),
  WatchSessions: serverStream('WatchSessions', v1.WatchSessionsRequest, v1.WatchSessionsResponse),
  RegisterPolicy: unary('RegisterPolicy', v1.RegisterPolicyRequest, v1.RegisterPolicyResponse),
  UnregisterPolicy: unary('UnregisterPolicy', v1.UnregisterPolicyRequest, v1.UnregisterPolicyResponse),
  GetPolicy: unary('GetPolicy', v1.GetPolicyRequest, v1.GetPolicyResponse),
  ListPolicies: unary('ListPolicies', v1.ListPoliciesRequest, v1.ListPoliciesResponse),
  WatchPolicies: serverStream('WatchPolicies', v1.WatchPoliciesRequest, v1.WatchPoliciesResponse),
  WhatIfReplay: unary('WhatIfReplay', v1.WhatIfReplayRequest, v1.WhatIfReplayResponse),
  GetDecisionReceipt: unary('GetDecisionReceipt', v1.GetDecisionReceiptRequest, v1.GetDecisionReceiptResponse),
  GetReceiptKeys: unary('GetReceiptKeys', v1.GetReceiptKeysRequest, v1.GetReceiptKeysResponse),
} as const;

/** Name of an RPC. */
export type RpcName = keyof typeof runtimeService;

/** The service in the form gRPC's package loader and Nest's transport take in place of a schema file. */
export const packageDefinition = { [RUNTIME_SERVICE_NAME]: runtimeService };
