/**
 * The key pair of a TLS server, exchanged while it runs: a renewed certificate serves from the next handshake on. Files
 * that do not make a pair, which is also what half an exchange looks like, leave the last good pair in force.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { experimental } from '@grpc/grpc-js';
import { watchFiles } from '@macp/config';

type IdentityListener = Parameters<experimental.CertificateProvider['addIdentityCertificateListener']>[0];
type KeyPair = NonNullable<Parameters<IdentityListener>[0]>;

export interface ReloadingKeyPairOptions {
  readonly certPath: string;
  readonly keyPath: string;
  /** Told when another pair is in force, or why the one in the files is not. */
  readonly onReload?: (problem?: unknown) => void;
  readonly intervalMs?: number;
}

export class ReloadingKeyPair implements experimental.CertificateProvider {
  private readonly listeners = new Set<IdentityListener>();
  private pair: KeyPair;
  private stopWatching: (() => void) | undefined;

  /** @throws when the files do not make a pair. */
  constructor(private readonly options: ReloadingKeyPairOptions) {
    this.pair = this.read();
  }

  addIdentityCertificateListener(listener: IdentityListener): void {
    this.listeners.add(listener);
    const { certPath, keyPath, intervalMs } = this.options;
    this.stopWatching ??= watchFiles({
      paths: [certPath, keyPath],
      onChange: this.reload,
      ...(intervalMs === undefined ? {} : { intervalMs }),
    });
    process.nextTick(listener, this.pair);
  }

  removeIdentityCertificateListener(listener: IdentityListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    this.stopWatching?.();
    this.stopWatching = undefined;
  }

  /** Nobody is asked for a certificate of their own. */
  addCaCertificateListener(): void {}

  removeCaCertificateListener(): void {}

  private readonly reload = (): void => {
    try {
      const pair = this.read();
      if (isSame(pair, this.pair)) return;
      this.pair = pair;
    } catch (cause) {
      this.options.onReload?.(cause);
      return;
    }
    for (const listener of this.listeners) listener(this.pair);
    this.options.onReload?.();
  };

  private read(): KeyPair {
    const certificate = readFileSync(this.options.certPath);
    const privateKey = readFileSync(this.options.keyPath);
    // grpc-js would meet a broken pair only at a handshake.
    createSecureContext({ cert: certificate, key: privateKey });
    // A context takes a certificate and a key of different kinds, and no handshake with them succeeds.
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))) {
      throw new Error('the key is not that of the certificate');
    }
    return { certificate, privateKey };
  }
}

function isSame(a: KeyPair, b: KeyPair): boolean {
  return a.certificate.equals(b.certificate) && a.privateKey.equals(b.privateKey);
}
