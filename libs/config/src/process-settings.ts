/** Settings that every process has: logging, metrics, and how long it takes to leave (runtime specification §11.3). */
import { z } from 'zod';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig } from './settings-slice.js';
import { integer, lenient, lenientOptional, strictOptional, text } from './setting.js';
import { socketAddress } from './socket-address.js';

export const processSettings = defineSlice('Process', {
  logFilter: lenient('RUST_LOG', {
    summary: 'log filter; the first plain level in it counts (trace, debug, info, warn, error, off)',
    schema: text,
    default: 'info',
  }),
  logLevel: strictOptional('MACP_LOG_LEVEL', {
    summary: 'log level; beats RUST_LOG',
    schema: text.refine(
      (level) => ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level),
      'must be trace, debug, info, warn, error, fatal or silent',
    ),
  }),
  runtimeId: strictOptional('MACP_RUNTIME_ID', {
    summary: 'stable name of this installation, bound to every log line; empty = none',
    schema: z.string().transform((raw) => (raw === '' ? undefined : raw)),
  }),
  metricsAddress: lenientOptional('MACP_METRICS_ADDR', {
    summary: 'ip:port of the Prometheus metrics listener',
    schema: socketAddress,
  }),
  shutdownDrainSecs: lenient('MACP_SHUTDOWN_DRAIN_SECS', {
    summary: 'seconds that open requests and streams get to finish after the first signal',
    schema: integer(0, 86_400),
    default: '10',
  }),
});

export type ProcessSettings = SliceConfig<typeof processSettings>;
