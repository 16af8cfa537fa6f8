/** The settings of the whole process: those of every service that is composed into it, validated in one go. */
import {
  internalSettings,
  kafkaSettings,
  processEnvironment,
  processSettings,
  readSettings,
  storeSettings,
} from '@macp/config';
import type { SlicesConfig } from '@macp/config';
import { ingressSettings } from '@macp/ingress';
import { policySettings } from '@macp/policy';

/** Every slice of the composed process, in the order in which `--help` shows them. */
export const SLICES = {
  ingress: ingressSettings,
  policies: policySettings,
  store: storeSettings,
  kafka: kafkaSettings,
  internal: internalSettings,
  process: processSettings,
};

export type RuntimeConfig = SlicesConfig<typeof SLICES>;

/** @throws StartupFault that names every bad setting. */
export function readRuntimeConfig(): RuntimeConfig {
  return readSettings(processEnvironment(), SLICES);
}
