/**
 * `npm test`: installs and builds what is missing or stale, runs every suite, and closes with one truthful line,
 * `N passed, N failed, N skipped`. A build or a suite that could not run counts as failed; no tests at all is a failure.
 * Suites that break whole clusters run after all others, when the machine is theirs.
 * With CI=true a suite of which nothing ran is a failure too: a check that silently skipped has not been made.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCi = process.env.CI === 'true' || process.env.CI === '1';

/** Runs a command in the project's root, its output shown as it comes; true if it ended with 0. */
async function run(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  try {
    const [status] = await once(child, 'close');
    return status === 0;
  } catch (cause) {
    console.error(`${command} could not be started: ${cause.message}`);
    return false;
  }
}

/** Whether the installed packages are those of the lock file; optional packages of other platforms may be absent. */
function isInstalled() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link) return true;
    const found = installed[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

/**
 * One broker for all suites that need one, so that not each of them starts its own. Without one they skip, loudly; under
 * CI there has to be one.
 */
async function startKafka() {
  const { kafkaForTests } = await import('@macp/testkit');
  return kafkaForTests();
}

/** Runs jest over `args`; its JSON report, or undefined if it did not get as far as writing one. */
async function runJest(args, env) {
  const directory = mkdtempSync(join(tmpdir(), 'macp-test-'));
  const outputFile = join(directory, 'report.json');
  try {
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const options = ['--maxWorkers=2', '--json', `--outputFile=${outputFile}`];
    await run(process.execPath, [...jest, ...options, ...args], env);
    return existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What a jest report amounts to; a suite that failed without a failed test of its own counts as one failure. */
function tally(report) {
  const suites = report.testResults.map((suite) => {
    const count = (...states) => suite.assertionResults.filter((test) => states.includes(test.status)).length;
    const failed = count('failed');
    return {
      name: relative(root, suite.name),
      passed: count('passed'),
      failed: failed === 0 && suite.status === 'failed' ? 1 : failed,
      skipped: count('pending', 'skipped', 'todo', 'disabled'),
    };
  });
  const sum = (key) => suites.reduce((total, suite) => total + suite[key], 0);
  return { suites, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** Says loudly what was skipped; under CI the number of suites of which nothing ran, otherwise 0. */
function reportSkipped(suites) {
  const incomplete = suites.filter((suite) => suite.skipped > 0);
  for (const suite of incomplete) console.error(`SKIPPED: ${suite.skipped} tests of ${suite.name}`);
  const unrun = suites.filter((suite) => suite.passed + suite.failed === 0);
  if (!isCi) return 0;
  for (const suite of unrun) console.error(`FAILED: nothing of ${suite.name} ran, and CI requires every suite`);
  return unrun.length;
}

/** Suites that want the machine for themselves, since they break a whole cluster under load. */
const ALONE = '.chaos.spec.ts';

/** Everything else; the first two are jest's own configuration, which the option replaces. */
const SHARING = ['/node_modules/', '/dist/', ALONE.replaceAll('.', '\\.') + '$'].map(
  (pattern) => `--testPathIgnorePatterns=${pattern}`,
);

/** Runs the suites with a broker if there is one to be had. */
async function runSharing(args) {
  const kafka = await startKafka();
  try {
    return await runJest([...SHARING, ...args], kafka ? { MACP_KAFKA_BROKERS: kafka.brokers.join(',') } : {});
  } finally {
    await kafka?.stop();
  }
}

/**
 * Runs what is left when nothing else runs any more; these start brokers of their own. What a broken run leaves open may not
 * keep it from ending.
 */
function runAlone(args) {
  return runJest(['--forceExit', `--testMatch=<rootDir>/**/src/**/*${ALONE}`, ...args], {});
}

/** Runs both kinds of suites, one after the other; a kind that could not even start counts as one failure. */
async function runSuites(args) {
  const total = { suites: [], passed: 0, failed: 0, skipped: 0 };
  for (const runKind of [runSharing, runAlone]) {
    const found = await tallied(runKind, ['--passWithNoTests', ...args]);
    total.suites.push(...found.suites);
    for (const count of ['passed', 'failed', 'skipped']) total[count] += found[count];
  }
  return total;
}

async function tallied(runKind, args) {
  try {
    const report = await runKind(args);
    if (report !== undefined) return tally(report);
    console.error('FAILED: jest wrote no report.');
  } catch (cause) {
    console.error(`FAILED: ${cause.message}`, cause.cause ?? '');
  }
  return { suites: [], passed: 0, failed: 1, skipped: 0 };
}

async function main() {
  const args = process.argv.slice(2);
  let failed = 0;
  if (!isInstalled() && !(await run('npm', ['install', '--no-save', '--ignore-scripts']))) failed += 1;
  if (failed === 0 && !(await run('npm', ['run', '--silent', 'build']))) {
    console.error('FAILED: the build.');
    failed += 1;
  }
  const total = await runSuites(args);
  failed += total.failed + reportSkipped(total.suites);
  if (total.passed + failed === 0) {
    console.error('FAILED: there was no test to run.');
    failed = 1;
  }
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${failed} failed, ${total.skipped} skipped`);
}

await main();
