/** The services of one process among several over Kafka: brokers, internal port, work, and the agents' port last. */
import { formatSocketAddress } from '@macp/config';
import { InternalRpcServer } from '@macp/internal-rpc';
import { DRAIN_PHASE, NestLogger } from '@macp/nest';
import type { Drain } from '@macp/nest';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Role } from '../roles.js';
import { EdgeServer } from '../services/edge-server.js';
import type { ProcessContext } from '../services/process-context.js';
import { Cluster } from './cluster.js';
import type { ClusterRole } from './cluster-role.js';
import { openEngineRole } from './engine-role.js';
import { openIngressRole } from './ingress-role.js';
import { openPolicyRole } from './policy-role.js';
import { openReplayRole } from './replay-role.js';

@Module({})
class ProcessModule {}

/** Resolves with the `host:port` that is listened on. @throws StartupFault with a sentence for the operator */
export async function startClustered(context: ProcessContext, names: ReadonlySet<Role>, drain: Drain): Promise<string> {
  const edge = names.has('ingress') ? new EdgeServer(context) : undefined;
  const cluster = await Cluster.open(context, drain);
  const ingress = edge === undefined ? undefined : await openIngressRole(cluster, drain);
  const near = () => ingress?.near();
  const hasPolicy = names.has('policy');
  // The ingress first: it is there before anything has an outcome for it.
  const roles: ClusterRole[] = ingress === undefined ? [] : [ingress];
  if (hasPolicy) roles.push(await openPolicyRole(cluster, { near }, drain));
  if (names.has('replay')) roles.push(await openReplayRole(cluster, drain));
  if (names.has('session-engine')) roles.push(await openEngineRole(cluster, { hasPolicy, near }, drain));
  const address = await listen(cluster, roles, drain);
  for (const role of roles) await role.start(address);
  const modules = roles.flatMap((role) => role.modules);
  if (edge !== undefined && ingress !== undefined) return edge.serve({ ports: ingress.ports(), modules, drain });
  const app = await NestFactory.createApplicationContext(
    { module: ProcessModule, imports: [...modules] },
    { logger: new NestLogger(context.log), abortOnError: false },
  );
  drain.register(DRAIN_PHASE.telemetry, 'application', () => app.close());
  return address;
}

/** Opens the internal port; resolves with the address by which others reach it. */
async function listen(cluster: Cluster, roles: readonly ClusterRole[], drain: Drain): Promise<string> {
  const { log, config } = cluster.context;
  const server = new InternalRpcServer({
    address: formatSocketAddress(config.internal.bindAddress),
    security: cluster.security,
    services: roles.flatMap(({ internalServices }) => internalServices),
    onRefused: (service) => log.warn({ service }, 'a call to the internal port had no credential of this installation'),
  });
  const bound = await server.start();
  drain.register(DRAIN_PHASE.readers, 'internal port', () => server.drain(config.process.shutdownDrainSecs * 1000));
  const address = config.internal.advertisedAddress ?? bound;
  log.info({ internal: address }, 'the port for other processes is open');
  return address;
}
