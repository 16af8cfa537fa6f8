/** Where the keys come from that verify JWTs: a set that is there, or one that is fetched, kept, and fetched again. */
import { parseJwks } from './jwks.js';
import type { VerificationKey } from './jwks.js';

/** The keys as of now. Synchronous wherever nothing has to be fetched. */
export interface KeySource {
  /** @throws KeysUnavailable when there are none to be had. */
  keys(): readonly VerificationKey[] | Promise<readonly VerificationKey[]>;
}

/** The keys cannot be had at the moment; the message says why, for the log. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface FetchedKeysOptions {
  readonly url: string;
  /** For how long fetched keys are taken for the truth. */
  readonly ttlMs: number;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Told of every fetch that failed. */
  readonly onFault: (cause: unknown) => void;
  readonly timeoutMs?: number;
}

/** Old keys serve this much longer than their time when no new ones can be had (§9.3). */
const GRACE_MS = 3_600_000;
const TIMEOUT_MS = 5000;
/** No legitimate set is larger; what is, is not read to its end. */
const BYTES_MAX = 1024 * 1024;
/** After a failure nobody waits for the next attempt before this has passed. */
const RETRY_AFTER_MS = 5000;

/**
 * Keys of a URL: fetched when first asked for, then kept for their time; one fetch at a time, however many ask. On
 * failure the old ones serve through a grace period.
 */
export class FetchedKeys implements KeySource {
  private known: { readonly keys: readonly VerificationKey[]; readonly fetchedAtMs: number } | undefined;
  private fetching: Promise<readonly VerificationKey[]> | undefined;
  private failedAtMs = -Infinity;

  constructor(private readonly options: FetchedKeysOptions) {}

  keys(): readonly VerificationKey[] | Promise<readonly VerificationKey[]> {
    const nowMs = this.options.nowMs();
    if (this.known !== undefined && nowMs - this.known.fetchedAtMs < this.options.ttlMs) return this.known.keys;
    if (nowMs - this.failedAtMs < RETRY_AFTER_MS) return this.oldKeys(new KeysUnavailable('the last attempt failed'));
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetch(): Promise<readonly VerificationKey[]> {
    try {
      const parsed = parseJwks(await this.text());
      if ('problem' in parsed) throw new KeysUnavailable(`the key set ${parsed.problem}`);
      this.known = { keys: parsed.keys, fetchedAtMs: this.options.nowMs() };
      return parsed.keys;
    } catch (cause) {
      this.failedAtMs = this.options.nowMs();
      this.options.onFault(cause);
      return this.oldKeys(cause);
    }
  }

  private oldKeys(cause: unknown): readonly VerificationKey[] {
    const { known } = this;
    if (known !== undefined && this.options.nowMs() - known.fetchedAtMs < this.options.ttlMs + GRACE_MS)
      return known.keys;
    throw new KeysUnavailable('the key set cannot be fetched', { cause });
  }

  private async text(): Promise<string> {
    const signal = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS);
    const response = await fetch(this.options.url, { signal, headers: { accept: 'application/json' } });
    if (!response.ok) throw new KeysUnavailable(`the key server answered ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > BYTES_MAX) throw new KeysUnavailable(`the key set is larger than ${BYTES_MAX} bytes`);
      chunks.push(chunk as Uint8Array);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
