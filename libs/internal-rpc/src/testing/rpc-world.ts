/** One internal port and connections to it, for specs; everything that was opened is closed again. */
import { InternalClients } from '../transport/internal-clients.js';
import { InternalRpcServer } from '../transport/internal-rpc-server.js';
import type { InternalService } from '../transport/internal-rpc-server.js';
import type { InternalSecurity } from '../transport/internal-security.js';

export const SECURITY: InternalSecurity = { sharedCredential: 'a credential for specs' };

export class RpcWorld {
  private readonly closings: (() => unknown)[] = [];

  /** Serves the services on a free port, or on `port`; resolves with the server, which listens. */
  async serve(services: readonly InternalService[], port = 0, security = SECURITY): Promise<InternalRpcServer> {
    const server = new InternalRpcServer({ address: `127.0.0.1:${port}`, security, services });
    await server.start();
    this.onClose(() => server.close());
    return server;
  }

  clients(security = SECURITY): InternalClients {
    const clients = new InternalClients(security);
    this.onClose(() => clients.close());
    return clients;
  }

  onClose(closing: () => unknown): void {
    this.closings.push(closing);
  }

  async close(): Promise<void> {
    for (const closing of this.closings.splice(0).reverse()) await closing();
  }
}

/** Port of `host:port`. */
export function portOf(address: string | undefined): number {
  return Number(address!.slice(address!.lastIndexOf(':') + 1));
}
