/**
 * One RPC between services over static codecs, with nothing to load or compile at start. What is sent may be already
 * encoded; it is passed on as it is.
 */
import { encodeBytes } from '@macp/proto';
import type { Codec } from '@macp/proto';

/** `Request` and `Response` are decoded messages, `RequestInit` and `ResponseInit` what may be sent in their place. */
export interface RpcMethod<RequestInit, Request, ResponseInit, Response> {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (message: RequestInit | Uint8Array) => Buffer;
  /** Byte fields are views of `bytes`. */
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseSerialize: (message: ResponseInit | Uint8Array) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** Where an RPC is, and which of its sides are streams. */
export interface RpcShape {
  readonly service: string;
  readonly name: string;
  readonly requestStream?: boolean;
  readonly responseStream?: boolean;
}

function serializer<Init>(codec: Codec<unknown, Init>): (message: Init | Uint8Array) => Buffer {
  return (message) => {
    if (!(message instanceof Uint8Array)) return encodeBytes(codec, message);
    return Buffer.isBuffer(message) ? message : Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  };
}

/** The RPC of `shape` with the codecs of its messages. */
export function rpcMethod<RequestInit, Request, ResponseInit, Response>(
  shape: RpcShape,
  request: Codec<Request, RequestInit>,
  response: Codec<Response, ResponseInit>,
): RpcMethod<RequestInit, Request, ResponseInit, Response> {
  return {
    path: `/${shape.service}/${shape.name}`,
    requestStream: shape.requestStream === true,
    responseStream: shape.responseStream === true,
    requestSerialize: serializer(request),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: serializer(response),
    responseDeserialize: (bytes) => response.decode(bytes),
  };
}
