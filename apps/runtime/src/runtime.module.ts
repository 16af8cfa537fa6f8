/** The composition root: the four services of one process as one Nest module tree. */
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { IngressModule } from '@macp/ingress';
import type { IngressModuleOptions } from '@macp/ingress';
import { PolicyModule } from '@macp/policy';
import { ReplayModule } from '@macp/replay';
import { SessionEngineModule } from '@macp/session-engine';
import type { RuntimeServices } from './runtime-services.js';

@Module({})
export class RuntimeModule {
  static forRoot(services: RuntimeServices, ingress: IngressModuleOptions): DynamicModule {
    return {
      module: RuntimeModule,
      imports: [
        IngressModule.forRoot(ingress),
        SessionEngineModule.forRoot(services.engine),
        PolicyModule.forRoot(services),
        ReplayModule.forRoot({ projection: services.projection }),
      ],
    };
  }
}
