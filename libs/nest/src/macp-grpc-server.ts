/**
 * The gRPC edge as a Nest transport strategy (runtime specification §8, §11.2): a bare grpc-js server whose handlers are
 * the bound controller methods of `GrpcRoutes`. RPCs without a handler answer UNIMPLEMENTED. Nest owns its lifecycle and
 * nothing of its message path.
 */
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import type {
  ServiceDefinition,
  UntypedHandleCall,
  UntypedServiceImplementation,
  handleUnaryCall,
} from '@grpc/grpc-js';
import { StartupFault, formatSocketAddress } from '@macp/config';
import type { SocketAddress } from '@macp/config';
import { Connections, FAREWELL_MS, PREFACE_WITHIN_MS, bindServer, endHalfSent, silentAfterStatus } from '@macp/wire';
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { ConnectionGate } from './connection-gate.js';
import type { GrpcRoutes } from './grpc-routes.js';
import { addHealth } from './health.js';
import { OpenCalls } from './open-calls.js';
import type { ReflectedSchema } from './reflection/reflected-schema.js';
import { addReflection } from './reflection/reflection.js';

export interface MacpGrpcServerOptions {
  /** Where to listen; port 0 takes a free one. */
  readonly address: SocketAddress;
  /** The variable that set `address`, for the error text. */
  readonly addressVariable: string;
  /** Plaintext when absent. */
  readonly credentials?: ServerCredentials;
  readonly serviceName: string;
  readonly definition: ServiceDefinition;
  readonly routes: GrpcRoutes;
  /** The schema that callers may ask for; none when absent. */
  readonly reflection?: ReflectedSchema;
  /** Largest message that is decoded. */
  readonly receiveBytesMax: number;
  /** HTTP/2 streams per connection. */
  readonly concurrentStreamsMax: number;
  /** Unary calls of one connection that are worked on at once; no bound of its own when absent. */
  readonly callsPerConnectionMax?: number;
  /** What a request, and each message on a stream once it was begun, has to come in in full. */
  readonly requestWithinMs: number;
  /** What a new connection has to begin to speak HTTP/2, ten seconds when absent. */
  readonly prefaceWithinMs?: number;
  /** Between pings of a connection, and what it has to answer one; 30 seconds when absent (§8). */
  readonly keepaliveMs?: number;
}

const KEEPALIVE_MS = 30_000;

export class MacpGrpcServer extends Server implements CustomTransportStrategy {
  private server: GrpcServer | undefined;
  private boundTo: SocketAddress | undefined;
  private readonly openCalls = new OpenCalls();
  private readonly connections: Connections;

  constructor(private readonly options: MacpGrpcServerOptions) {
    super();
    const { prefaceWithinMs = PREFACE_WITHIN_MS } = options;
    this.connections = new Connections({ prefaceWithinMs, farewellMs: FAREWELL_MS });
  }

  /** The address that is listened on, with the real port; `undefined` before `listen` and after the end. */
  get address(): SocketAddress | undefined {
    return this.boundTo;
  }

  listen(done: (error?: unknown) => void): void {
    const { definition, serviceName, keepaliveMs = KEEPALIVE_MS } = this.options;
    const server = new GrpcServer({
      // Nobody reads what it counts for every call. A forced shutdown then forgets its connections: we end them.
      'grpc.enable_channelz': 0,
      'grpc.max_receive_message_length': this.options.receiveBytesMax,
      'grpc.max_send_message_length': -1,
      'grpc.max_concurrent_streams': this.options.concurrentStreamsMax,
      'grpc.keepalive_time_ms': keepaliveMs,
      'grpc.keepalive_timeout_ms': keepaliveMs,
      interceptors: [endHalfSent(this.options.requestWithinMs, FAREWELL_MS), silentAfterStatus],
    });
    server.addService(definition, this.implementation());
    addHealth(server, serviceName);
    if (this.options.reflection !== undefined) addReflection(server, this.options.reflection);
    void this.bind(server).then(() => done(), done);
  }

  private async bind(server: GrpcServer): Promise<void> {
    const { address, addressVariable, credentials = ServerCredentials.createInsecure() } = this.options;
    const port = await bindServer(server, formatSocketAddress(address), credentials).catch((cause: Error) => {
      throw new StartupFault(`${addressVariable}: ${cause.message}`, { cause });
    });
    this.connections.follow(server);
    this.server = server;
    this.boundTo = { host: address.host, port };
  }

  private implementation(): UntypedServiceImplementation {
    const { callsPerConnectionMax, definition, routes } = this.options;
    const handlers = routes.implementation();
    // However few streams there may be: a call that is cancelled frees its stream and is still worked on.
    const isGated = callsPerConnectionMax !== undefined;
    const gate = new ConnectionGate(callsPerConnectionMax ?? 0, (cause) => this.logger.error(cause));
    for (const [rpc, handler] of Object.entries(handlers)) {
      const method = definition[rpc];
      if (method === undefined) continue;
      const isUnary = !method.requestStream && !method.responseStream;
      const gated = isGated && isUnary ? gate.guard(handler as handleUnaryCall<unknown, unknown>) : handler;
      handlers[rpc] = this.openCalls.watch(gated as UntypedHandleCall, method);
    }
    return handlers;
  }

  /**
   * Accepts nothing new and lets open calls finish; what is still open after `withinMs` ends with UNAVAILABLE, and soon
   * afterwards with its connection. Connections without a call are not waited for. Resolves with true when every call had
   * finished by itself.
   */
  drain(withinMs: number): Promise<boolean> {
    const server = this.server;
    if (server === undefined) return Promise.resolve(true);
    this.server = undefined;
    this.boundTo = undefined;
    return new Promise((resolve) => {
      let isOverdue = false;
      const sever = (): void => {
        server.forceShutdown();
        this.connections.destroyAll();
        resolve(false);
      };
      let timer = setTimeout(() => {
        isOverdue = true;
        this.openCalls.endAll();
        timer = setTimeout(sever, FAREWELL_MS);
      }, withinMs);
      this.connections.leave();
      server.tryShutdown(() => {
        clearTimeout(timer);
        resolve(!isOverdue);
      });
    });
  }

  /** Ends at once; `drain` comes before, where there is time. */
  close(): void {
    this.server?.forceShutdown();
    this.connections.destroyAll();
    this.server = undefined;
    this.boundTo = undefined;
  }

  on(): never {
    throw new Error('the gRPC server of the runtime has no events');
  }

  unwrap<T>(): T {
    return this.server as T;
  }
}
