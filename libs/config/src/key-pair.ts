/**
 * A certificate with its private key, judged before anybody meets the pair at a handshake. Texts about a pair never quote
 * from it.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';

type Pem = string | Uint8Array;

/** The files of a key pair, by their settings. */
export interface KeyPairSettings {
  readonly certificate: string;
  readonly key: string;
}

/** The line about a certificate with what `outOfTime` says. */
export const OUT_OF_TIME = 'a certificate is not valid now; it is used, and who checks it will refuse it';

/** @throws Error saying why no handshake with this pair succeeds */
export function requireKeyPair(certificate: Pem, key: Pem): void {
  const [cert, privateKey] = [Buffer.from(certificate), Buffer.from(key)];
  // A context takes a certificate and a key of different kinds, and no handshake with them succeeds.
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(privateKey))) {
    throw new Error('the key is not that of the certificate');
  }
  createSecureContext({ cert, key: privateKey });
}

/** One sentence for whoever set these files to something that `requireKeyPair` or a file system refuses. */
export function keyPairFault({ certificate, key }: KeyPairSettings, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `${certificate}/${key}: not a usable key pair: ${reason}`;
}

/** What is wrong with the pair that the settings name, as a list for a slice's rules. */
export function keyPairProblems(settings: KeyPairSettings, certificate: Pem, key: Pem): readonly string[] {
  try {
    requireKeyPair(certificate, key);
    return [];
  } catch (cause) {
    return [keyPairFault(settings, cause)];
  }
}

/** Why others will not take the certificate at `nowMs`, or will only later; `undefined` within its time. */
export function outOfTime(certificate: Pem, nowMs: number): string | undefined {
  const { validFrom, validTo } = new X509Certificate(Buffer.from(certificate));
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  if (nowMs < from.getTime()) return `it is not valid before ${from.toISOString()}`;
  if (nowMs > to.getTime()) return `it expired on ${to.toISOString()}`;
  return undefined;
}
