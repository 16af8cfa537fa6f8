import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { PortBlocks } from './free-port.js';

/** More than a block has. */
const MANY = 120;

describe('ports for processes that are started again', () => {
  it('are given to one owner and once, although nobody listens on them', async () => {
    const owners = Array.from({ length: 8 }, () => new PortBlocks());
    const given = await Promise.all(owners.map((owner) => owner.take(MANY)));
    expect(new Set(given.flat()).size).toBe(owners.length * MANY);
  });

  it('are given once to callers who ask one owner at the same time', async () => {
    const owner = new PortBlocks();
    const given = await Promise.all(Array.from({ length: 8 }, () => owner.take(MANY)));
    expect(new Set(given.flat()).size).toBe(8 * MANY);
  });

  it('are none on which a stranger listens', async () => {
    const owner = new PortBlocks();
    const [port] = (await owner.take(1)) as [number];
    const stranger = createServer().listen(port + 1, '127.0.0.1');
    await once(stranger, 'listening');
    expect(await owner.take(1)).toEqual([port + 2]);
    stranger.close();
  });
});
