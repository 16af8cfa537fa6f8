/** The executable: settings, start, signals (runtime specification §11). Exit 1 with one line on stderr on a bad start. */
import 'reflect-metadata';
import { StartupFault, fatalLine, helpText, readCommandLine } from '@macp/config';
import { installSignals } from '@macp/nest';
import { dryRunPolicies } from '@macp/policy';
import { createLogger, levelOfFilter } from '@macp/telemetry';
import type { Logger } from '@macp/telemetry';
import { SLICES, readRuntimeConfig, readSettingsNotice } from './config.js';
import { requireBrokers, rolesOf } from './roles.js';
import { startRuntime } from './runtime.js';
import { VERSION } from './version.js';

const USAGE = `Usage: macp-runtime [--role all|ingress,session-engine,policy,replay] | --help | --version

Without brokers (MACP_KAFKA_BROKERS) one process runs all services over its embedded store.`;

async function serve(role: string | undefined): Promise<void> {
  const roles = rolesOf(role);
  const config = readRuntimeConfig();
  requireBrokers(roles, config.kafka.brokers);
  if (config.policies.isDryRun) {
    const { lines, warnings, exitCode } = dryRunPolicies(config.policies);
    for (const line of lines) process.stdout.write(`${line}\n`);
    for (const line of warnings) process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
    return;
  }
  const level = config.process.logLevel ?? levelOfFilter(config.process.logFilter);
  const { runtimeId } = config.process;
  const log = createLogger({ level, bindings: runtimeId === undefined ? {} : { runtime_id: runtimeId } });
  tellSettings(log);
  const started = startRuntime(config, roles, log);
  // Before it listens: whoever is told that it does may send a signal at once.
  installSignals(process, {
    onFirst: async (signal) => {
      log.info({ signal }, 'shutdown signal received; draining in-flight requests');
      await (await started).stop();
    },
    onSecond: (signal) => log.warn({ signal }, 'second shutdown signal during drain; exiting immediately'),
    exit: (code) => process.exit(code),
  });
  await started;
}

function tellSettings(log: Logger): void {
  const { unknown, withoutEffect } = readSettingsNotice();
  if (unknown.length > 0) log.warn({ variables: unknown }, 'unknown settings are ignored; see --help');
  if (withoutEffect.length > 0) log.warn({ variables: withoutEffect }, 'settings without effect in this build');
}

function fail(cause: unknown): never {
  process.stderr.write(fatalLine(cause));
  if (!(cause instanceof StartupFault)) process.stderr.write(`${(cause as Error).stack}\n`);
  process.exit(1);
}

function run(): void | Promise<void> {
  const { command, role } = readCommandLine(process.argv.slice(2));
  switch (command) {
    case 'help':
      process.stdout.write(helpText(USAGE, SLICES));
      return;
    case 'version':
      process.stdout.write(`macp-runtime ${VERSION}\n`);
      return;
    case 'run':
      return serve(role);
  }
}

try {
  await run();
} catch (cause) {
  fail(cause);
}
