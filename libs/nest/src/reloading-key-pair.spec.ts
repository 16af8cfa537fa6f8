/** Certificates that are renewed under a running server. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { Server } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serverCredentials } from './server-credentials.js';

let directory: string;
let server: Server;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tls-reload-'));
  server = new Server();
});

afterEach(() => {
  server.forceShutdown();
  rmSync(directory, { recursive: true, force: true });
});

/** Writes a new pair over the one that is there. */
function renew(name: string): void {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-x509', '-days', '2'];
  const made = ['-keyout', join(directory, 'new-key.pem'), '-out', join(directory, 'new-cert.pem')];
  execFileSync('openssl', ['req', ...kind, ...made, '-subj', `/CN=${name}`], { stdio: 'ignore' });
  writeFileSync(join(directory, 'key.pem'), readFileSync(join(directory, 'new-key.pem')));
  writeFileSync(join(directory, 'cert.pem'), readFileSync(join(directory, 'new-cert.pem')));
}

class Reloads {
  private readonly seen: unknown[] = [];
  private wake: (() => void) | undefined;

  readonly onReload = (problem?: unknown): void => {
    this.seen.push(problem);
    this.wake?.();
  };

  /** The outcome of the next reload that is as wanted. */
  async until(wanted: (problem: unknown) => boolean): Promise<void> {
    while (!this.seen.splice(0).some(wanted)) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

/** Signs the certificate that is there again, for a time that is over. */
function expire(): void {
  const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  execFileSync('openssl', ['x509', '-in', cert, '-signkey', key, '-days', '-1', '-out', cert], { stdio: 'ignore' });
}

async function listen(reloads: Reloads, onOutOfTime?: (problem: string) => void): Promise<number> {
  const paths = { tlsCertPath: join(directory, 'cert.pem'), tlsKeyPath: join(directory, 'key.pem') };
  const credentials = serverCredentials(
    { ...paths, allowInsecure: false },
    { onReload: reloads.onReload, ...(onOutOfTime && { onOutOfTime }), intervalMs: 20 },
  );
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}

async function nameServedAt(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

describe('a key pair that is exchanged', () => {
  it('serves from the next handshake on', async () => {
    // Given a server with a certificate
    renew('first');
    const reloads = new Reloads();
    const port = await listen(reloads);
    expect(await nameServedAt(port)).toBe('first');
    // When it is renewed
    renew('second');
    await reloads.until((problem) => problem === undefined);
    // Then new connections get the new one
    expect(await nameServedAt(port)).toBe('second');
  });

  it('stays in force while the files make no pair', async () => {
    renew('good');
    const reloads = new Reloads();
    const port = await listen(reloads);
    // When only rubbish is there
    writeFileSync(join(directory, 'cert.pem'), 'rubbish');
    await reloads.until((problem) => problem !== undefined);
    // Then the old pair serves, and a good one is taken later
    expect(await nameServedAt(port)).toBe('good');
    renew('better');
    await reloads.until((problem) => problem === undefined);
    expect(await nameServedAt(port)).toBe('better');
  });

  it('stays in force while the key is of another kind than the certificate', async () => {
    renew('good');
    const reloads = new Reloads();
    const port = await listen(reloads);
    // When the key is renewed with another algorithm, and its certificate not yet
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(directory, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await reloads.until((problem) => problem !== undefined);
    // Then the old pair serves, and a start with these files is refused
    expect(await nameServedAt(port)).toBe('good');
    await expect(listen(reloads)).rejects.toThrow(/not a usable key pair: the key is not that of the certificate$/);
  });

  it('serves when its time is over, and that is told: at the start, and of what comes later', async () => {
    const told: string[] = [];
    const EXPIRED = expect.stringMatching(/^it expired on .*Z$/) as unknown;
    renew('first');
    expire();
    const reloads = new Reloads();
    const port = await listen(reloads, (problem) => told.push(problem));
    expect(told).toEqual([EXPIRED]);
    // When a good one comes, then nothing is told
    renew('second');
    await reloads.until((problem) => problem === undefined);
    expect([await nameServedAt(port), told.length]).toEqual(['second', 1]);
    // When another one comes whose time is over
    expire();
    while (told.length === 1) await reloads.until((problem) => problem === undefined);
    // Then it serves, and that is told
    expect([await nameServedAt(port), told]).toEqual(['second', [EXPIRED, EXPIRED]]);
  });
});
