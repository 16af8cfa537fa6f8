/**
 * WatchModeRegistry, WatchPolicies and WatchRoots (runtime specification §7.3–§7.5): something at once, then something
 * per change. A watch that lags ends without an error, for whoever watches again is told everything there is.
 */
import type { macp as wire } from '@macp/proto';
import { encodeBytes, macp } from '@macp/proto';
import { caughtUp } from '../caught-up.js';
import type { Edge } from '../edge.js';
import { wirePolicy } from '../policies.js';
import { deadlineOf } from '../unary.js';
import { WatchHub } from './watch-hub.js';
import { WatchStream } from './watch-stream.js';
import type { WatchCall } from './watch-stream.js';
import { authenticatedWatch } from './authenticated-watch.js';

const CHANGES = { framesMax: 16 };
const { v1 } = macp;

export class RegistryWatches {
  private readonly modes: WatchHub;
  private readonly policies: WatchHub;

  constructor(private readonly edge: Edge) {
    const hub = (registry: 'modes' | 'policies', frame: () => Uint8Array): WatchHub => {
      const made: WatchHub = new WatchHub(() =>
        edge.registryFeed.subscribe(registry, {
          changed: () => made.send(frame()),
          failed: (cause) => made.fail(cause),
        }),
      );
      return made;
    };
    this.modes = hub('modes', () => this.modesChanged());
    this.policies = hub('policies', () => this.allPolicies());
  }

  watchModes(call: WatchCall<wire.v1.WatchModeRegistryRequest, wire.v1.WatchModeRegistryResponseInit>): void {
    const stream = new WatchStream(this.edge, call, CHANGES);
    this.modes.add(stream);
    stream.send(this.modesChanged());
  }

  watchPolicies(call: WatchCall<wire.v1.WatchPoliciesRequest, wire.v1.WatchPoliciesResponseInit>): void {
    authenticatedWatch(this.edge, call, () => {
      const stream = new WatchStream(this.edge, call, CHANGES);
      const show = (): void => {
        this.policies.add(stream);
        stream.send(this.allPolicies());
      };
      const { catalog, clock } = this.edge;
      caughtUp({ catalog, clock, deadlineMs: deadlineOf(this.edge, call) }, show, (cause) => stream.fail(cause));
    });
  }

  /** The roots of a runtime that has none of its own never change. */
  watchRoots(call: WatchCall<wire.v1.WatchRootsRequest, wire.v1.WatchRootsResponseInit>): void {
    const change = { observedAtUnixMs: this.edge.clock.nowMs() };
    new WatchStream(this.edge, call, CHANGES).send(encodeBytes(v1.WatchRootsResponse, { change }));
  }

  private modesChanged(): Uint8Array {
    const change = { registry: 'modes', observedAtUnixMs: this.edge.clock.nowMs() };
    return encodeBytes(v1.WatchModeRegistryResponse, { change });
  }

  private allPolicies(): Uint8Array {
    const descriptors = this.edge.catalog.list('').map(wirePolicy);
    return encodeBytes(v1.WatchPoliciesResponse, { descriptors, observedAtUnixMs: this.edge.clock.nowMs() });
  }
}
