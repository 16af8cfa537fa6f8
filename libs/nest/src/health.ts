/**
 * The standard health service `grpc.health.v1` (runtime specification §8): no credential, `""` and the served service
 * answer SERVING, every other name NOT_FOUND.
 */
import { createRequire } from 'node:module';
import type { Server } from '@grpc/grpc-js';

interface HealthPackage {
  HealthImplementation: new (statuses: Record<string, 'SERVING' | 'NOT_SERVING'>) => {
    addToServer(server: Server): void;
  };
}

/** Adds the health service to a server that serves `serviceName`. */
export function addHealth(server: Server, serviceName: string): void {
  // The package is CommonJS and loads its schema when it is required: only processes that listen pay for that.
  const { HealthImplementation } = createRequire(import.meta.url)('grpc-health-check') as HealthPackage;
  new HealthImplementation({ '': 'SERVING', [serviceName]: 'SERVING' }).addToServer(server);
}
