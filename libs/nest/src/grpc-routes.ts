/**
 * Nest controllers as bare grpc-js handlers: a method decorated with `@GrpcCall` is bound once, at start, and then called
 * directly with grpc-js' own arguments. Guards, pipes and interceptors are not run; per message there is nothing between
 * the HTTP/2 frame and the method.
 */
import { Inject, Injectable, Module, SetMetadata } from '@nestjs/common';
import type { DynamicModule, OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { UntypedHandleCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import { invariant } from '@macp/kernel';

const GRPC_CALL = 'macp:grpc-call';
const GRPC_ROUTES = Symbol('GrpcRoutes');

/** Serves the RPC of that name with this controller method, in the signature that grpc-js gives its kind of call. */
export const GrpcCall = (rpc: string): MethodDecorator => SetMetadata(GRPC_CALL, rpc);

/** The handlers of one gRPC service. Invariant: one handler per RPC, complete before the server listens. */
export class GrpcRoutes {
  private readonly handlers = new Map<string, UntypedHandleCall>();

  add(rpc: string, handler: UntypedHandleCall): void {
    invariant(!this.handlers.has(rpc), `two handlers for the RPC ${rpc}`);
    this.handlers.set(rpc, handler);
  }

  /** Names of the RPCs that are served. */
  names(): readonly string[] {
    return [...this.handlers.keys()].sort();
  }

  implementation(): UntypedServiceImplementation {
    return Object.fromEntries(this.handlers);
  }
}

@Injectable()
class GrpcRouteCollector implements OnModuleInit {
  constructor(
    @Inject(GRPC_ROUTES) private readonly routes: GrpcRoutes,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getControllers()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const methods = instance as Record<string, UntypedHandleCall>;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method = methods[name]!;
        const rpc = Reflect.getMetadata(GRPC_CALL, method) as string | undefined;
        if (rpc !== undefined) this.routes.add(rpc, method.bind(instance) as UntypedHandleCall);
      }
    }
  }
}

/** Collects the `@GrpcCall` methods of every controller of the application into `routes` when the application starts. */
@Module({})
export class GrpcRoutesModule {
  static forRoot(routes: GrpcRoutes): DynamicModule {
    return {
      module: GrpcRoutesModule,
      imports: [DiscoveryModule],
      providers: [{ provide: GRPC_ROUTES, useValue: routes }, GrpcRouteCollector],
    };
  }
}
