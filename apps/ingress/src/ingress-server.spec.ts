/** What a start says of the certificate that agents are shown. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readSettings } from '@macp/config';
import { GrpcRoutes } from '@macp/nest';
import { createLogger } from '@macp/telemetry';
import { ingressSettings } from './config.js';
import { createIngressServer } from './ingress-server.js';

const directory = mkdtempSync(join(tmpdir(), 'ingress-server-'));
const path = (name: string): string => join(directory, name);
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
beforeAll(() => {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  openssl('req', ...kind, '-keyout', path('key.pem'), '-out', path('good.pem'), '-subj', '/CN=localhost');
  openssl('x509', '-in', path('good.pem'), '-signkey', path('key.pem'), '-days', '-1', '-out', path('expired.pem'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function linesOfStartWith(certificate: string): string[] {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', destination: { write: (line: string) => lines.push(line) } });
  const { ingress } = readSettings(
    {
      MACP_TLS_CERT_PATH: path(certificate),
      MACP_TLS_KEY_PATH: path('key.pem'),
      MACP_AUTH_TOKENS_JSON: '[{"token":"t","sender":"a"}]',
    },
    { ingress: ingressSettings },
  );
  createIngressServer(ingress, new GrpcRoutes(), log);
  return lines;
}

it('given a certificate within its time, then nothing is said of it', () => {
  expect(linesOfStartWith('good.pem')).toEqual([]);
});

it('given one that has expired, then the start warns of it by its setting, and is none the less one', () => {
  const [line, ...others] = linesOfStartWith('expired.pem');
  expect(JSON.parse(line!)).toMatchObject({
    setting: 'MACP_TLS_CERT_PATH',
    problem: expect.stringMatching(/^it expired on /) as unknown,
    msg: 'a certificate is not valid now; it is used, and who checks it will refuse it',
  });
  expect(others).toEqual([]);
});
