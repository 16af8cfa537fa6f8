/** The session engine as a Nest module, for whoever composes a process. */
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { SessionEngine } from './session-engine.js';

@Module({})
export class SessionEngineModule {
  static forRoot(engine: SessionEngine): DynamicModule {
    const providers = [{ provide: SessionEngine, useValue: engine }];
    return { module: SessionEngineModule, providers, exports: [SessionEngine] };
  }
}
