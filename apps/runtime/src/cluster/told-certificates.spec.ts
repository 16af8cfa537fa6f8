/** Which certificates a process of a cluster warns of when it starts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '@macp/telemetry';
import { SystemClock } from '../services/system-ports.js';
import { tellCertificates } from './told-certificates.js';

const WARN = 40;
const DAY_MS = 86_400_000;

let certificate: string;
const directory = mkdtempSync(join(tmpdir(), 'told-certificates-'));
beforeAll(() => {
  const [key, path] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  const made = ['-keyout', key, '-out', path, '-subj', '/CN=macp.internal'];
  execFileSync('openssl', ['req', ...kind, ...made], { stdio: 'ignore' });
  certificate = readFileSync(path, 'utf8');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Level, setting and problem of each line that is written so many days from now. */
function toldIn(days: number, shown: { readonly kafka?: string; readonly internal?: string }): unknown[][] {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', destination: { write: (line: string) => lines.push(line) } });
  const clock = new (class extends SystemClock {
    override nowMs = (): number => Date.now() + days * DAY_MS;
  })();
  const config = { kafka: { tlsCertificate: shown.kafka }, internal: { tlsCertificate: shown.internal } };
  tellCertificates({ config, log, clock } as Parameters<typeof tellCertificates>[0]);
  return lines.map((line) => {
    const { level, setting, problem } = JSON.parse(line) as Record<string, unknown>;
    return [level, setting, problem];
  });
}

it('given certificates within their time, or none, then nothing is told', () => {
  expect(toldIn(0, { kafka: certificate, internal: certificate })).toEqual([]);
  expect(toldIn(3, {})).toEqual([]);
});

it('given certificates out of their time, then each is warned of, by its setting', () => {
  const expired = expect.stringMatching(/^it expired on /);
  expect(toldIn(3, { kafka: certificate, internal: certificate })).toEqual([
    [WARN, 'MACP_KAFKA_TLS_CERT_PATH', expired],
    [WARN, 'MACP_INTERNAL_TLS_CERT_PATH', expired],
  ]);
  expect(toldIn(-1, { internal: certificate })).toEqual([
    [WARN, 'MACP_INTERNAL_TLS_CERT_PATH', expect.stringMatching(/^it is not valid before /)],
  ]);
});
