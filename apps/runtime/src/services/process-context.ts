/** What every service of a process is built with, whatever profile it runs in. */
import { hostname } from 'node:os';
import { builtInModes } from '@macp/modes';
import { AuditLog, MacpMetrics } from '@macp/telemetry';
import type { Logger } from '@macp/telemetry';
import type { RuntimeConfig } from '../config.js';
import { RandomIds, SystemClock } from './system-ports.js';

export interface ProcessContext {
  readonly config: RuntimeConfig;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly metrics: MacpMetrics;
  readonly clock: SystemClock;
  readonly ids: RandomIds;
  /** Names this process in its CLAIMs. */
  readonly owner: string;
}

export function processContext(config: RuntimeConfig, log: Logger): ProcessContext {
  const metrics = new MacpMetrics({
    modes: builtInModes.map(({ descriptor }) => descriptor.mode),
    messageTypes: builtInModes.flatMap(({ descriptor }) => descriptor.messageTypes),
  });
  const owner = `${hostname()}:${process.pid}`;
  const audit = new AuditLog({ log, levels: config.audit, monotonicMs: () => performance.now() });
  return { config, log, audit, metrics, clock: new SystemClock(), ids: new RandomIds(), owner };
}
