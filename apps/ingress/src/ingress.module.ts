/** The gRPC edge as a Nest module: controllers over one `Edge`, their methods collected into the routes of a server. */
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { GrpcRoutesModule } from '@macp/nest';
import type { GrpcRoutes } from '@macp/nest';
import { EDGE } from './edge-token.js';
import type { Edge } from './edge.js';
import { RegistryController } from './registry.controller.js';
import { EnvelopeController, SessionController } from './runtime.controller.js';
import { WatchController } from './watch.controller.js';

export interface IngressModuleOptions {
  readonly edge: Edge;
  /** Filled with the handlers when the application starts; hand the same object to the server. */
  readonly routes: GrpcRoutes;
}

@Module({})
export class IngressModule {
  static forRoot({ edge, routes }: IngressModuleOptions): DynamicModule {
    return {
      module: IngressModule,
      imports: [GrpcRoutesModule.forRoot(routes)],
      controllers: [EnvelopeController, SessionController, RegistryController, WatchController],
      providers: [{ provide: EDGE, useValue: edge }],
    };
  }
}
