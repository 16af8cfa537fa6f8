/**
 * The internal port of a process: whatever services it has for the others, behind one gate, with the standard health
 * service beside them (which needs no credential under plaintext). Never the port that agents talk to.
 */
import { createRequire } from 'node:module';
import { Server, status } from '@grpc/grpc-js';
import type { Metadata, ServiceDefinition, UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import {
  CannotListen,
  Connections,
  FAREWELL_MS,
  PREFACE_WITHIN_MS,
  bindServer,
  endHalfSent,
  silentAfterStatus,
} from '@macp/wire';
import { callGate, requireSecurity, serverCredentials } from './internal-security.js';
import type { InternalSecurity } from './internal-security.js';

/** One service of a process. */
export interface InternalService {
  readonly name: string;
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
  /** Ends the calls that would otherwise stay open; called when the port drains. */
  end?(): void;
}

/** What one message may cost the port, also one of a peer that is stuck. */
export interface InternalPortLimits {
  /** Largest message that is taken in; what is larger is refused with RESOURCE_EXHAUSTED by its first bytes. */
  readonly messageBytesMax: number;
  /** What a request, and each message on a stream once it was begun, has to come in in full; then its call ends. */
  readonly messageWithinMs: number;
}

/**
 * Outcomes for one ingress come in frames of little more than 8 MiB. What has no bound of its own is the state of a mode in a
 * question about a Commitment; one that is larger than this gets no verdict, in whatever time.
 */
export const DEFAULT_INTERNAL_PORT_LIMITS: InternalPortLimits = {
  messageBytesMax: 64 * 1024 * 1024,
  messageWithinMs: 30_000,
};

export interface InternalRpcServerOptions {
  /** `host:port`; port 0 takes a free one. */
  readonly address: string;
  readonly security: InternalSecurity;
  readonly services: readonly InternalService[];
  readonly limits?: Partial<InternalPortLimits>;
  /** A call was refused for its credential. */
  readonly onRefused?: (service: string) => void;
}

interface Health {
  setStatus(service: string, status: 'SERVING' | 'NOT_SERVING'): void;
  addToServer(server: Server): void;
}

interface HealthPackage {
  readonly HealthImplementation: new (statuses: Record<string, 'SERVING' | 'NOT_SERVING'>) => Health;
}

interface AnyCall {
  readonly metadata: Metadata;
  emit(event: 'error', error: unknown): unknown;
}

type AnyHandler = (call: AnyCall, answer?: (error: unknown) => void) => void;

const UNTRUSTED = { code: status.UNAUTHENTICATED, details: 'no credential of this installation' };
const KEEPALIVE_MS = 30_000;

export class InternalRpcServer {
  private server: Server | undefined;
  private health: Health | undefined;
  private boundTo: string | undefined;
  private readonly connections = new Connections({ prefaceWithinMs: PREFACE_WITHIN_MS, farewellMs: FAREWELL_MS });

  /** @throws Error when there is no security. */
  constructor(private readonly options: InternalRpcServerOptions) {
    requireSecurity(options.security);
  }

  /** `host:port` that is listened on; `undefined` before `start` and after the end. */
  get address(): string | undefined {
    return this.boundTo;
  }

  /** Listens; resolves with the address, or rejects when it cannot. */
  async start(): Promise<string> {
    const { address, security, services, limits } = this.options;
    const { messageBytesMax, messageWithinMs } = { ...DEFAULT_INTERNAL_PORT_LIMITS, ...limits };
    // Channelz stays on although nothing reads it: without it, grpc-js' forced shutdown forgets its connections.
    const server = new Server({
      'grpc.max_receive_message_length': messageBytesMax,
      'grpc.max_send_message_length': -1,
      'grpc.keepalive_time_ms': KEEPALIVE_MS,
      'grpc.keepalive_timeout_ms': KEEPALIVE_MS,
      interceptors: [endHalfSent(messageWithinMs, FAREWELL_MS), silentAfterStatus],
    });
    for (const service of services) server.addService(service.definition, this.guarded(service));
    this.health = openHealth(services);
    this.health.addToServer(server);
    const port = await bindServer(server, address, serverCredentials(security)).catch((cause: Error) => {
      throw new CannotListen(`the internal port ${cause.message}`, { cause });
    });
    this.connections.follow(server);
    this.server = server;
    return (this.boundTo = `${address.slice(0, address.lastIndexOf(':'))}:${port}`);
  }

  /** What the health service says of this process and its services from now on. */
  setServing(isServing: boolean): void {
    for (const name of healthNames(this.options.services)) {
      this.health?.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING');
    }
  }

  /**
   * Takes no new call, ends the endless ones, and what is still open after `withinMs`. Connections without a call are not
   * waited for.
   */
  async drain(withinMs: number): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.setServing(false);
    this.server = undefined;
    this.boundTo = undefined;
    for (const service of this.options.services) service.end?.();
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => {
        server.forceShutdown();
        this.connections.destroyAll();
        resolve();
      }, withinMs);
      this.connections.leave();
      server.tryShutdown(() => {
        clearTimeout(force);
        resolve();
      });
    });
  }

  /** Ends at once. */
  close(): void {
    this.server?.forceShutdown();
    this.connections.destroyAll();
    this.server = undefined;
    this.boundTo = undefined;
  }

  private guarded({ name, definition, handlers }: InternalService): UntypedServiceImplementation {
    const mayPass = callGate(this.options.security);
    const guarded: UntypedServiceImplementation = {};
    for (const rpc of Object.keys(definition)) {
      const handler = handlers[rpc] as unknown as AnyHandler;
      const guard: AnyHandler = (call, answer) => {
        if (mayPass(call.metadata)) handler(call, answer);
        else {
          this.options.onRefused?.(name);
          if (answer === undefined) call.emit('error', UNTRUSTED);
          else answer(UNTRUSTED);
        }
      };
      guarded[rpc] = guard as unknown as UntypedHandleCall;
    }
    return guarded;
  }
}

function healthNames(services: readonly InternalService[]): string[] {
  return ['', ...services.map(({ name }) => name)];
}

function openHealth(services: readonly InternalService[]): Health {
  // The package is CommonJS and loads its schema when it is required: only processes that listen pay for that.
  const { HealthImplementation } = createRequire(import.meta.url)('grpc-health-check') as HealthPackage;
  return new HealthImplementation(Object.fromEntries(healthNames(services).map((name) => [name, 'SERVING'] as const)));
}
