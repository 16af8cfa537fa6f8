/** One unary call as a promise with a deadline; for calls that are rare enough for promises. */
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { InternalClients } from './internal-clients.js';
import type { RpcMethod } from './rpc-method.js';

export interface UnaryCallTo {
  readonly clients: InternalClients;
  readonly address: string;
  /** Unix ms. */
  readonly deadlineMs: number;
}

/** Resolves with the answer; rejects with gRPC's `ServiceError`, or with what was wrong with the address. */
export async function unaryCall<RequestInit, Response>(
  { clients, address, deadlineMs }: UnaryCallTo,
  method: RpcMethod<RequestInit, unknown, never, Response>,
  request: RequestInit,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    clients
      .client(address)
      .makeUnaryRequest(
        method.path,
        method.requestSerialize as (message: RequestInit) => Buffer,
        method.responseDeserialize,
        request,
        clients.callMetadata(),
        { deadline: deadlineMs },
        (error, response) => (error === null ? resolve(response as Response) : reject(error)),
      );
  });
}

/** Statuses that tell of the request or of the caller: another attempt, or another server, would say the same. */
const CALLER_FAULTS: ReadonlySet<number> = new Set([
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.PERMISSION_DENIED,
  // Only a message that is larger than any server of the installation takes in has this one.
  status.RESOURCE_EXHAUSTED,
  status.UNAUTHENTICATED,
  status.UNIMPLEMENTED,
]);

/** Whether the call failed for a reason that lies with the caller. */
export function isCallerFault(cause: unknown): boolean {
  return CALLER_FAULTS.has((cause as Partial<ServiceError> | undefined)?.code ?? -1);
}
