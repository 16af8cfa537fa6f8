/** The watching RPCs of `macp.v1.MACPRuntimeService`, each one line. */
import { Controller, Inject } from '@nestjs/common';
import { GrpcCall } from '@macp/nest';
import type { macp } from '@macp/proto';
import { EDGE } from './edge-token.js';
import type { Edge } from './edge.js';
import { RegistryWatches } from './watch/registry-watches.js';
import { SessionWatch } from './watch/session-watch.js';
import { SignalWatch } from './watch/signal-watch.js';
import type { WatchCall } from './watch/watch-stream.js';

@Controller()
export class WatchController {
  private readonly registries: RegistryWatches;
  private readonly sessions: SessionWatch;
  private readonly signals: SignalWatch;

  constructor(@Inject(EDGE) edge: Edge) {
    this.registries = new RegistryWatches(edge);
    this.sessions = new SessionWatch(edge);
    this.signals = new SignalWatch(edge);
  }

  @GrpcCall('WatchModeRegistry')
  watchModeRegistry(call: WatchCall<macp.v1.WatchModeRegistryRequest, macp.v1.WatchModeRegistryResponseInit>): void {
    this.registries.watchModes(call);
  }

  @GrpcCall('WatchPolicies')
  watchPolicies(call: WatchCall<macp.v1.WatchPoliciesRequest, macp.v1.WatchPoliciesResponseInit>): void {
    this.registries.watchPolicies(call);
  }

  @GrpcCall('WatchRoots')
  watchRoots(call: WatchCall<macp.v1.WatchRootsRequest, macp.v1.WatchRootsResponseInit>): void {
    this.registries.watchRoots(call);
  }

  @GrpcCall('WatchSessions')
  watchSessions(call: WatchCall<macp.v1.WatchSessionsRequest, macp.v1.WatchSessionsResponseInit>): void {
    this.sessions.handle(call);
  }

  @GrpcCall('WatchSignals')
  watchSignals(call: WatchCall<macp.v1.WatchSignalsRequest, macp.v1.WatchSignalsResponseInit>): void {
    this.signals.handle(call);
  }
}
