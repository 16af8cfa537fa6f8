/**
 * The projection as a Nest module: provides the `HistoryReader` port, caught up before the application listens, and ends
 * its follows when the application shuts down.
 */
import { Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { HISTORY_READER } from '@macp/nest';
import type { SessionProjection } from './session-projection.js';

const PROJECTION_LIFE = Symbol('ProjectionLife');

class ProjectionLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly projection: SessionProjection) {}

  onApplicationBootstrap(): Promise<void> {
    return this.projection.start();
  }

  onApplicationShutdown(): void {
    this.projection.stop();
  }
}

export interface ReplayModuleOptions {
  readonly projection: SessionProjection;
}

@Module({})
export class ReplayModule {
  static forRoot({ projection }: ReplayModuleOptions): DynamicModule {
    return {
      module: ReplayModule,
      global: true,
      providers: [
        { provide: HISTORY_READER, useValue: projection },
        { provide: PROJECTION_LIFE, useFactory: () => new ProjectionLife(projection) },
      ],
      exports: [HISTORY_READER],
    };
  }
}
