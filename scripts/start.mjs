/**
 * `npm start`: builds what is stale and runs the server in the foreground on its embedded log. Without TLS settings it
 * listens in plain text on the loopback address, and says so; `bin/macp-runtime` itself never assumes that.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function prepare(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

if (!existsSync(`${root}/node_modules`)) prepare('npm', ['install', '--no-save', '--ignore-scripts']);
prepare('npm', ['run', '--silent', 'build']);

const env = { ...process.env };
if (env.MACP_TLS_CERT_PATH === undefined && env.MACP_ALLOW_INSECURE === undefined) {
  env.MACP_ALLOW_INSECURE = '1';
  console.error('No TLS settings: plain text (MACP_ALLOW_INSECURE=1), for development only.');
}
const server = spawn(process.execPath, ['--enable-source-maps', 'bin/macp-runtime', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
