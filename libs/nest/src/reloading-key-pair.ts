/**
 * The key pair of a TLS server, exchanged while it runs: a renewed certificate serves from the next handshake on. Files
 * that do not make a pair, which is also what half an exchange looks like, leave the last good pair in force.
 */
import { readFileSync } from 'node:fs';
import type { experimental } from '@grpc/grpc-js';
import { outOfTime, requireKeyPair, watchFiles } from '@macp/config';

type IdentityListener = Parameters<experimental.CertificateProvider['addIdentityCertificateListener']>[0];
type KeyPair = NonNullable<Parameters<IdentityListener>[0]>;

export interface ReloadingKeyPairOptions {
  readonly certPath: string;
  readonly keyPath: string;
  /** Told when another pair is in force, or why the one in the files is not. */
  readonly onReload?: (problem?: unknown) => void;
  /** Told why clients will refuse the pair that is in force from now on, which is all the same. */
  readonly onOutOfTime?: (problem: string) => void;
  readonly intervalMs?: number;
}

export class ReloadingKeyPair implements experimental.CertificateProvider {
  private readonly listeners = new Set<IdentityListener>();
  private pair: KeyPair;
  private stopWatching: (() => void) | undefined;

  /** @throws when the files do not make a pair. */
  constructor(private readonly options: ReloadingKeyPairOptions) {
    this.pair = this.read();
    this.tellTime();
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
    this.tellTime();
  };

  private read(): KeyPair {
    const certificate = readFileSync(this.options.certPath);
    const privateKey = readFileSync(this.options.keyPath);
    // grpc-js would meet a broken pair only at a handshake.
    requireKeyPair(certificate, privateKey);
    return { certificate, privateKey };
  }

  private tellTime(): void {
    const problem = outOfTime(this.pair.certificate, Date.now());
    if (problem !== undefined) this.options.onOutOfTime?.(problem);
  }
}

function isSame(a: KeyPair, b: KeyPair): boolean {
  return a.certificate.equals(b.certificate) && a.privateKey.equals(b.privateKey);
}
