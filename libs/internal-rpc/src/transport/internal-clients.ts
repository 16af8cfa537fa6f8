/** Connections of a process to the internal ports of others: one per address, opened at its first call. */
import { Client } from '@grpc/grpc-js';
import type { ChannelOptions, Metadata } from '@grpc/grpc-js';
import { callMetadata, channelCredentials, channelOptions, requireSecurity } from './internal-security.js';
import type { InternalSecurity } from './internal-security.js';

const OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // A peer that went away without a word is noticed after both of these.
  'grpc.keepalive_time_ms': 5_000,
  'grpc.keepalive_timeout_ms': 5_000,
  // Short: a process that was started again at its address is waited for by agents, and callers have pauses of their own.
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 250,
  // With its retries grpc-js buffers what is written and calls it sent; we send again ourselves where that is right.
  'grpc.enable_retries': 0,
  // Internal addresses are reached directly, whatever proxy the environment names for the world outside.
  'grpc.enable_http_proxy': 0,
  // Connections are not shared beyond this object, so that closing it closes them.
  'grpc.use_local_subchannel_pool': 1,
};

export class InternalClients {
  private readonly byAddress = new Map<string, Client>();
  private readonly metadata: Metadata;

  /** @throws Error when there is no security. */
  constructor(private readonly security: InternalSecurity) {
    requireSecurity(security);
    this.metadata = callMetadata(security);
  }

  /** The connection to `address`: `host:port` or any target that gRPC resolves. @throws on no address at all. */
  client(address: string): Client {
    let client = this.byAddress.get(address);
    if (client === undefined) {
      client = new Client(address, channelCredentials(this.security), { ...OPTIONS, ...channelOptions(this.security) });
      this.byAddress.set(address, client);
    }
    return client;
  }

  /** What every call carries; a copy. */
  callMetadata(): Metadata {
    return this.metadata.clone();
  }

  /** Closes the connection to `address`, if there is one, as soon as its open calls have ended. */
  release(address: string): void {
    this.byAddress.get(address)?.close();
    this.byAddress.delete(address);
  }

  /** Closes the connections to all addresses but these. */
  retain(addresses: Iterable<string>): void {
    const kept = new Set(addresses);
    for (const address of [...this.byAddress.keys()]) if (!kept.has(address)) this.release(address);
  }

  close(): void {
    this.retain([]);
  }
}
