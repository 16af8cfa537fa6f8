/** What the apps share of NestJS: tokens of the ports, the gRPC transport, and the way out. */
export { HISTORY_READER, POLICY_CATALOG, POLICY_EVALUATOR } from './tokens.js';
export { GrpcCall, GrpcRoutes, GrpcRoutesModule } from './grpc-routes.js';
export { NestLogger } from './nest-logger.js';
export { MacpGrpcServer } from './macp-grpc-server.js';
export type { MacpGrpcServerOptions } from './macp-grpc-server.js';
export { shownSchema } from './reflection/reflected-schema.js';
export type { ReflectedField, ReflectedRpc, ReflectedSchema } from './reflection/reflected-schema.js';
export { serverCredentials } from './server-credentials.js';
export type { TlsSettings } from './server-credentials.js';
export { DRAIN_PHASE, Drain, installSignals } from './drain.js';
export type { DrainReport, SignalPlan } from './drain.js';
