/** The gRPC face of the protocol: service definition, client, and the mapping of verdicts and refusals, and the connections of a server. */
export { ackOf, ambientAck, macpError, rejectedAck } from './ack.js';
export type { AnswerAddress } from './ack.js';
export { CannotListen, bindServer } from './bind-server.js';
export { Connections, FAREWELL_MS, PREFACE_WITHIN_MS } from './connections.js';
export type { ConnectionsOptions } from './connections.js';
export { endHalfSent } from './half-sent-requests.js';
export { silentAfterStatus } from './silent-after-status.js';
export { errorDetails } from './error-details.js';
export { wireMetadata } from './metadata.js';
export { ERROR_CODE_KEY, ERROR_DETAILS_KEY, StatusError, grpcStatus, statusError } from './rejection-to-grpc.js';
export { bearer, callUnary, createRuntimeClient } from './runtime-client.js';
export type { RequestOf, ResponseOf, RuntimeClient, UnaryCall, UnaryRpcName } from './runtime-client.js';
export { RUNTIME_SERVICE_NAME, packageDefinition, runtimeService } from './service-definition.js';
export type { Rpc, RpcName } from './service-definition.js';
export { kernelState, wireEventType, wireState } from './session-state.js';
