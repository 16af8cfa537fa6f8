/**
 * Which accepted messages are worth a line at level `info` (runtime specification §11.3); the lines of all others are
 * written at `debug`.
 */
import { z } from 'zod';
import { lenient } from './setting.js';
import { defineSlice } from './settings-slice.js';
import type { SliceConfig } from './settings-slice.js';

const names: z.ZodType<ReadonlySet<string>, string> = z
  .string()
  .transform((raw) => new Set(raw.split(',').map((name) => name.trim())))
  .transform((set) => {
    set.delete('');
    return set;
  });

export const auditSettings = defineSlice('Audit', {
  level: lenient('MACP_AUDIT_LEVEL', {
    summary: 'info = every accepted message is logged at info; anything else: at debug',
    schema: z.string().transform((raw) => (raw.trim().toLowerCase() === 'info' ? 'info' : 'debug')),
    default: 'debug',
  }),
  infoPolicies: lenient('MACP_AUDIT_INFO_POLICIES', {
    summary: 'ids of policies, separated by commas, whose sessions are logged at info',
    schema: names,
    default: '',
  }),
  infoModes: lenient('MACP_AUDIT_INFO_MODES', {
    summary: 'modes, separated by commas, whose sessions are logged at info',
    schema: names,
    default: '',
  }),
});

export type AuditSettings = SliceConfig<typeof auditSettings>;
