/** The port that agents talk to: opened last, closed first. */
import { formatSocketAddress } from '@macp/config';
import { IngressModule, createEdge, createIngressServer } from '@macp/ingress';
import type { EdgePorts } from '@macp/ingress';
import { DRAIN_PHASE, GrpcRoutes, NestLogger } from '@macp/nest';
import type { Drain, MacpGrpcServer } from '@macp/nest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { VERSION } from '../version.js';
import type { ProcessContext } from './process-context.js';

/** What the edge is to be served with, beside what every process has. */
export interface EdgeServing {
  readonly ports: Omit<EdgePorts, 'clock' | 'metrics' | 'log' | 'audit' | 'version'>;
  /** Modules of the services in the same process. */
  readonly modules: readonly DynamicModule[];
  readonly drain: Drain;
}

@Module({})
class ProcessModule {}

export class EdgeServer {
  private readonly routes = new GrpcRoutes();
  private readonly server: MacpGrpcServer;

  /** @throws StartupFault when TLS is missing or unusable */
  constructor(private readonly context: ProcessContext) {
    this.server = createIngressServer(context.config.ingress, this.routes, context.log);
  }

  /** Listens; resolves with `host:port`. @throws StartupFault when it cannot, or when no credentials are configured */
  async serve({ ports, modules, drain }: EdgeServing): Promise<string> {
    const { config, clock, metrics, log, audit } = this.context;
    const edge = createEdge(config.ingress, { ...ports, clock, metrics, log, audit, version: VERSION });
    const imports = [IngressModule.forRoot({ edge, routes: this.routes }), ...modules];
    const app = await NestFactory.createMicroservice(
      { module: ProcessModule, imports },
      { strategy: this.server, logger: new NestLogger(log), abortOnError: false },
    );
    drain.register(DRAIN_PHASE.telemetry, 'application', () => app.close());
    await app.listen();
    drain.register(DRAIN_PHASE.edge, 'edge', () => this.drain(config.process.shutdownDrainSecs));
    return formatSocketAddress(this.server.address!);
  }

  private async drain(drainSecs: number): Promise<void> {
    const { log } = this.context;
    const isDrained = await this.server.drain(drainSecs * 1000);
    if (isDrained) log.info('all connections drained');
    else log.warn('drain deadline reached with connections still open; forcing shutdown');
  }
}
