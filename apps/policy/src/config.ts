/** The settings of the policy service (runtime specification §11.3). */
import { defineSlice, flag, strictOptional, text } from '@macp/config';
import type { SliceConfig } from '@macp/config';

export const policySettings = defineSlice('Policies', {
  directory: strictOptional('MACP_POLICIES_DIR', {
    summary: 'directory of policies as *.json, loaded at start; the registry then takes no policies over the wire',
    schema: text,
  }),
  isDryRun: flag('MACP_POLICIES_DRY_RUN', '1 = check the files of MACP_POLICIES_DIR, report, and exit'),
});

export type PolicySettings = SliceConfig<typeof policySettings>;
