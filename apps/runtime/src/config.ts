/** The settings of the whole process: those of every service that is composed into it, validated in one go. */
import {
  absentSettings,
  archiveSettings,
  auditSettings,
  internalSettings,
  kafkaSettings,
  processEnvironment,
  processSettings,
  readSettings,
  settingsNotice,
  storeSettings,
} from '@macp/config';
import type { SettingsNotice, SlicesConfig } from '@macp/config';
import { ingressSettings } from '@macp/ingress';
import { policySettings } from '@macp/policy';

/** Every slice of the composed process, in the order in which `--help` shows them. */
export const SLICES = {
  ingress: ingressSettings,
  policies: policySettings,
  store: storeSettings,
  archive: archiveSettings,
  audit: auditSettings,
  kafka: kafkaSettings,
  internal: internalSettings,
  process: processSettings,
  absent: absentSettings,
};

export type RuntimeConfig = SlicesConfig<typeof SLICES>;

/** @throws StartupFault that names every bad setting. */
export function readRuntimeConfig(): RuntimeConfig {
  return readSettings(processEnvironment(), SLICES);
}

/** What is set and changes nothing, for the log. */
export function readSettingsNotice(): SettingsNotice {
  return settingsNotice(processEnvironment(), SLICES);
}
