/** `WatchSignals` (runtime specification §6): every accepted Signal and Progress from the call on, and nothing of before. */
import { Metadata } from '@grpc/grpc-js';
import { reject } from '@macp/kernel';
import type { Rejection } from '@macp/kernel';
import type { macp as wire } from '@macp/proto';
import { encodeBytes, macp, wireEnvelope } from '@macp/proto';
import type { Edge } from '../edge.js';
import { authenticatedWatch } from './authenticated-watch.js';
import { WatchHub } from './watch-hub.js';
import { WatchStream } from './watch-stream.js';
import type { WatchCall } from './watch-stream.js';

const SIGNALS_MAX = 256;

function laggedBy(signals: number): Rejection {
  return reject('STREAM_LAGGED', `WatchSignals receiver fell behind by ${signals} signals`);
}

export class SignalWatch {
  private readonly hub: WatchHub;

  constructor(private readonly edge: Edge) {
    // Whether senders are proved is a property of the server, not of a message.
    const senderAuthenticated = edge.authenticator.provesSenders;
    this.hub = new WatchHub(() =>
      edge.signals.subscribe({
        signal: (envelope) => {
          const response = { envelope: wireEnvelope(envelope), senderAuthenticated };
          this.hub.send(encodeBytes(macp.v1.WatchSignalsResponse, response));
        },
        failed: (cause) => this.hub.fail(cause),
      }),
    );
  }

  handle(call: WatchCall<wire.v1.WatchSignalsRequest, wire.v1.WatchSignalsResponseInit>): void {
    authenticatedWatch(this.edge, call, () => {
      this.hub.add(new WatchStream(this.edge, call, { framesMax: SIGNALS_MAX, laggedBy }));
      // Whoever waits for the headers knows that from now on nothing is missed.
      call.sendMetadata(new Metadata());
    });
  }
}
