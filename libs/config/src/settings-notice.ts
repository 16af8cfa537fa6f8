/**
 * What is set and changes nothing: variables of others that this build does not act upon, and names that nobody knows,
 * which are most often misspelled ones. Neither stops a start (runtime specification §11.3); both are worth a log line.
 */
import type { Environment } from './setting.js';
import type { SettingsSlice } from './settings-slice.js';

/** Locations of other stores, parts of the HTTP listener, and the export of telemetry. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'MACP_ROCKSDB_PATH',
  'MACP_REDIS_URL',
  'MACP_HTTP_PUBLIC_URL',
  'MACP_HTTP_CORS_ORIGINS',
  'MACP_HTTP_MAX_BODY_BYTES',
  'MACP_HTTP_MAX_CONNECTIONS',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
]);

/** Of tests and of clients on the same machine: nobody expects the server to look at them. */
const OF_OTHERS =
  /^MACP_(?:TEST_.*|POLICY_SCHEMAS_DIR|ERROR_REGISTRY_PATH|PARITY_CONTRACT|REGEN_GOLDEN|HOME|TARGET|TOKEN|(?:CONSOLE|CP|PLAYGROUND|RUNTIME)_PORT)$/;

export interface SettingsNotice {
  /** Names of variables that are known and not acted upon, sorted; empty values are not counted. */
  readonly withoutEffect: readonly string[];
  /** Names that begin with `MACP_` and mean nothing, sorted. */
  readonly unknown: readonly string[];
}

/** Names only: what nobody knows may hold a secret. */
export function settingsNotice(
  environment: Environment,
  slices: Readonly<Record<string, SettingsSlice<unknown>>>,
): SettingsNotice {
  const known = new Set(
    Object.values(slices).flatMap(({ settings }) => Object.values(settings).map(({ variable }) => variable)),
  );
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== '';
  const names = Object.keys(environment).sort();
  return {
    withoutEffect: names.filter((name) => WITHOUT_EFFECT.has(name) && isSet(name)),
    unknown: names.filter(
      (name) => name.startsWith('MACP_') && !known.has(name) && !WITHOUT_EFFECT.has(name) && !OF_OTHERS.test(name),
    ),
  };
}
