/** The gRPC edge of the runtime. */
export { ingressSettings } from './config.js';
export type { IngressSettings } from './config.js';
export { chooseAuthenticator } from './credentials/choose-authenticator.js';
export type { TokenFile } from './credentials/credential-settings.js';
export { createEdge, createIngressServer } from './ingress-server.js';
export type { EdgePorts } from './ingress-server.js';
export type { Edge, EdgeLimits } from './edge.js';
export { IngressModule } from './ingress.module.js';
export type { IngressModuleOptions } from './ingress.module.js';
export { REGISTRY_KEY } from './registry-change.js';
export { InProcessSignalBus } from './ambient/in-process-signal-bus.js';
export { LogSignalBus } from './ambient/log-signal-bus.js';
export type { LogSignalBusOptions } from './ambient/log-signal-bus.js';
