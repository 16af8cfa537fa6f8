/**
 * The metrics port (runtime specification §8): every request is answered with the text exposition, and the connection is
 * closed. A port that cannot be bound is logged and never stops the process.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Logger } from './logger.js';
import type { MacpMetrics } from './metrics.js';

export class MetricsListener {
  private constructor(private readonly server: Server) {}

  /** Resolves once the port is bound, or with `undefined` when it could not be. Port 0 takes a free one. */
  static async open(
    { host, port }: { readonly host: string; readonly port: number },
    metrics: MacpMetrics,
    log: Logger,
  ): Promise<MetricsListener | undefined> {
    const server = createServer((_request, response) => {
      metrics.exposition().then(
        (text) => {
          response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4', Connection: 'close' });
          response.end(text);
        },
        (error: unknown) => {
          log.error({ err: error }, 'metrics could not be rendered');
          response.writeHead(500, { Connection: 'close' });
          response.end();
        },
      );
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
    } catch (error) {
      log.error({ err: error, metrics_addr: `${host}:${port}` }, 'metrics endpoint could not be bound');
      return undefined;
    }
    server.on('error', (error) => log.error({ err: error }, 'the metrics endpoint could not take a connection'));
    const listener = new MetricsListener(server);
    log.info({ metrics_addr: `${host}:${listener.port}` }, 'metrics endpoint listening (GET /metrics)');
    return listener;
  }

  /** The bound port. */
  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Closes the port at once. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
