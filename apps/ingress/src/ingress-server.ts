/**
 * The seam for composition roots: from validated settings and the ports to an `Edge` for `IngressModule` and the server
 * that listens. Whoever composes owns the order in which both start and drain.
 */
import { OUT_OF_TIME } from '@macp/config';
import { MacpGrpcServer, serverCredentials, shownSchema } from '@macp/nest';
import type { GrpcRoutes } from '@macp/nest';
import { schema } from '@macp/proto';
import type { Logger } from '@macp/telemetry';
import { RUNTIME_SERVICE_NAME, runtimeService } from '@macp/wire';
import { SendRates } from './admission.js';
import { chooseAuthenticator, requireCredentials } from './credentials/choose-authenticator.js';
import type { IngressSettings } from './config.js';
import type { Edge } from './edge.js';
import { OpenSessionLimit } from './limits/open-session-limit.js';

/** What protobuf adds around a payload at most; a payload just above its limit is thus still refused in band. */
const ENVELOPE_BYTES_MAX = 65_536;

/** The ports and identities that only a composition root knows. */
export type EdgePorts = Omit<Edge, 'authenticator' | 'rates' | 'limits' | 'openSessions'>;

/** Puts an edge together. @throws StartupFault when no credentials are configured. */
export function createEdge(settings: IngressSettings, ports: EdgePorts): Edge {
  return {
    ...ports,
    authenticator: chooseAuthenticator(settings, ports),
    openSessions: new OpenSessionLimit(ports),
    rates: new SendRates(settings, () => performance.now()),
    limits: {
      payloadBytesMax: settings.payloadBytesMax,
      requestTimeoutMs: settings.requestTimeoutSecs * 1000,
      listDefaultPageSize: Math.min(settings.listDefaultPageSize, settings.listMaxPageSize),
      listMaxPageSize: settings.listMaxPageSize,
    },
  };
}

/**
 * The transport strategy for the edge's routes. @throws StartupFault when no credentials are configured, then when TLS is
 * missing or unusable.
 */
export function createIngressServer(settings: IngressSettings, routes: GrpcRoutes, log: Logger): MacpGrpcServer {
  requireCredentials(settings);
  return new MacpGrpcServer({
    address: settings.bindAddress,
    addressVariable: 'MACP_BIND_ADDR',
    credentials: serverCredentials(settings, {
      onReload: (problem) => reportReload(problem, log),
      onOutOfTime: (problem) => log.warn({ setting: 'MACP_TLS_CERT_PATH', problem }, OUT_OF_TIME),
    }),
    serviceName: RUNTIME_SERVICE_NAME,
    definition: runtimeService,
    routes,
    ...(settings.reflection ? { reflection: shownSchema(schema, isPublic) } : {}),
    receiveBytesMax: settings.payloadBytesMax + ENVELOPE_BYTES_MAX,
    requestWithinMs: settings.requestTimeoutSecs * 1000,
    concurrentStreamsMax: settings.concurrentStreamsMax,
    callsPerConnectionMax: settings.concurrencyPerConnection,
  });
}

/** What agents speak: the service and the payloads of modes, not what servers say to each other. */
function isPublic(fullName: string): boolean {
  return /^macp\.(?:v1|modes)\./.test(fullName);
}

function reportReload(problem: unknown, log: Logger): void {
  if (problem === undefined) log.info('the TLS certificate was read again');
  else log.error({ err: problem }, 'the TLS files changed and are no key pair; the old certificate stays in force');
}
