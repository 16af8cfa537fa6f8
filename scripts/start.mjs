/**
 * `npm start`: installs and builds what is missing, serves in development mode on the embedded log, and plays the worked
 * fraud decision through the public port, its transcript on screen. Goes on serving until Ctrl-C, which drains.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LOG_LEVEL_WARN = 40;
const USAGE = `Usage: npm start
Serves in development mode and plays a worked decision. Settings are environment variables: see bin/macp-runtime --help`;
const root = fileURLToPath(new URL('..', import.meta.url));

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}

function prepare(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

if (!existsSync(`${root}/node_modules`)) prepare('npm', ['install', '--ignore-scripts']);
prepare('npm', ['run', '--silent', 'build']);

const env = { ...process.env, MACP_ALLOW_INSECURE: process.env.MACP_ALLOW_INSECURE ?? '1' };
const stdio = ['ignore', 'pipe', 'inherit'];
// A process group of its own: a terminal's Ctrl-C reaches this script alone, which passes it on once.
const command = ['--max-semi-space-size=32', 'bin/macp-runtime'];
const server = spawn(process.execPath, command, { cwd: root, env, stdio, detached: true });
let isLeaving = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!isLeaving) server.kill(signal);
    isLeaving = true;
  });
}
server.on('exit', (code) => process.exit(code ?? 1));

const address = await new Promise((resolve) => {
  createInterface({ input: server.stdout }).on('line', (line) => {
    const entry = JSON.parse(line);
    if (entry.level >= LOG_LEVEL_WARN) console.error(line);
    if (entry.addr !== undefined) resolve(entry.addr);
  });
});
console.log(`macp-runtime listens on ${address} (plain text and development credentials)\n`);

const { playFraudDecision, readScenario } = await import('../examples/fraud-decision/dist/index.js');
try {
  const scenario = readScenario(readFileSync(`${root}/examples/fraud-decision/scenario.json`, 'utf8'));
  await playFraudDecision({ target: address, scenario, write: (line) => console.log(line) });
  console.log(`\nStill serving on ${address}; Ctrl-C drains and stops.`);
} catch (cause) {
  console.error('the worked decision failed:', cause);
  server.kill('SIGTERM');
}
