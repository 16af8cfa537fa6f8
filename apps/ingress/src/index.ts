/** The gRPC edge of the runtime. */
export { ingressSettings } from './config.js';
export type { IngressSettings } from './config.js';
export { chooseAuthenticator } from './choose-authenticator.js';
export { createEdge, createIngressServer } from './ingress-server.js';
export type { EdgePorts } from './ingress-server.js';
export type { Edge, EdgeLimits, ShownMode } from './edge.js';
export { IngressModule } from './ingress.module.js';
export type { IngressModuleOptions } from './ingress.module.js';
export { REGISTRY_KEY } from './policies.js';
