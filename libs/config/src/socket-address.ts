/**
 * Addresses. Those to listen on are `ip:port` only, as the specification asks (§11.3): host names would resolve differently
 * over time. Those of others may have names.
 */
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import type { SocketAddress } from './setting.js';

/** `undefined` unless the text is `ip:port` or `[ip6]:port`. */
export function parseSocketAddress(text: string): SocketAddress | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const host = match[1] ?? match[2]!;
  const port = Number(match[3]);
  const isValid = match[1] === undefined ? isIPv4(host) : isIPv6(host);
  return isValid && port <= 65_535 ? { host, port } : undefined;
}

/** The text form of an address, with brackets around IPv6. */
export function formatSocketAddress(address: SocketAddress): string {
  return isIP(address.host) === 6 ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

/** Whether the text is `host:port`, where the host may be a name. */
export function isHostAndPort(text: string): boolean {
  return /^(?:\[[^\]]+\]|[^:\s]+):\d{1,5}$/.test(text);
}

/** Schema of a listen address. */
export const socketAddress: z.ZodType<SocketAddress, string> = z.string().transform((raw, context) => {
  const address = parseSocketAddress(raw);
  if (address !== undefined) return address;
  context.addIssue({ code: 'custom', message: 'must be an ip:port address' });
  return z.NEVER;
});
