/**
 * Ports of this machine for processes that are started, killed and started again on the same ones. Whoever asks takes whole
 * blocks and holds each by listening on its first port for as long as it lives: a port whose process is down at the moment
 * is free to the system, and would else be given to the next one that asks.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

/** Below the ports that systems give to outgoing connections: what restarts finds its port as it left it. */
const LOWEST = 12_000;
const HIGHEST = 32_000;
const BLOCK_PORTS = 50;

/** Blocks of one owner. No port is given twice, by whichever owner on this machine. */
export class PortBlocks {
  private next = 0;
  private end = 0;

  /** `count` different ports of the loopback interface on which nobody listens; strangers may take one before it is used. */
  async take(count: number): Promise<readonly number[]> {
    const ports: number[] = [];
    while (ports.length < count) {
      while (this.next === this.end) await this.takeBlock();
      const port = this.next;
      this.next += 1;
      if (await isFree(port)) ports.push(port);
    }
    return ports;
  }

  private async takeBlock(): Promise<void> {
    for (;;) {
      const first = LOWEST + BLOCK_PORTS * Math.floor((Math.random() * (HIGHEST - LOWEST)) / BLOCK_PORTS);
      const holder = await listen(first);
      if (holder === undefined) continue;
      holder.unref();
      this.next = first + 1;
      this.end = first + BLOCK_PORTS;
      return;
    }
  }
}

const ownBlocks = new PortBlocks();

/** As `PortBlocks.take`, of the blocks of this process. */
export function freePorts(count: number): Promise<readonly number[]> {
  return ownBlocks.take(count);
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === undefined) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/** `undefined` where somebody else listens. */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  return server;
}
