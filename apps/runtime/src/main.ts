/** The executable: settings, start, signals (runtime specification §11). Exit 1 with one line on stderr on a bad start. */
import 'reflect-metadata';
import { StartupFault, fatalLine, helpText, readCommandLine } from '@macp/config';
import { installSignals } from '@macp/nest';
import { dryRunPolicies } from '@macp/policy';
import { createLogger, levelOfFilter } from '@macp/telemetry';
import { SLICES, readRuntimeConfig } from './config.js';
import { startRuntime } from './runtime.js';
import { VERSION } from './version.js';

async function serve(): Promise<void> {
  const config = readRuntimeConfig();
  if (config.policies.isDryRun) {
    const { lines, warnings, exitCode } = dryRunPolicies(config.policies);
    for (const line of lines) process.stdout.write(`${line}\n`);
    for (const line of warnings) process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
    return;
  }
  const level = config.process.logLevel ?? levelOfFilter(config.process.logFilter);
  const log = createLogger({ level });
  const runtime = await startRuntime(config, log);
  installSignals(process, {
    onFirst: (signal) => {
      log.info({ signal }, 'shutdown signal received; draining in-flight requests');
      return runtime.stop();
    },
    onSecond: (signal) => log.warn({ signal }, 'second shutdown signal during drain; exiting immediately'),
    exit: (code) => process.exit(code),
  });
}

function fail(cause: unknown): never {
  process.stderr.write(fatalLine(cause));
  if (!(cause instanceof StartupFault)) process.stderr.write(`${(cause as Error).stack}\n`);
  process.exit(1);
}

function run(): void | Promise<void> {
  switch (readCommandLine(process.argv.slice(2))) {
    case 'help':
      process.stdout.write(helpText('macp-runtime', SLICES));
      return;
    case 'version':
      process.stdout.write(`macp-runtime ${VERSION}\n`);
      return;
    case 'run':
      return serve();
  }
}

try {
  await run();
} catch (cause) {
  fail(cause);
}
