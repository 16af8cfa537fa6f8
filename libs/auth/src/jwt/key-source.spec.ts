/** Fetched key sets: kept, fetched again, and done without (runtime specification §9.3). */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseJwks } from './jwks.js';
import { FetchedKeys, KeysUnavailable } from './key-source.js';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SET = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] });
const TTL_MS = 300_000;

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface World {
  readonly keys: FetchedKeys;
  readonly clock: { nowMs: number };
  readonly faults: unknown[];
}

async function keysFrom(listener: RequestListener, timeoutMs?: number): Promise<World> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clock = { nowMs: 1_000_000 };
  const faults: unknown[] = [];
  const keys = new FetchedKeys({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    ttlMs: TTL_MS,
    nowMs: () => clock.nowMs,
    onFault: (cause) => faults.push(cause),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { keys, clock, faults };
}

describe('FetchedKeys', () => {
  it('fetches when first asked, once for all who ask, and again only when its time is over', async () => {
    let fetched = 0;
    const { keys, clock } = await keysFrom((_request, response) => {
      fetched += 1;
      response.end(SET);
    });
    const [first, second] = await Promise.all([keys.keys(), keys.keys()]);
    expect(first).toBe(second);
    clock.nowMs += TTL_MS - 1;
    expect(keys.keys()).toBe(first);
    expect(fetched).toBe(1);
    clock.nowMs += 1;
    await keys.keys();
    expect(fetched).toBe(2);
  });

  it('serves old keys while the server fails, but not for ever', async () => {
    let isDown = false;
    const { keys, clock, faults } = await keysFrom((_request, response) => {
      response.statusCode = isDown ? 503 : 200;
      response.end(SET);
    });
    const known = await keys.keys();
    isDown = true;
    clock.nowMs += TTL_MS;
    expect(await keys.keys()).toBe(known);
    expect(faults).toEqual([expect.objectContaining({ message: 'the key server answered 503' })]);
    // The next caller does not wait for a server that has just failed
    expect(keys.keys()).toBe(known);
    clock.nowMs += 3_600_000;
    await expect(keys.keys()).rejects.toThrow(KeysUnavailable);
  });

  it('fetches again soon after a failure', async () => {
    let isDown = true;
    const { keys, clock } = await keysFrom((_request, response) => {
      response.statusCode = isDown ? 500 : 200;
      response.end(SET);
    });
    await expect(keys.keys()).rejects.toThrow(KeysUnavailable);
    isDown = false;
    expect(() => keys.keys()).toThrow(KeysUnavailable);
    clock.nowMs += 5000;
    expect(await keys.keys()).toHaveLength(1);
  });

  it('gives up on a server that never answers', async () => {
    const { keys, faults } = await keysFrom(() => undefined, 50);
    await expect(keys.keys()).rejects.toThrow(KeysUnavailable);
    expect(faults).toHaveLength(1);
  });

  it('does not read a set of ten megabytes to its end', async () => {
    let sent = 0;
    const { keys, faults } = await keysFrom((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      const write = (): void => {
        while (sent < 10 * 1024 * 1024 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await expect(keys.keys()).rejects.toThrow(KeysUnavailable);
    expect(faults).toEqual([expect.objectContaining({ message: 'the key set is larger than 1048576 bytes' })]);
  });

  it.each(['', '{}', '{"keys":[]}', '{"keys":[{"kty":"RSA"}]}'])('takes no keys from %j', async (body) => {
    const { keys } = await keysFrom((_request, response) => response.end(body));
    await expect(keys.keys()).rejects.toThrow(KeysUnavailable);
  });
});

describe('parseJwks', () => {
  const ec = publicKey.export({ format: 'jwk' });

  it.each([
    ['nothing', { problem: 'is not valid JSON' }],
    ['[]', { problem: 'must be an object with "keys"' }],
    ['{"keys":1}', { problem: 'must be an object with "keys"' }],
    ['{"keys":[1,{"kty":"OKP"}]}', { problem: 'has no usable key (RSA, EC P-256 or oct)' }],
  ])('of %j says what is wrong', (text, expected) => {
    expect(parseJwks(text)).toEqual(expected);
  });

  it('leaves out keys for encryption, for other algorithms and of other curves', () => {
    const { publicKey: p384 } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const keys = [
      { ...ec, use: 'enc' },
      { ...ec, alg: 'ES384' },
      p384.export({ format: 'jwk' }),
      { ...ec, kid: 'this', use: 'sig', alg: 'ES256' },
    ];
    expect(parseJwks(JSON.stringify({ keys }))).toMatchObject({ keys: [{ kid: 'this', algorithm: 'ES256' }] });
  });
});
